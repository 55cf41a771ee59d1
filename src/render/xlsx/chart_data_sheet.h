#pragma once

#include <string>
#include <vector>

#include "document/document.h"
#include "render/xlsx/book.h"

namespace kebao::render::xlsx {

/// The last sheet of the workbook: the figures behind the native charts, one table below the other.
/// Charts are registered while the sections are written, because Excel's series point at cells.
class ChartDataSheet {
 public:
  explicit ChartDataSheet(Book& book);
  const std::string& name() const { return name_; }
  /// Row of the chart's header; its categories are in column 0 below, series s in column s + 1.
  uint32_t Reserve(const document::Chart& chart);
  /// Writes the sheet; nothing when no chart was registered.
  void Write(Book& book, const std::string& footer_title);

 private:
  struct Part {
    document::Table table;
    uint32_t header_row;
  };
  std::string name_;
  std::vector<Part> parts_;
  uint32_t next_row_ = 2;
};

}  // namespace kebao::render::xlsx
