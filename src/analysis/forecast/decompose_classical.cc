#include "analysis/forecast/decompose_classical.h"

#include <cmath>

namespace kebao::analysis::forecast {
namespace {

/// The mean over one season around `at`; the two ends of an even season count half.
double CentredMean(View values, size_t at, size_t season) {
  const size_t half = season / 2;
  double sum = 0;
  for (size_t i = at - half; i <= at + half; ++i) sum += values[i];
  if (season % 2 == 0) sum -= (values[at - half] + values[at + half]) / 2;
  return sum / static_cast<double>(season);
}

Values MeanByPhase(View values, size_t season, SeasonalForm form) {
  Values sums(season, 0.0), counts(season, 0.0);
  for (size_t at = season / 2; at + season / 2 < values.size(); ++at) {
    const double mean = CentredMean(values, at, season);
    sums[at % season] += form == SeasonalForm::kAdditive ? values[at] - mean : values[at] / mean;
    ++counts[at % season];
  }
  for (size_t i = 0; i < season; ++i) sums[i] /= counts[i];
  return sums;
}

}  // namespace

Values SeasonalIndices(View values, int season, SeasonalForm form) {
  auto indices = MeanByPhase(values, static_cast<size_t>(season), form);
  const double mean = Mean(indices);
  for (double& index : indices) {
    if (form == SeasonalForm::kAdditive) {
      index -= mean;
    } else {
      index /= mean;
    }
  }
  return indices;
}

bool IsSeasonal(View values, int season) {
  const size_t size = values.size();
  if (season < 2 || size < 3 * static_cast<size_t>(season)) return false;
  const double mean = Mean(values);
  double variance = 0;
  for (const double value : values) variance += (value - mean) * (value - mean);
  if (variance <= 0) return false;
  double squares = 0, last = 0;
  for (size_t lag = 1; lag <= static_cast<size_t>(season); ++lag) {
    squares += last * last;
    last = 0;
    for (size_t i = lag; i < size; ++i) last += (values[i] - mean) * (values[i - lag] - mean);
    last /= variance;
  }
  return std::abs(last) > 1.645 * std::sqrt((1 + 2 * squares) / static_cast<double>(size));
}

}  // namespace kebao::analysis::forecast
