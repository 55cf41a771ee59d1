#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/read/zip_archive.h"

namespace kebao::ingest {

/// Texts that cells refer to by number, in one block of memory.
class SharedStrings {
 public:
  void Add(std::string_view text) {
    text_ += text;
    ends_.push_back(text_.size());
  }
  size_t size() const { return ends_.size(); }
  std::string_view At(size_t index) const {
    const size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(text_).substr(begin, ends_[index] - begin);
  }

 private:
  std::string text_;
  std::vector<size_t> ends_;
};

/// How the number in a cell is to be read.
enum class CellFormat : uint8_t { kNumber, kDate, kDateTime, kTime, kDuration };

struct XlsxSheet {
  std::string name;
  std::string member;  // "xl/worksheets/sheet1.xml"
  bool hidden = false;
};

/// What a workbook says apart from its cells.
struct XlsxPackage {
  std::vector<XlsxSheet> sheets;
  std::vector<CellFormat> formats;  // by the style number of a cell
  SharedStrings strings;
  bool dates_from_1904 = false;
};

/// Problem "xlsx.damaged" {reason}; those of ZipArchive::OpenMember.
Result<XlsxPackage> ReadXlsxPackage(const ZipArchive& archive, UnpackLimits limits,
                                    const std::string& place);

/// Format of a number-format code such as "yyyy-mm-dd hh:mm" or "[h]:mm".
CellFormat FormatOfCode(std::string_view code);

}  // namespace kebao::ingest
