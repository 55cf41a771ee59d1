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

/// "xl/worksheets/sheet1.xml"; numbers begin at 1.
std::string DetailSheetPath(size_t number);
/// What stands before and after the rows.
std::string DetailSheetHead(const std::vector<int>& widths, bool is_first);
std::string DetailSheetTail(size_t columns, uint32_t rows);
/// The parts of the package beside the sheets (ECMA-376 part 1, chapters 9 and 12).
void WriteDetailPackage(ZipWriter& zip, const std::vector<DetailSheet>& sheets, size_t columns,
                        const RenderTexts& texts);

}  // namespace kebao::render::xlsx
