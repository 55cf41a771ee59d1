#pragma once

#include <string>
#include <vector>

#include "document/document.h"
#include "render/xlsx/book.h"

namespace kebao::render::xlsx {

struct ContentsEntry {
  std::string sheet_name;
  std::string title;
};

/// The first sheet: title, period, key figures as cards, the report's properties, and links to the
/// sheets.
void WriteCover(Book& book, const std::string& sheet_name, const document::Document& document,
                const std::vector<ContentsEntry>& contents);

}  // namespace kebao::render::xlsx
