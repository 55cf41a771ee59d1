#pragma once

#include <string>
#include <vector>

#include "analysis/forecast/history.h"
#include "analysis/forecast/scale.h"
#include "analysis/forecast/series.h"

namespace kebao::analysis::forecast {

/// Regressors as columns over the kept history and the horizon. Within days (several seasons) each
/// regressor has seven columns: itself, and its product with three waves of the shortest season, so
/// that a holiday may change the shape of a day.
struct Design {
  std::vector<std::string> names;  // of the regressors
  std::vector<Values> columns;
  std::vector<size_t> regressor_of;  // by column
};
/// `left_out`: values of the series before the first that counts.
Design MakeDesign(const Series& series, size_t left_out, const std::vector<int>& seasons,
                  int horizon);

/// One coefficient per column, 0 where the regressor does not help.
///
/// History and columns are set against the median of the same phase in four seasons before and
/// after each, and ridge regression is done on what they differ by. A regressor stays if the
/// squared error it takes away is worth its columns by AIC, where one shortest season counts as one
/// value.
Values EstimateEffects(const History& history, Scale scale, const Design& design);

/// Takes the effects out of values (sign −1) or puts them into (+1), on the scale. `first`: the
/// position in the design of values[0].
void ApplyEffects(const Design& design, const Values& coefficients, Scale scale, size_t first,
                  double sign, Values& values);

}  // namespace kebao::analysis::forecast
