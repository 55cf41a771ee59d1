#include "analysis/anomaly/variable.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kebao::analysis {
namespace {

using Kind = WatchedSeries::Kind;

constexpr double kInFavourOfLogs = 0.05;

/// How lopsided values are about their median: 0 symmetric, below 0 a longer tail to the left.
double LopsidednessOf(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto at = [&](double chance) {
    const auto place = static_cast<std::ptrdiff_t>(chance * static_cast<double>(values.size() - 1));
    std::ranges::nth_element(values, values.begin() + place);
    return values[static_cast<size_t>(place)];
  };
  const double width = at(0.95) - at(0.05);
  return width > 0 ? (at(0.95) + at(0.05) - 2 * at(0.5)) / width : 0;
}

/// Whether logarithms are the more symmetric, slot by slot, or nearly: what cannot be below 0
/// mostly has its longer tail above.
bool IsLogBetter(const std::vector<double>& values, const std::vector<size_t>& slots) {
  if (std::ranges::any_of(values, [](double value) { return value <= 0; })) return false;
  if (values.empty()) return false;
  std::vector<std::vector<double>> of_slots(std::ranges::max(slots) + 1);
  for (size_t i = 0; i < values.size(); ++i) of_slots[slots[i]].push_back(values[i]);
  std::vector<double> middles;
  for (auto& of_slot : of_slots) middles.push_back(MedianOf(std::move(of_slot)));
  std::vector<double> ratios;
  std::vector<double> logs;
  for (size_t i = 0; i < values.size(); ++i) {
    ratios.push_back(values[i] / middles[slots[i]]);
    logs.push_back(std::log(ratios.back()));
  }
  return std::abs(LopsidednessOf(std::move(logs))) <
         std::abs(LopsidednessOf(std::move(ratios))) + kInFavourOfLogs;
}

}  // namespace

Variable VariableOf(const WatchedSeries& series, const std::vector<size_t>& places,
                    const std::vector<size_t>& slots) {
  Variable variable;
  double hits = 0;
  double all = 0;
  for (const size_t place : places) {
    const SeriesPoint& point = series.points[place];
    const bool is_share = series.kind == Kind::kShare;
    variable.values.push_back(is_share ? std::round(*point.value * point.n) : *point.value);
    hits += variable.values.back();
    all += point.n;
  }
  variable.is_of_misses = series.kind == Kind::kShare && hits > all / 2;
  variable.is_log = series.kind == Kind::kAmount && IsLogBetter(variable.values, slots);
  for (size_t i = 0; i < places.size(); ++i) {
    double& value = variable.values[i];
    if (variable.is_of_misses) value = series.points[places[i]].n - value;
    if (variable.is_log) value = std::log(value);
  }
  return variable;
}

}  // namespace kebao::analysis
