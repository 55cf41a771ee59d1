#pragma once

#include "analysis/forecast/backtest.h"
#include "analysis/forecast/event_effects.h"
#include "analysis/forecast/known_past.h"
#include "analysis/forecast/scale.h"

namespace kebao::analysis::forecast {

/// What every forecast of one series starts from, the real one and those of the back-test.
struct Setting {
  KnownPast past;
  Design design;
  Scale scale = Scale::kPlain;
  bool is_non_negative = false;
};

/// The history at an origin without its regressors' effects, and these. Nothing after the origin
/// has a part in it, but the regressors, which are known beforehand.
struct AdjustedPast {
  History history;
  Values coefficients;
};
AdjustedPast AdjustedAt(const Setting& setting, size_t origin);

/// A forecast with the effects put back. Empty where the model cannot, or where it lost itself in
/// numbers that are none.
Values ForecastFrom(const Setting& setting, const AdjustedPast& past, const Model& model,
                    int horizon);

/// Candidates, and what each said at every origin. All vectors of one entry per candidate.
struct Trial {
  BacktestPlan plan;
  Paths actual;  // NaN where not recorded
  std::vector<Candidate> candidates;
  std::vector<Paths> paths;  // empty: it failed at an origin
};
/// No origins where nothing is recorded after any of them.
Trial RunTrial(const Setting& setting, const AdjustedPast& now, int horizon, int origins);

/// What candidates are ranked by: the mean absolute error relative to the seasonal naive one, and
/// where all values are above 0 the mean of that and of relative sMAPE, as OWA has it; times the
/// candidate's handicap. Infinite for
/// those that failed; 0 for all where there are no origins. Without the origin `left_out`.
Values RankingErrors(const Trial& trial, const Setting& setting,
                     std::optional<size_t> left_out = std::nullopt);

}  // namespace kebao::analysis::forecast
