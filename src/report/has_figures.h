#pragma once

#include "document/document.h"

namespace kebao::report {

/// Whether any tile, table or chart of the section shows something: a value that rests on at least
/// one row. A count of 0 in a period without a single record shows nothing.
bool HasAnyFigure(const document::Section& section);
/// Whether it has tiles, tables or charts, filled or not.
bool IsOfFigures(const document::Section& section);

}  // namespace kebao::report
