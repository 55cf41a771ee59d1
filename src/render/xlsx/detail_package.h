#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "render/render_texts.h"
#include "render/zip_writer.h"

namespace kebao::render::xlsx {

struct DetailSheet {
  std::string name;
  uint32_t rows = 0;  // with the header
};

/// What a workbook has beside its rows.
struct DetailAdditions {
  struct Sheet {
    std::string name;
    std::string xml;
    std::string relations;  // of the sheet; empty: none
  };
  struct Part {
    std::string path;
    std::string content_type;  // empty: that of its ending
    std::string bytes;
  };
  std::vector<Sheet> sheets;  // behind the rows
  std::vector<Part> parts;
  std::string workbook_relations;  // elements
  std::string pivot_caches;        // the element; empty: none
};

/// "xl/worksheets/sheet1.xml"; numbers begin at 1.
std::string DetailSheetPath(size_t number);
/// What stands before and after the rows.
std::string DetailSheetHead(const std::vector<int>& widths, bool is_first);
std::string DetailSheetTail(size_t columns, uint32_t rows);
/// The parts of the package beside the sheets (ECMA-376 part 1, chapters 9 and 12).
void WriteDetailPackage(ZipWriter& zip, const std::vector<DetailSheet>& sheets, size_t columns,
                        const DetailAdditions& additions, const RenderTexts& texts);
/// A sheet's name inside a reference: quoted, apostrophes doubled; not escaped for XML.
std::string QuotedSheet(const std::string& name);

}  // namespace kebao::render::xlsx
