#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/forecast/series.h"
#include "base/problem.h"

namespace kebao::analysis::forecast {

struct ForecastOptions {
  int horizon = 1;           // steps ahead; 0: no points, the back-test is that of one step
  int backtest_origins = 7;  // at most; ≥ 1
  std::string place;         // of Problems: the metric, the file
};

/// One step ahead. Intervals are absent where no back-test was possible; else
/// low95 ≤ low80 ≤ mean ≤ high80 ≤ high95.
struct ForecastPoint {
  double mean = 0;
  std::optional<double> low80, high80;
  std::optional<double> low95, high95;
};

/// What the method would have missed by, had it been used at earlier times.
struct Backtest {
  int origins = 0;   // 0: the history is too short to hold anything back, and nothing below is set
  int window = 0;    // steps ahead that were tested, ≤ the horizon
  double smape = 0;  // percent
  double mase = 0;   // ÷ mean step of the shortest season in the history
  double mase_of_seasonal_naive = 0;  // of the same values
  /// What the method, chosen by all other origins, said at each, and what came.
  struct AtOrigin {
    int known = 0;             // values that were known, from the first that counts
    std::vector<double> said;  // `window` steps each
    std::vector<double> came;  // NaN: not recorded
  };
  std::vector<AtOrigin> told;
};

/// One method that was tried.
struct CandidateScore {
  std::string name;
  double smape = 0;
  double mase = 0;
  double weight = 0;  // in the forecast; they sum to 1
};

struct SeasonFound {
  int length = 0;
  double strength =
      0;  // 0 … 1: Wang, Smith and Hyndman, Data Mining and Knowledge Discovery 13, 2006
};

/// What one unit of a regressor does.
struct RegressorEffect {
  std::string name;
  bool is_used = false;  // false: it could not be told from noise and has no part in the forecast
  bool is_relative = false;  // effect is a share of the value (0.2: a fifth more), else in its unit
  double effect = 0;
};

struct Forecast {
  std::vector<ForecastPoint> points;  // one per step
  std::string method;  // the one method, or "combination" (of the candidates with a weight)
  Backtest backtest;
  std::vector<CandidateScore> candidates;  // best first
  std::vector<SeasonFound> seasons;
  std::vector<RegressorEffect> regressors;
};

/// Forecasts a series: regressor effects are taken out, every method that suits is tried at earlier
/// origins of the series itself, those that did well are combined, and the errors of the
/// combination there are its intervals. A pure function: the same input gives the same output on
/// one machine; any number of threads may call it. Problems: those of CheckSeries.
Result<Forecast> MakeForecast(const Series& series, const ForecastOptions& options);

}  // namespace kebao::analysis::forecast
