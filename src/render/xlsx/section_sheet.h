#pragma once

#include <string>

#include "document/document.h"
#include "render/xlsx/chart_data_sheet.h"

namespace kebao::render::xlsx {

/// One section on the sheet `sheet_name`; a table with more rows than a sheet holds goes on on
/// further sheets.
void WriteSection(Book& book, ChartDataSheet& data, const document::Document& document,
                  const document::Section& section, const std::string& sheet_name);

}  // namespace kebao::render::xlsx
