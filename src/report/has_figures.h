#pragma once

#include "document/document.h"

namespace kebao::report {

/// Whether any tile, table or chart of the section shows something: a value that rests on at least
/// one row. A count of 0 in a period without a single record shows nothing; nor does what stands
/// beside an agent's own figures.
bool HasAnyFigure(const document::Section& section);
/// Tiles, a table or a chart, filled or not.
bool IsOfFigures(const document::Block& block);
/// What tiles, rows of comparisons, charts and tables show nothing is taken out.
void LeaveOutWhatShowsNothing(document::Section* section);

}  // namespace kebao::report
