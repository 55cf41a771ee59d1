#include "analysis/forecast/naive.h"

#include <algorithm>

namespace kebao::analysis::forecast {

Values RepeatSeason(View values, int season, int horizon) {
  return RepeatMeanSeason(values, season, 1, horizon);
}

Values RepeatMeanSeason(View values, int season, int cycles, int horizon) {
  const size_t length = static_cast<size_t>(season);
  const size_t usable = std::min(static_cast<size_t>(cycles), values.size() / length);
  if (usable == 0) return {};
  Values profile(length, 0.0);
  const auto recent = values.last(usable * length);
  for (size_t i = 0; i < recent.size(); ++i) profile[i % length] += recent[i];
  Values path;
  for (size_t h = 0; h < static_cast<size_t>(horizon); ++h) {
    path.push_back(profile[h % length] / static_cast<double>(usable));
  }
  return path;
}

Values Drift(View values, int horizon) {
  if (values.size() < 2) return {};
  const double step = (values.back() - values.front()) / static_cast<double>(values.size() - 1);
  Values path;
  for (int h = 1; h <= horizon; ++h) path.push_back(values.back() + step * h);
  return path;
}

}  // namespace kebao::analysis::forecast
