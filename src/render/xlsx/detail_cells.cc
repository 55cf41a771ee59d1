#include "render/xlsx/detail_cells.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "render/xlsx/cell_text.h"

namespace kebao::render::xlsx {
namespace {

constexpr int64_t kUnixDay = 25'569;  // Excel's number of 1970-01-01
constexpr double kFirstTrueDay = 61;  // 1900-03-01: before it Excel counts a day that never was
constexpr double kSecondsPerDay = 86'400;
constexpr int64_t kExactIntegers = 1'000'000'000'000'000;  // Excel keeps 15 digits

/// Characters that may stand in a cell's XML as they are; '_' only because "_xHHHH_" means
/// something to Excel.
constexpr bool IsPlain(unsigned char c) {
  return c >= 0x20 && c < 0x7f && c != '<' && c != '>' && c != '&' && c != '_';
}

/// The length of a valid UTF-8 sequence of more than one byte that XML allows, at the beginning of
/// `text`; else 0.
size_t WideLength(std::string_view text) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](size_t i) { return (byte(i) & 0xc0) == 0x80; };
  const unsigned first = byte(0);
  if (first >= 0xe1 && first <= 0xec) return follows(1) && follows(2) ? 3 : 0;  // most of Chinese
  CodePoints points(text.substr(0, 4));
  const auto point = points.Next();
  const bool is_good = point && point->is_valid && point->value >= 0xa0 && point->value != 0xfffe &&
                       point->value != 0xffff;
  return is_good ? point->bytes.size() : 0;
}

/// How far the text can be copied without a change.
size_t PlainLength(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const auto c = static_cast<unsigned char>(text[at]);
    const size_t length = IsPlain(c) ? 1 : c >= 0x80 ? WideLength(text.substr(at)) : 0;
    if (length == 0) return at;
    at += length;
  }
  return at;
}

std::string_view EntityOf(char c) {
  if (c == '<') return "&lt;";
  if (c == '>') return "&gt;";
  return c == '&' ? "&amp;" : "";
}

template <class Number>
void AppendNumber(std::string& xml, Number value) {
  char digits[32];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
  xml.append(digits, end);
}

}  // namespace

std::string ColumnLetters(size_t column) {
  std::string letters;
  for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

std::string EscapedXml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const std::string_view entity = c == '"' ? "&quot;" : EntityOf(c);
    escaped.append(entity.empty() ? std::string_view(&c, 1) : entity);
  }
  return escaped;
}

CellEncoder::CellEncoder(size_t columns) {
  for (size_t c = 0; c < columns; ++c) openings_.push_back("<c r=\"" + ColumnLetters(c));
}

void CellEncoder::BeginRow(uint32_t row) {
  row_end_ = std::to_string(row) + "\"";
  xml_ += "<row r=\"";
  xml_ += row_end_;
  xml_ += '>';
}

void CellEncoder::BeginCell(size_t column, DetailStyle style) {
  xml_ += openings_[column];
  xml_ += row_end_;
  if (style == DetailStyle::kText) return;
  xml_ += " s=\"";
  xml_ += static_cast<char>('0' + static_cast<int>(style));
  xml_ += '"';
}

void CellEncoder::AppendEscaped(std::string_view text) {
  while (!text.empty()) {
    const size_t plain = PlainLength(text);
    xml_ += text.substr(0, plain);
    if (plain == text.size()) return;
    const std::string_view entity = EntityOf(text[plain]);
    if (entity.empty()) {
      xml_ += text[plain];
    } else {
      xml_ += entity;
    }
    text.remove_prefix(plain + 1);
  }
}

void CellEncoder::AddText(size_t column, std::string_view text, DetailStyle style) {
  if (text.empty() && style == DetailStyle::kText) return;
  BeginCell(column, style);
  xml_ += " t=\"inlineStr\"><is><t xml:space=\"preserve\">";
  if (text.size() <= kMaxCellUnits && PlainLength(text) == text.size()) {
    xml_ += text;
  } else {
    const PlainText plain = MakeCellText(text);
    shortened_ += plain.is_shortened ? 1 : 0;
    repaired_ += plain.is_repaired ? 1 : 0;
    AppendEscaped(plain.text);
  }
  xml_ += "</t></is></c>";
}

void CellEncoder::AddFormula(size_t column, std::string_view formula, const DetailCell& value,
                             DetailStyle style, bool is_array) {
  BeginCell(column, style);
  const auto* number = std::get_if<double>(&value);
  const auto* text = std::get_if<std::string_view>(&value);
  xml_ += number != nullptr ? ">" : " t=\"str\">";
  xml_ += is_array ? "<f t=\"array\" ref=\"" + ColumnLetters(column) + row_end_ + ">" : "<f>";
  xml_ += EscapedXml(formula);
  xml_ += "</f><v>";
  if (number != nullptr) AppendNumber(xml_, *number);
  if (text != nullptr) xml_ += EscapedXml(*text);
  xml_ += "</v></c>";
}

void CellEncoder::AddNumber(size_t column, double value, DetailStyle style) {
  if (!std::isfinite(value)) return AddText(column, fmt::format("{}", value), DetailStyle::kText);
  BeginCell(column, style);
  xml_ += "><v>";
  AppendNumber(xml_, value);
  xml_ += "</v></c>";
}

void CellEncoder::AddInteger(size_t column, int64_t value, DetailStyle style) {
  if (value >= kExactIntegers || value <= -kExactIntegers) {
    return AddText(column, std::to_string(value), DetailStyle::kText);
  }
  BeginCell(column, style);
  xml_ += "><v>";
  AppendNumber(xml_, value);
  xml_ += "</v></c>";
}

void CellEncoder::AddTime(size_t column, int64_t micros, DetailStyle style) {
  const double serial =
      static_cast<double>(kUnixDay) + static_cast<double>(micros) / (kSecondsPerDay * 1e6);
  if (serial >= kFirstTrueDay) return AddNumber(column, serial, style);
  std::string text = FormatInstantUtc({micros});
  text.pop_back();  // the Z: the time has no zone
  AddText(column, text, DetailStyle::kText);
}

void CellEncoder::AddSeconds(size_t column, int64_t seconds) {
  if (seconds < 0) return AddInteger(column, seconds, DetailStyle::kNegativeSeconds);
  AddNumber(column, static_cast<double>(seconds) / kSecondsPerDay, DetailStyle::kSeconds);
}

void CellEncoder::Add(size_t column, const DetailCell& cell) {
  switch (cell.index()) {
    case 0:
      return;
    case 1:
      return AddText(column, std::get<std::string_view>(cell), DetailStyle::kText);
    case 2:
      return AddInteger(column, std::get<int64_t>(cell), DetailStyle::kInteger);
    case 3:
      return AddNumber(column, std::get<double>(cell), DetailStyle::kReal);
    case 4:
      return AddTime(column, std::get<LocalTime>(cell).micros, DetailStyle::kTime);
    case 5:
      return AddTime(column, std::get<LocalDay>(cell).days * kMicrosPerDay, DetailStyle::kDay);
    case 6:
      return AddSeconds(column, std::get<DetailSeconds>(cell).seconds);
    default:
      return AddNumber(column, std::get<DetailShare>(cell).fraction, DetailStyle::kShare);
  }
}

int WidthOf(const DetailCell& cell) {
  constexpr int kNumber = 10;
  constexpr int kTime = 19;
  if (const auto* text = std::get_if<std::string_view>(&cell)) return DisplayWidth(*text);
  if (std::holds_alternative<LocalTime>(cell)) return kTime;
  return std::holds_alternative<std::monostate>(cell) ? 0 : kNumber;
}

std::string DetailStylesXml(const RenderTexts& texts) {
  const std::string font = texts.Get("font");
  const auto number = [](int format) {
    return fmt::format(
        "<xf numFmtId=\"{}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
        "applyNumberFormat=\"1\"/>",
        format);
  };
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts "
      "count=\"4\">"
      "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/>"
      "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\"/>"
      "<numFmt numFmtId=\"166\" formatCode=\"[h]:mm:ss\"/>";
  xml += fmt::format("<numFmt numFmtId=\"167\" formatCode=\"#,##0&quot;{}&quot;\"/></numFmts>",
                     texts.Get("seconds_unit"));
  xml += fmt::format(
      "<fonts count=\"2\"><font><sz val=\"10\"/><name val=\"{0}\"/></font>"
      "<font><b/><sz val=\"10\"/><color rgb=\"FFFFFFFF\"/><name val=\"{0}\"/></font></fonts>",
      font);
  xml +=
      "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
      "patternType=\"gray125\"/></fill>"
      "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF1F4E79\"/><bgColor "
      "indexed=\"64\"/></patternFill></fill></fills>"
      "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
      "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
      "borderId=\"0\"/></cellStyleXfs>"
      "<cellXfs count=\"10\">";
  xml += number(0);
  xml +=
      "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" "
      "applyFill=\"1\" applyAlignment=\"1\">"
      "<alignment vertical=\"center\" wrapText=\"1\"/></xf>";
  constexpr int kInOrder[] = {1,   0,   164, 165,
                              166, 167, 10,  4};  // as DetailStyle goes on after kHeader
  for (const int format : kInOrder) xml += number(format);
  xml +=
      "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
      "builtinId=\"0\"/></cellStyles></styleSheet>";
  return xml;
}

}  // namespace kebao::render::xlsx
