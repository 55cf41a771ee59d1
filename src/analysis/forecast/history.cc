#include "analysis/forecast/history.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kebao::analysis::forecast {

double Mean(View values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double Median(Values values) { return Quantile(std::move(values), 0.5); }

double Quantile(Values values, double p) {
  const double position = p * static_cast<double>(values.size() - 1);
  const auto low = static_cast<size_t>(std::floor(position));
  const auto at_low = values.begin() + static_cast<std::ptrdiff_t>(low);
  std::nth_element(values.begin(), at_low, values.end());
  if (low + 1 == values.size()) return *at_low;
  const double above = *std::min_element(at_low + 1, values.end());
  return *at_low + (position - static_cast<double>(low)) * (above - *at_low);
}

}  // namespace kebao::analysis::forecast
