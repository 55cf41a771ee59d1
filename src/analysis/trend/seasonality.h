#pragma once

#include <vector>

#include "analysis/trend/series.h"

namespace kebao::analysis {

/// How regular the rhythm of a series is.
struct Seasonality {
  double strength = 0;           // 0 … 1: max(0, 1 − Var(remainder) ÷ Var(season + remainder))
  double trend_strength = 0;     // likewise, of the trend
  std::vector<double> phases;    // what each phase adds, their mean 0
  size_t n = 0;                  // points that a trend could be taken out of
  double p = 1;                  // that the phases are alike
  bool is_beyond_noise = false;  // p < 0.01
};

/// Classical decomposition: a centred moving average, then the medians of the phases. Strength:
/// Wang, Smith and Hyndman, Data Min. Knowl. Discov. 13, 2006; it is above 0 on noise too, so the
/// test of Kruskal and Wallis (J. Am. Stat. Assoc. 47, 1952) on the detrended phases says whether
/// it is one. `season` ≥ 2 steps; below three seasons of usable points: nothing (n = 0).
Seasonality SeasonalityOf(const PointSeries& series, size_t season);

}  // namespace kebao::analysis
