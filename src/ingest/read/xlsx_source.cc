#include "ingest/read/xlsx_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/read/source_base.h"
#include "ingest/read/table_head.h"
#include "ingest/read/xlsx_sheet.h"

namespace kebao::ingest {
namespace {

constexpr size_t kRowsLookedAt = 50;

/// An open workbook; members in the order in which they depend on each other.
struct Workbook {
  std::shared_ptr<TemporaryFile> temporary;
  std::unique_ptr<ZipArchive> archive;
  XlsxPackage package;
};

class XlsxSource final : public SourceBase {
 public:
  XlsxSource(std::unique_ptr<Workbook> workbook, std::unique_ptr<XlsxSheetReader> sheet,
             std::vector<SheetRow> first_rows, FileShape shape, int64_t header_row)
      : SourceBase(std::move(shape)),
        workbook_(std::move(workbook)),
        sheet_(std::move(sheet)),
        first_rows_(std::move(first_rows)),
        header_row_(header_row) {}

  const RawRecord* Next() override {
    BeginNext();
    while (!ended_) {
      if (!NextRow()) {
        End();
      } else if (Accept()) {
        return &record_;
      }
    }
    return nullptr;
  }
  int64_t bytes_read() const override {
    return ended_ ? shape_.bytes : rows_read_ > 0 ? shape_.bytes / 2 : 0;
  }

 private:
  bool NextRow() {
    ++rows_read_;
    if (next_first_ < first_rows_.size()) {
      std::swap(row_, first_rows_[next_first_++]);
      return true;
    }
    return sheet_->Next(row_);
  }

  bool Accept() {
    FillFields();
    const std::string_view fault = Fault();
    if (fault.empty()) return true;
    ended_ = !AddFault(record_.row, std::string(fault), line_);
    return false;
  }

  void FillFields() {
    const size_t width = std::max(shape_.columns.size(), row_.cells.size());
    fields_.assign(width, {});
    nulls_.assign(width, 1);
    for (size_t i = 0; i < row_.cells.size(); ++i) {
      fields_[i] = row_.At(i);
      nulls_[i] = row_.cells[i].is_null ? 1 : 0;
    }
    line_.clear();
    AppendCsvLine(fields_, line_);
    record_.row = row_.number - header_row_;
    record_.fields = fields_;
    record_.is_null = nulls_;
    record_.original = line_;
  }

  std::string_view Fault() const {
    if (row_.cell_too_long) return "row.field_too_long";
    if (row_.cell_misplaced) return "xlsx.bad_cell";
    if (shape_.has_header) {
      for (size_t i = shape_.columns.size(); i < fields_.size(); ++i) {
        if (!fields_[i].empty()) return "row.too_many_fields";
      }
    }
    return TextDamage(row_.text);
  }

  void End() {
    ended_ = true;
    if (const std::string damage = sheet_->damage(); !damage.empty()) {
      const std::string code = damage == "archive.damaged" ? "xlsx.damaged" : damage;
      ended_ = !AddFault(row_.number + 1 - header_row_, code, "") || ended_;
    }
  }

  std::unique_ptr<Workbook> workbook_;
  std::unique_ptr<XlsxSheetReader> sheet_;
  std::vector<SheetRow> first_rows_;
  size_t next_first_ = 0;
  int64_t header_row_;
  SheetRow row_;
  int64_t rows_read_ = 0;
  std::vector<std::string_view> fields_;
  std::vector<uint8_t> nulls_;
  std::string line_;
  bool ended_ = false;
};

Result<XlsxSheet> ChooseSheet(const XlsxPackage& package, const std::string& wanted,
                              const std::string& place) {
  std::string names;
  for (const XlsxSheet& sheet : package.sheets) {
    if (sheet.name == wanted) return sheet;
    names += (names.empty() ? "" : ", ") + sheet.name;
  }
  if (!wanted.empty())
    return MakeProblem("sheet.missing", place, {{"sheet", wanted}, {"sheets", names}});
  const auto visible = std::find_if(package.sheets.begin(), package.sheets.end(),
                                    [](const XlsxSheet& s) { return !s.hidden; });
  if (visible == package.sheets.end()) {
    return MakeProblem("xlsx.damaged", place, {{"reason", "xl/workbook.xml"}});
  }
  return *visible;
}

std::vector<SheetRow> FirstRows(XlsxSheetReader& sheet) {
  std::vector<SheetRow> rows;
  SheetRow row;
  while (rows.size() < kRowsLookedAt && sheet.Next(row)) rows.push_back(std::move(row));
  return rows;
}

/// The offset of a row in a sheet is how many rows are above it.
std::vector<SampleRow> AsSample(const std::vector<SheetRow>& rows) {
  std::vector<SampleRow> sample;
  for (const SheetRow& row : rows) {
    SampleRow copy{{}, static_cast<size_t>(std::max<int64_t>(row.number - 1, 0))};
    for (size_t i = 0; i < row.cells.size(); ++i) copy.fields.emplace_back(row.At(i));
    while (!copy.fields.empty() && copy.fields.back().empty()) copy.fields.pop_back();
    sample.push_back(std::move(copy));
  }
  return sample;
}

FileShape ShapeOf(const Unpacked& unpacked, const TableHead& head, const std::string& sheet) {
  FileShape shape;
  shape.kind = FileKind::kXlsx;
  shape.encoding = "UTF-8";
  shape.has_header = head.has_header;
  shape.columns = head.columns;
  shape.title_lines = head.title_lines;
  shape.bytes = unpacked.file_bytes;
  shape.sheet = sheet;
  return shape;
}

}  // namespace

Result<std::unique_ptr<RecordSource>> OpenXlsx(Unpacked unpacked, const ReadOptions& options) {
  const UnpackLimits limits{options.max_unpacked_bytes, options.max_unpack_ratio};
  auto workbook = std::make_unique<Workbook>();
  workbook->temporary = unpacked.temporary;
  KEBAO_TRY(workbook->archive, ZipArchive::Open(unpacked.container));
  KEBAO_TRY(workbook->package, ReadXlsxPackage(*workbook->archive, limits, unpacked.place));
  KEBAO_TRY(const XlsxSheet chosen, ChooseSheet(workbook->package, options.sheet, unpacked.place));
  KEBAO_TRY(auto xml, workbook->archive->OpenMember(chosen.member, limits));
  auto sheet = std::make_unique<XlsxSheetReader>(std::move(xml), workbook->package,
                                                 static_cast<size_t>(options.max_field_bytes));

  std::vector<SheetRow> rows = FirstRows(*sheet);
  const auto titles = static_cast<size_t>(std::max(options.skip_lines, 0));
  const std::vector<SampleRow> sample = AsSample(rows);
  if (sample.empty() || sample.back().offset < titles) {
    const std::string damage = sheet->damage();
    if (damage.empty()) return MakeProblem("file.empty", unpacked.place);
    return MakeProblem("xlsx.damaged", unpacked.place, {{"reason", chosen.member}});
  }
  const TableHead head = DecideHead(sample, titles, options);
  const int64_t header_row = rows[head.row].number - (head.has_header ? 0 : 1);
  rows.erase(rows.begin(),
             rows.begin() + static_cast<ptrdiff_t>(head.row + (head.has_header ? 1 : 0)));
  return std::make_unique<XlsxSource>(std::move(workbook), std::move(sheet), std::move(rows),
                                      ShapeOf(unpacked, head, chosen.name), header_row);
}

}  // namespace kebao::ingest
