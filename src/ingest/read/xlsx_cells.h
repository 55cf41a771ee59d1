#pragma once

#include <string>
#include <string_view>

#include "ingest/read/xlsx_package.h"

namespace kebao::ingest {

/// Undoes "_x000D_": control characters as OOXML writes them (ECMA-376 part 1, 22.9.2.19,
/// ST_Xstring).
std::string DecodeXlsxEscapes(std::string_view text);

/// Zero-based column of a reference such as "AB12"; -1 if it is none or beyond XFD.
int ColumnOfReference(std::string_view reference);

/// The text a number in a cell stands for: dates "2016-03-31", "2016-03-31 08:00:00", times
/// "08:00:00", durations "26:30:00", numbers with the 15 digits that Excel keeps and without
/// exponent. The 1900 system counts a 29 February 1900 that never was: it comes out as such. A
/// value that is no number is given back as it is.
std::string CellText(std::string_view value, CellFormat format, bool dates_from_1904);

}  // namespace kebao::ingest
