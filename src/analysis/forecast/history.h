#pragma once

#include <functional>
#include <span>
#include <vector>

namespace kebao::analysis::forecast {

using Values = std::vector<double>;
using View = std::span<const double>;

/// What a model may see: values without gaps, and the lengths of the seasons in them, ascending,
/// each at least 2 and at most half as long as the values.
struct History {
  Values values;
  std::vector<int> seasons;

  int size() const { return static_cast<int>(values.size()); }
  /// 1 where there is no season.
  int longest_season() const { return seasons.empty() ? 1 : seasons.back(); }
  int shortest_season() const { return seasons.empty() ? 1 : seasons.front(); }
};

/// A forecasting method: the next `horizon` values, or nothing where the history does not allow it.
/// Pure; the same input gives the same output.
using Model = std::function<Values(const History&, int horizon)>;

double Mean(View values);
double Median(Values values);
/// p in [0, 1]; linear between order statistics (R's type 7). values not empty.
double Quantile(Values values, double p);

}  // namespace kebao::analysis::forecast
