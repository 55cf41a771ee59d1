#pragma once

#include <vector>

#include "analysis/risk/figure_model.h"
#include "analysis/trend/direction.h"

namespace kebao::inquiry {

/// So many of the last weeks tell how many cases come.
inline constexpr size_t kWeeksThatTellCases = 8;

/// Days gathered into weeks that end with the last one, each the figure of all its cases; weeks
/// without cases are left out. `first`: of the first week.
std::vector<analysis::risk::FigureBlock> WeeksOf(const analysis::PointSeries& daily, LocalDay first,
                                                 int weeks);
/// Of the last weeks among `all`.
double CasesADay(const std::vector<analysis::risk::FigureBlock>& weeks, size_t all);
/// Of the line at its last point, as of a least-squares line: 2·deviation ÷ √n.
double LevelError(const analysis::PointSeries& weekly, const analysis::Direction& direction);

}  // namespace kebao::inquiry
