#include "analysis/risk/prediction.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numbers>

#include "base/problem.h"

namespace kebao::analysis::risk {
namespace {

constexpr double kHalfPi = std::numbers::pi / 2;
constexpr int kHalvings = 50;
constexpr double kFarthest = 1e8;  // spreads from the middle

double ChanceBelowOf(const Prediction::Part& part, double at) {
  if (part.spread == 0) return at > part.middle ? 1 : 0;
  const double deviate = (at - part.middle) / part.spread;
  return boost::math::cdf(boost::math::students_t(part.degrees),
                          std::clamp(deviate, -kFarthest, kFarthest));
}

}  // namespace

double ToScale(FigureScale scale, double value) {
  if (scale == FigureScale::kLog) return std::log(value);
  if (scale == FigureScale::kShare) return std::asin(std::sqrt(std::clamp(value, 0.0, 1.0)));
  return value;
}

double FromScale(FigureScale scale, double value) {
  if (scale == FigureScale::kLog) return std::exp(value);
  if (scale != FigureScale::kShare) return value;
  const double root = std::sin(std::clamp(value, 0.0, kHalfPi));
  return root * root;
}

Prediction::Prediction(FigureScale scale, std::vector<Part> parts)
    : scale_(scale), parts_(std::move(parts)) {
  KEBAO_ASSERT(!parts_.empty());
}

Prediction Prediction::OfCounts(const std::vector<double>& chances) {
  KEBAO_ASSERT(!chances.empty());
  Prediction prediction(FigureScale::kPlain, {{}});
  double sum = 0;
  for (const double chance : chances) prediction.up_to_.push_back(std::min(1.0, sum += chance));
  prediction.up_to_.back() = 1;
  return prediction;
}

double Prediction::middle() const {
  if (up_to_.empty()) return Quantile(0.5);
  double mean = 0;
  for (const double chance : up_to_) mean += 1 - chance;
  return mean;
}

double Prediction::CountQuantile(double chance) const {
  return static_cast<double>(std::ranges::lower_bound(up_to_, chance) - up_to_.begin());
}

double Prediction::Below(double on_scale) const {
  double chance = 0;
  for (const Part& part : parts_) chance += part.weight * ChanceBelowOf(part, on_scale);
  return std::clamp(chance, 0.0, 1.0);
}

double Prediction::ChanceBelow(double value) const {
  if (!up_to_.empty()) {
    const double counts = std::ceil(value);  // those below it
    if (counts <= 0) return 0;
    return counts > static_cast<double>(up_to_.size()) ? 1
                                                       : up_to_[static_cast<size_t>(counts) - 1];
  }
  if (scale_ == FigureScale::kLog && value <= 0) return 0;
  if (scale_ == FigureScale::kShare && (value <= 0 || value > 1)) return value <= 0 ? 0 : 1;
  return Below(ToScale(scale_, value));
}

double Prediction::ChanceAbove(double value) const {
  if (!up_to_.empty()) return 1 - ChanceBelow(std::floor(value) + 1);
  if (scale_ == FigureScale::kLog && value <= 0) return 1;
  if (scale_ == FigureScale::kShare && (value < 0 || value >= 1)) return value < 0 ? 1 : 0;
  double chance = 0;
  const double at = ToScale(scale_, value);
  for (const Part& part : parts_)
    chance +=
        part.weight * (part.spread == 0 ? (at < part.middle ? 1 : 0) : 1 - ChanceBelowOf(part, at));
  return std::clamp(chance, 0.0, 1.0);
}

double Prediction::Quantile(double chance) const {
  if (!up_to_.empty()) return CountQuantile(chance);
  double low = parts_.front().middle;
  double high = low;
  double step = 0;
  for (const Part& part : parts_) {
    low = std::min(low, part.middle);
    high = std::max(high, part.middle);
    step = std::max(step, part.spread);
  }
  if (step == 0 && low == high) return FromScale(scale_, low);
  for (double reach = std::max(step, high - low); Below(low) > chance; reach *= 2) low -= reach;
  for (double reach = std::max(step, high - low); Below(high) < chance; reach *= 2) high += reach;
  for (int i = 0; i < kHalvings && low < high; ++i) {
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high) break;
    (Below(middle) < chance ? low : high) = middle;
  }
  return FromScale(scale_, high);
}

}  // namespace kebao::analysis::risk
