#include "render/xlsx/rows_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "render/plain_text.h"
#include "render/xlsx/check_sheet.h"
#include "render/xlsx/detail_cells.h"
#include "render/xlsx/detail_package.h"
#include "render/xlsx/pivot_parts.h"

namespace kebao::render {
namespace {

using Describe = std::function<std::string(const Problem&)>;

constexpr size_t kMostUnits = 255;  // of a field's text, as Excel takes it
constexpr uint32_t kPivotRow = 4;   // of the sheet; above it stands what it is

/// Without regard to the case of ASCII letters, as Excel tells names of fields apart.
std::string Folded(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

std::vector<std::string> Different(std::vector<std::string> titles) {
  std::set<std::string> taken;
  for (std::string& title : titles) {
    const std::string wanted = title;
    for (int number = 2; title.empty() || !taken.insert(Folded(title)).second; ++number)
      title = fmt::format("{} ({})", wanted, number);
  }
  return titles;
}

std::string PivotSheetXml(const std::string& note) {
  xlsx::CellEncoder encoder(1);
  encoder.BeginRow(1);
  encoder.AddText(0, note, xlsx::DetailStyle::kText);
  encoder.EndRow();
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet "
         "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews>"
         "<sheetView workbookViewId=\"0\"/></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
         "<cols><col min=\"1\" max=\"1\" width=\"24\" customWidth=\"1\"/></cols><sheetData>" +
         encoder.xml() + "</sheetData></worksheet>";
}

}  // namespace

class RowsBook::Impl {
 public:
  Impl(const std::filesystem::path& out, RowsBookLayout layout, const RenderTexts& texts,
       XlsxDetailOptions options)
      : out_(out),
        layout_(std::move(layout)),
        texts_(texts),
        titles_(Different(layout_.titles)),
        writer_(out, texts.Get("rows_sheet"), titles_, texts, options),
        seen_(titles_.size()) {
    KEBAO_ASSERT(!layout_.figures.empty());
  }

  void AddRow(std::span<const DetailCell> cells) {
    writer_.AddRow(cells);
    if (!layout_.pivot) return;
    for (const size_t column : {layout_.pivot->rows, layout_.pivot->columns}) {
      if (const auto* text = std::get_if<std::string_view>(&cells[column]))
        if (!seen_[column].contains(*text)) seen_[column].emplace(*text);
    }
  }

  Artifact Finish(const std::vector<RowsBlock>& blocks, RenderWorker& worker,
                  const Describe& describe) {
    xlsx::DetailAdditions additions;
    std::vector<std::string> warnings;
    if (writer_.place().sheets > 1) {
      warnings.push_back(texts_.Get("warning_rows_split"));
    } else {
      AddCheckSheet(blocks, &additions);
      if (layout_.pivot) AddPivotSheet(worker, describe, &additions, &warnings);
    }
    Artifact artifact = writer_.Finish(additions);
    artifact.warnings.insert(artifact.warnings.begin(), warnings.begin(), warnings.end());
    return artifact;
  }

 private:
  using Texts = std::set<std::string, std::less<>>;

  void AddCheckSheet(const std::vector<RowsBlock>& blocks, xlsx::DetailAdditions* additions) {
    additions->sheets.push_back(
        {writer_.NameSheet(texts_.Get("check_sheet")),
         xlsx::CheckSheetXml(layout_.figures, blocks, writer_.place(), texts_), ""});
  }

  void AddPivotSheet(RenderWorker& worker, const Describe& describe,
                     xlsx::DetailAdditions* additions, std::vector<std::string>* warnings) {
    if (seen_[layout_.pivot->rows].empty() || seen_[layout_.pivot->columns].empty())
      return warnings->push_back(texts_.Get("warning_pivot_empty"));
    xlsx::DetailAdditions with = *additions;
    const xlsx::PivotJob job = Job(writer_.NameSheet(texts_.Get("pivot_sheet")));
    with.sheets.push_back({job.host, PivotSheetXml(texts_.Get("rows_pivot_note")), ""});
    const Result<void> added = xlsx::AddPivots(job, out_.filename().string(), worker, &with);
    if (!added)
      return warnings->push_back(
          texts_.Fill("warning_no_pivot", {{"reason", describe(added.error())}}));
    *additions = std::move(with);
  }

  xlsx::PivotJob Job(std::string host) const {
    const DetailPlace place = writer_.place();
    xlsx::PivotJob job{std::move(host), place.sheet, "", {}, {}};
    job.range = fmt::format("A1:{}{}", xlsx::ColumnLetters(titles_.size() - 1), place.rows);
    for (size_t column = 0; column < titles_.size(); ++column)
      job.fields.push_back({MakePlainText(titles_[column]).text, PlainTexts(seen_[column])});
    using Aggregate = xlsx::PivotTable::Aggregate;
    AddTable("rows_pivot_sum", layout_.pivot->sum, Aggregate::kSum, &job);
    AddTable("rows_pivot_mean", layout_.pivot->mean, Aggregate::kMean, &job);
    return job;
  }

  /// As the cells show them: repaired, and each once.
  static std::vector<std::string> PlainTexts(const Texts& texts) {
    Texts plain;
    for (const std::string& text : texts) plain.insert(MakePlainText(text, kMostUnits).text);
    return {plain.begin(), plain.end()};
  }

  /// Beside the one before it, with two columns between them.
  void AddTable(const char* title, std::optional<size_t> values,
                xlsx::PivotTable::Aggregate aggregate, xlsx::PivotJob* job) const {
    if (!values) return;
    const size_t width = seen_[layout_.pivot->columns].size() + 2;
    const size_t column = job->tables.size() * (width + 2);
    job->tables.push_back({.name = fmt::format("Kebao{}", job->tables.size() + 1),
                           .place = fmt::format("{}{}", xlsx::ColumnLetters(column), kPivotRow),
                           .title = texts_.Fill(title, {{"figure", titles_[*values]}}),
                           .rows = layout_.pivot->rows,
                           .columns = layout_.pivot->columns,
                           .values = *values,
                           .aggregate = aggregate});
  }

  std::filesystem::path out_;
  RowsBookLayout layout_;
  const RenderTexts& texts_;
  std::vector<std::string> titles_;
  XlsxDetailWriter writer_;
  std::vector<Texts> seen_;  // by column: the texts of those that a pivot lays out
};

RowsBook::RowsBook(const std::filesystem::path& out, RowsBookLayout layout,
                   const RenderTexts& texts, XlsxDetailOptions options)
    : impl_(std::make_unique<Impl>(out, std::move(layout), texts, options)) {}

RowsBook::~RowsBook() = default;

void RowsBook::AddRow(std::span<const DetailCell> cells) { impl_->AddRow(cells); }

Artifact RowsBook::Finish(const std::vector<RowsBlock>& blocks, RenderWorker& worker,
                          const Describe& describe) {
  return impl_->Finish(blocks, worker, describe);
}

}  // namespace kebao::render
