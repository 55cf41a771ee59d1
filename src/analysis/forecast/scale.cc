#include "analysis/forecast/scale.h"

#include <algorithm>
#include <cmath>

namespace kebao::analysis::forecast {

Scale EvenScale(View values) {
  if (values.empty()) return Scale::kPlain;
  const double smallest = *std::ranges::min_element(values);
  if (smallest > 0) return Scale::kLog;
  return smallest >= 0 ? Scale::kSquareRoot : Scale::kPlain;
}

double ToScale(double value, Scale scale) {
  if (scale == Scale::kLog) return std::log(value);
  return scale == Scale::kSquareRoot ? std::sqrt(std::max(value, 0.0)) : value;
}

double FromScale(double value, Scale scale) {
  if (scale == Scale::kLog) return std::exp(value);
  if (scale == Scale::kSquareRoot) return value > 0 ? value * value : 0;
  return value;
}

Model OnScale(Model model, Scale scale) {
  return [model = std::move(model), scale](const History& history, int horizon) {
    if (history.values.empty()) return Values{};
    History scaled = history;
    for (double& value : scaled.values) value = ToScale(value, scale);
    auto path = model(scaled, horizon);
    const auto [low, high] = std::ranges::minmax(scaled.values);
    const double width = high - low;
    for (double& value : path)
      value = FromScale(std::clamp(value, low - width, high + width), scale);
    return path;
  };
}

}  // namespace kebao::analysis::forecast
