#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "render/xlsx/detail_writer.h"

namespace kebao::render::xlsx {

/// Indices of the cell formats in DetailStylesXml.
enum class DetailStyle : uint8_t {
  kText = 0,
  kHeader,
  kInteger,
  kReal,
  kTime,
  kDay,
  kSeconds,
  kNegativeSeconds,
  kShare,
  kTwoDigits
};

std::string DetailStylesXml(const RenderTexts& texts);

/// "AB" for column 27.
std::string ColumnLetters(size_t column);
/// For the text or an attribute of XML.
std::string EscapedXml(std::string_view text);

/// Turns cells into SpreadsheetML, appending to one buffer. This is the inner loop of an export of
/// millions of rows.
class CellEncoder {
 public:
  explicit CellEncoder(size_t columns);

  void BeginRow(uint32_t row);  // 1-based
  void Add(size_t column, const DetailCell& cell);
  void AddText(size_t column, std::string_view text, DetailStyle style);
  void AddNumberCell(size_t column, double value, DetailStyle style) {
    AddNumber(column, value, style);
  }
  /// A formula of our own making, never a text of the data, with the value that it has: a number,
  /// or a text. `is_array`: as one computes over ranges.
  void AddFormula(size_t column, std::string_view formula, const DetailCell& value,
                  DetailStyle style, bool is_array);
  void EndRow() { xml_ += "</row>"; }

  std::string& xml() { return xml_; }
  size_t shortened() const { return shortened_; }
  size_t repaired() const { return repaired_; }

 private:
  void AddNumber(size_t column, double value, DetailStyle style);
  void AddInteger(size_t column, int64_t value, DetailStyle style);
  void AddTime(size_t column, int64_t micros, DetailStyle style);
  void AddSeconds(size_t column, int64_t seconds);
  void BeginCell(size_t column, DetailStyle style);
  void AppendEscaped(std::string_view text);

  std::vector<std::string> openings_;  // `<c r="AB` per column
  std::string row_end_;                // `17"` of the current row
  std::string xml_;
  size_t shortened_ = 0;
  size_t repaired_ = 0;
};

/// Width in characters at which the cell shows whole.
int WidthOf(const DetailCell& cell);

}  // namespace kebao::render::xlsx
