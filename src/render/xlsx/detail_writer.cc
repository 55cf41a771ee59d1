#include "render/xlsx/detail_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/output_file.h"
#include "render/xlsx/detail_cells.h"
#include "render/xlsx/detail_package.h"
#include "render/xlsx/sheet_names.h"
#include "render/zip_writer.h"

namespace kebao::render {
namespace {

constexpr size_t kChunkBytes = size_t{128} << 10;
constexpr uint32_t kRowsMeasured = 200;  // the columns' widths follow from the first rows
constexpr uint64_t kMaxSheetBytes = uint64_t{3} << 30;  // well below what a zip member holds
constexpr const char* kMime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

}  // namespace

class XlsxDetailWriter::Impl {
 public:
  Impl(const std::filesystem::path& out, std::string_view sheet_title,
       std::vector<std::string> titles, const RenderTexts& texts, XlsxDetailOptions options)
      : out_(out),
        file_(out),
        zip_(file_, options.compression),
        texts_(texts),
        options_(options),
        sheet_title_(sheet_title),
        titles_(std::move(titles)),
        encoder_(titles_.size()),
        widths_(titles_.size(), 0) {
    KEBAO_ASSERT(!titles_.empty() && options_.rows_per_sheet > 1);
    for (size_t c = 0; c < titles_.size(); ++c)
      widths_[c] = xlsx::WidthOf(std::string_view(titles_[c])) + 3;
    BeginSheet();
  }

  void AddRow(std::span<const DetailCell> cells);
  Artifact Finish(const xlsx::DetailAdditions& additions);
  DetailPlace place() const { return {sheets_.front().name, sheets_.front().rows, sheets_.size()}; }
  std::string NameSheet(std::string_view wanted) { return names_.Make(wanted); }

 private:
  void BeginSheet();
  void EndSheet();
  void Measure(std::span<const DetailCell> cells);
  void WriteRows();
  void AddWarning(Artifact& artifact, const char* key, size_t count) const;

  std::filesystem::path out_;
  OutputFile file_;
  ZipWriter zip_;
  const RenderTexts& texts_;
  XlsxDetailOptions options_;
  std::string sheet_title_;
  std::vector<std::string> titles_;
  xlsx::CellEncoder encoder_;
  std::vector<int> widths_;
  xlsx::SheetNames names_;
  std::vector<xlsx::DetailSheet> sheets_;
  bool is_head_written_ = false;
};

void XlsxDetailWriter::Impl::BeginSheet() {
  sheets_.push_back({names_.Make(sheet_title_), 0});
  zip_.BeginMember(xlsx::DetailSheetPath(sheets_.size()));
  is_head_written_ = false;
  encoder_.BeginRow(++sheets_.back().rows);
  for (size_t c = 0; c < titles_.size(); ++c)
    encoder_.AddText(c, titles_[c], xlsx::DetailStyle::kHeader);
  encoder_.EndRow();
}

void XlsxDetailWriter::Impl::EndSheet() {
  WriteRows();
  zip_.Write(xlsx::DetailSheetTail(titles_.size(), sheets_.back().rows));
}

void XlsxDetailWriter::Impl::WriteRows() {
  if (!is_head_written_) zip_.Write(xlsx::DetailSheetHead(widths_, sheets_.size() == 1));
  is_head_written_ = true;
  zip_.Write(encoder_.xml());
  encoder_.xml().clear();
}

void XlsxDetailWriter::Impl::Measure(std::span<const DetailCell> cells) {
  for (size_t c = 0; c < cells.size(); ++c)
    widths_[c] = std::max(widths_[c], xlsx::WidthOf(cells[c]));
}

void XlsxDetailWriter::Impl::AddRow(std::span<const DetailCell> cells) {
  KEBAO_ASSERT(cells.size() == titles_.size());
  if (sheets_.back().rows >= options_.rows_per_sheet || zip_.member_size() >= kMaxSheetBytes) {
    EndSheet();
    BeginSheet();
  }
  const uint32_t row = ++sheets_.back().rows;
  encoder_.BeginRow(row);
  for (size_t c = 0; c < cells.size(); ++c) encoder_.Add(c, cells[c]);
  encoder_.EndRow();
  if (row <= kRowsMeasured) {
    Measure(cells);
  } else if (encoder_.xml().size() >= kChunkBytes) {
    WriteRows();
  }
}

void XlsxDetailWriter::Impl::AddWarning(Artifact& artifact, const char* key, size_t count) const {
  if (count > 0) artifact.warnings.push_back(texts_.Fill(key, {{"count", std::to_string(count)}}));
}

Artifact XlsxDetailWriter::Impl::Finish(const xlsx::DetailAdditions& additions) {
  EndSheet();
  xlsx::WriteDetailPackage(zip_, sheets_, titles_.size(), additions, texts_);
  zip_.Finish();
  file_.Commit();
  Artifact artifact{out_, kMime, {}};
  AddWarning(artifact, "warning_shortened", encoder_.shortened());
  AddWarning(artifact, "warning_repaired", encoder_.repaired());
  return artifact;
}

XlsxDetailWriter::XlsxDetailWriter(const std::filesystem::path& out, std::string_view sheet_title,
                                   std::vector<std::string> titles, const RenderTexts& texts,
                                   XlsxDetailOptions options)
    : impl_(std::make_unique<Impl>(out, sheet_title, std::move(titles), texts, options)) {}

XlsxDetailWriter::~XlsxDetailWriter() = default;

void XlsxDetailWriter::AddRow(std::span<const DetailCell> cells) { impl_->AddRow(cells); }

Artifact XlsxDetailWriter::Finish() { return impl_->Finish({}); }

Artifact XlsxDetailWriter::Finish(const xlsx::DetailAdditions& additions) {
  return impl_->Finish(additions);
}

DetailPlace XlsxDetailWriter::place() const { return impl_->place(); }

std::string XlsxDetailWriter::NameSheet(std::string_view wanted) {
  return impl_->NameSheet(wanted);
}

}  // namespace kebao::render
