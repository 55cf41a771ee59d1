#include "analysis/trend/series.h"

#include <algorithm>
#include <cmath>

namespace kebao::analysis {

bool IsUsable(const SeriesPoint& point) {
  return point.is_complete && point.value && std::isfinite(*point.value);
}

double MedianOf(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

}  // namespace kebao::analysis
