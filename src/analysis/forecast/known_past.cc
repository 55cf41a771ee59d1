#include "analysis/forecast/known_past.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace kebao::analysis::forecast {
namespace {

constexpr size_t kMostSeasons = 20;
constexpr size_t kLeastKept = 1500;

/// From the nearest recorded values that are whole steps away, the nearer counting more.
std::optional<double> FromNeighbours(const Values& values, size_t at, size_t step) {
  double sum = 0, weights = 0;
  for (size_t i = at; i >= step;) {
    i -= step;
    if (std::isnan(values[i])) continue;
    sum += values[i] / static_cast<double>(at - i);
    weights += 1 / static_cast<double>(at - i);
    break;
  }
  for (size_t i = at + step; i < values.size(); i += step) {
    if (std::isnan(values[i])) continue;
    sum += values[i] / static_cast<double>(i - at);
    weights += 1 / static_cast<double>(i - at);
    break;
  }
  if (weights == 0) return std::nullopt;
  return sum / weights;
}

double Filled(const Values& values, size_t at, const std::vector<int>& seasons) {
  for (auto season = seasons.rbegin(); season != seasons.rend(); ++season) {
    if (const auto value = FromNeighbours(values, at, static_cast<size_t>(*season))) return *value;
  }
  return FromNeighbours(values, at, 1).value_or(0);
}

}  // namespace

KnownPast PastOf(const Series& series) {
  const auto first =
      std::ranges::find_if(series.values, [](const auto& v) { return v.has_value(); });
  const auto recorded = static_cast<size_t>(series.values.end() - first);
  std::vector<int> seasons = series.seasons;
  std::ranges::sort(seasons);
  seasons.erase(std::ranges::unique(seasons).begin(), seasons.end());
  std::erase_if(seasons, [&](int season) { return 2 * static_cast<size_t>(season) > recorded; });
  const size_t longest = seasons.empty() ? 1 : static_cast<size_t>(seasons.back());
  const size_t kept = std::min(recorded, std::max(kMostSeasons * longest, kLeastKept));
  KnownPast past{{}, std::move(seasons), series.values.size() - kept};
  for (size_t i = past.left_out; i < series.values.size(); ++i) {
    past.values.push_back(series.values[i].value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  return past;
}

History CompleteHistory(const KnownPast& past, size_t size) {
  const Values known(past.values.begin(), past.values.begin() + static_cast<std::ptrdiff_t>(size));
  History history{known, past.seasons};
  for (size_t i = 0; i < size; ++i) {
    if (std::isnan(known[i])) history.values[i] = Filled(known, i, past.seasons);
  }
  return history;
}

}  // namespace kebao::analysis::forecast
