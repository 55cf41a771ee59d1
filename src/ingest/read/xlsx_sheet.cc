#include "ingest/read/xlsx_sheet.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "ingest/read/xlsx_cells.h"

namespace kebao::ingest {
namespace {

template <class T>
T NumberOr(std::string_view text, T fallback) {
  T value = fallback;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

bool SheetRow::IsEmpty() const { return text.empty() && !cell_too_long && !cell_misplaced; }

void SheetRow::Clear() {
  text.clear();
  cells.clear();
  cell_too_long = false;
  cell_misplaced = false;
}

XlsxSheetReader::XlsxSheetReader(std::unique_ptr<ByteSource> xml, const XlsxPackage& package,
                                 size_t max_field_bytes)
    : package_(package), max_field_bytes_(max_field_bytes), reader_(std::move(xml), *this) {}

bool XlsxSheetReader::Next(SheetRow& row) {
  while (!row_ready_) {
    if (!reader_.Run()) break;
  }
  if (!std::exchange(row_ready_, false)) return false;
  std::swap(row, row_);
  row_.number = row.number;
  return true;
}

void XlsxSheetReader::OnStart(std::string_view element, const XmlAttributes& attributes) {
  if (element == "row") {
    StartRow(attributes);
  } else if (element == "c") {
    StartCell(attributes);
  } else if (element == "v" || element == "t") {
    in_value_ = phonetic_ == 0;
    value_given_ = true;
  } else if (element == "rPh") {
    ++phonetic_;
  }
}

void XlsxSheetReader::OnEnd(std::string_view element) {
  if (element == "v" || element == "t") {
    in_value_ = false;
  } else if (element == "c") {
    EndCell();
  } else if (element == "rPh") {
    --phonetic_;
  } else if (element == "row" && !row_.IsEmpty()) {
    row_ready_ = true;
    reader_.Pause();
  }
}

void XlsxSheetReader::OnText(std::string_view text) {
  if (!in_value_) return;
  if (value_.size() + text.size() > max_field_bytes_) {
    row_.cell_too_long = true;
    return;
  }
  value_ += text;
}

void XlsxSheetReader::StartRow(const XmlAttributes& attributes) {
  const int64_t number = NumberOr(attributes.Get("r"), row_.number + 1);
  row_.Clear();
  row_.number = number;
  column_ = 0;
}

void XlsxSheetReader::StartCell(const XmlAttributes& attributes) {
  if (const std::string_view reference = attributes.Get("r"); !reference.empty()) {
    const int column = ColumnOfReference(reference);
    row_.cell_misplaced = row_.cell_misplaced || column < 0;
    column_ = static_cast<size_t>(std::max(column, 0));
  }
  type_ = attributes.Get("t");
  style_ = NumberOr<size_t>(attributes.Get("s"), 0);
  value_.clear();
  value_given_ = false;
}

void XlsxSheetReader::EndCell() {
  constexpr size_t kColumnLimit = 16'384;
  if (column_ >= kColumnLimit) {
    row_.cell_misplaced = true;
    return;
  }
  if (value_given_) {
    if (row_.cells.size() <= column_) row_.cells.resize(column_ + 1);
    SheetRow::Span& cell = row_.cells[column_];
    cell.begin = row_.text.size();
    row_.text += ReadValue();
    cell.end = row_.text.size();
    cell.is_null = false;
  }
  ++column_;
}

std::string XlsxSheetReader::ReadValue() {
  if (type_ == "s") return SharedText();
  if (type_ == "b") return value_ == "1" || value_ == "true" ? "TRUE" : "FALSE";
  if (type_ == "inlineStr" || type_ == "str") return DecodeXlsxEscapes(value_);
  if (type_ == "e" || type_ == "d") return value_;
  const CellFormat format =
      style_ < package_.formats.size() ? package_.formats[style_] : CellFormat::kNumber;
  return CellText(value_, format, package_.dates_from_1904);
}

std::string XlsxSheetReader::SharedText() {
  const auto index = NumberOr<size_t>(value_, package_.strings.size());
  if (index < package_.strings.size()) {
    const std::string_view text = package_.strings.At(index);
    row_.cell_too_long = row_.cell_too_long || text.size() > max_field_bytes_;
    return std::string(text.substr(0, max_field_bytes_));
  }
  row_.cell_misplaced = true;
  return value_;
}

}  // namespace kebao::ingest
