#include "analysis/forecast/combination.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kebao::analysis::forecast {
namespace {

constexpr double kWorstRelative = 1.5;
constexpr size_t kMostMembers = 15;

}  // namespace

Combination ChooseCombination(const Values& errors) {
  Combination result;
  std::vector<size_t> order(errors.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, {}, [&](size_t i) { return errors[i]; });
  const double best = errors[order[0]];
  if (!std::isfinite(best)) return {{0}, {1.0}};
  double sum = 0;
  for (const size_t i : order) {
    if (result.members.size() == kMostMembers || !(errors[i] <= kWorstRelative * best)) break;
    const double relative = best > 0 ? best / errors[i] : 1;
    result.members.push_back(i);
    result.weights.push_back(relative * relative);
    sum += result.weights.back();
  }
  for (double& weight : result.weights) weight /= sum;
  return result;
}

Values Combine(const std::vector<Values>& paths, View weights) {
  Values result(paths[0].size(), 0.0);
  for (size_t i = 0; i < paths.size(); ++i) {
    for (size_t h = 0; h < result.size(); ++h) result[h] += weights[i] * paths[i][h];
  }
  return result;
}

}  // namespace kebao::analysis::forecast
