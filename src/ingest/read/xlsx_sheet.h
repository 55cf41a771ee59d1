#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/read/xlsx_package.h"
#include "ingest/read/xml_reader.h"

namespace kebao::ingest {

/// One row of a sheet: texts in one block, found by column.
struct SheetRow {
  struct Span {
    size_t begin = 0;
    size_t end = 0;
    bool is_null = true;
  };
  int64_t number = 0;  // as Excel shows it, from 1
  std::string text;
  std::vector<Span> cells;
  bool cell_too_long = false;
  bool cell_misplaced = false;  // a reference beyond XFD, or a shared string that is not there

  std::string_view At(size_t column) const {
    return std::string_view(text).substr(cells[column].begin,
                                         cells[column].end - cells[column].begin);
  }
  bool IsEmpty() const;
  void Clear();
};

/// The rows of a sheet, one at a time; rows without any text are passed over. `package` must
/// outlive the reader.
class XlsxSheetReader final : private XmlHandler {
 public:
  XlsxSheetReader(std::unique_ptr<ByteSource> xml, const XlsxPackage& package,
                  size_t max_field_bytes);
  /// False at the end of the sheet, or where it is damaged: see damage().
  bool Next(SheetRow& row);
  std::string damage() const { return reader_.damage(); }

 private:
  void OnStart(std::string_view element, const XmlAttributes& attributes) override;
  void OnEnd(std::string_view element) override;
  void OnText(std::string_view text) override;
  void StartRow(const XmlAttributes& attributes);
  void StartCell(const XmlAttributes& attributes);
  void EndCell();
  /// The text of the cell whose value has been read.
  std::string ReadValue();
  std::string SharedText();

  const XlsxPackage& package_;
  size_t max_field_bytes_;
  SheetRow row_;
  bool row_ready_ = false;
  size_t column_ = 0;  // of the cell being read, or the one after the last
  std::string type_;
  size_t style_ = 0;
  std::string value_;
  bool value_given_ = false;
  bool in_value_ = false;
  int phonetic_ = 0;
  XmlReader reader_;
};

}  // namespace kebao::ingest
