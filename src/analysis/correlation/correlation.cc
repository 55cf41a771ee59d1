#include "analysis/correlation/correlation.h"

#include <algorithm>
#include <array>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "analysis/correlation/ranks.h"
#include "analysis/correlation/regression.h"

namespace kebao::analysis {
namespace {

constexpr double kNormal975 = 1.959963984540054;
constexpr double kLeastEffective = 4;

using Column = std::vector<double>;

/// The units that have a value in every column.
template <size_t kColumns>
std::array<Column, kColumns> Complete(const std::array<std::span<const double>, kColumns>& given) {
  size_t rows = given[0].size();
  for (const auto& column : given) rows = std::min(rows, column.size());
  std::array<Column, kColumns> kept;
  for (size_t row = 0; row < rows; ++row) {
    if (!std::ranges::all_of(given, [&](const auto& one) { return std::isfinite(one[row]); }))
      continue;
    for (size_t i = 0; i < kColumns; ++i) kept[i].push_back(given[i][row]);
  }
  return kept;
}

bool IsConstant(const Column& values) {
  const auto [low, high] = std::ranges::minmax_element(values);
  // What differs by rounding only does not vary.
  return *high - *low <= 1e-12 * std::max(std::abs(*low), std::abs(*high));
}

/// Centred, of length 1: scaled by the largest first, so that nothing overflows.
Column Standardised(const Column& values) {
  long double largest = 0;
  for (const double value : values)
    largest = std::max(largest, std::abs(static_cast<long double>(value)));
  if (largest == 0) largest = 1;
  long double mean = 0;
  for (const double value : values) mean += value / largest;
  mean /= static_cast<long double>(values.size());
  long double squares = 0;
  for (const double value : values) squares += std::pow(value / largest - mean, 2);
  const long double length = squares > 0 ? std::sqrt(squares) : 1;
  Column standardised;
  for (const double value : values)
    standardised.push_back(static_cast<double>((value / largest - mean) / length));
  return standardised;
}

double Dot(const Column& x, const Column& y, size_t lag = 0) {
  long double sum = 0;
  for (size_t i = lag; i < x.size(); ++i)
    sum += static_cast<long double>(x[i]) * static_cast<long double>(y[i - lag]);
  return static_cast<double>(sum);
}

double ProductMoment(const Column& x, const Column& y) {
  return std::clamp(Dot(Standardised(x), Standardised(y)), -1.0, 1.0);
}

double EffectiveSize(const Column& x, const Column& y, Units units) {
  const auto n = static_cast<double>(x.size());
  if (units == Units::kUnordered) return n;
  const Column standard_x = Standardised(x);
  const Column standard_y = Standardised(y);
  double sum = 0;
  for (size_t lag = 1; lag <= x.size() / 4; ++lag)
    sum += (1 - static_cast<double>(lag) / n) * Dot(standard_x, standard_x, lag) *
           Dot(standard_y, standard_y, lag);
  return std::clamp(n / std::max(1.0, 1 + 2 * sum), kLeastEffective, n);
}

double StudentP(double r, double freedom) {
  if (freedom <= 0) return 1;
  if (std::abs(r) >= 1) return 0;
  const double t = std::abs(r) * std::sqrt(freedom / (1 - r * r));
  return 2 * boost::math::cdf(
                 boost::math::complement(boost::math::students_t_distribution<>(freedom), t));
}

/// `variance`: of atanh(r), × (n − 3 − held).
Coefficient CoefficientOf(double r, double n, double held, double variance) {
  Coefficient coefficient{r, -1, 1, StudentP(r, n - 2 - held)};
  const double freedom = n - 3 - held;
  if (freedom <= 0) return coefficient;
  if (std::abs(r) >= 1) return {r, r, r, coefficient.p};
  const double half = kNormal975 * std::sqrt(variance / freedom);
  coefficient.low = std::tanh(std::atanh(r) - half);
  coefficient.high = std::tanh(std::atanh(r) + half);
  return coefficient;
}

/// F test of the parabola's square against the line.
double BendP(const Column& x, const Column& y) {
  const auto line = RegressOnPowers(x, y, 1);
  const auto parabola = RegressOnPowers(x, y, 2);
  if (!line || !parabola || parabola->residual_squares <= 0) return 1;
  const auto freedom = static_cast<double>(parabola->freedom);
  const double gain = std::max(0.0, line->residual_squares - parabola->residual_squares);
  const double f = gain / (parabola->residual_squares / freedom);
  if (!std::isfinite(f)) return 1;
  return boost::math::cdf(
      boost::math::complement(boost::math::fisher_f_distribution<>(1, freedom), f));
}

}  // namespace

Correlation Correlate(std::span<const double> x, std::span<const double> y, Units units) {
  const auto [kept_x, kept_y] = Complete<2>({x, y});
  Correlation correlation;
  correlation.n = kept_x.size();
  if (kept_x.size() < kLeastUnits) return correlation;
  correlation.outcome = CorrelationOutcome::kConstant;
  if (IsConstant(kept_x) || IsConstant(kept_y)) return correlation;
  correlation.outcome = CorrelationOutcome::kMeasured;
  correlation.effective_n = EffectiveSize(kept_x, kept_y, units);
  correlation.pearson = CoefficientOf(ProductMoment(kept_x, kept_y), correlation.effective_n, 0, 1);
  const double rank_r = ProductMoment(RanksOf(kept_x), RanksOf(kept_y));
  correlation.spearman = CoefficientOf(rank_r, correlation.effective_n, 0, 1 + rank_r * rank_r / 2);
  correlation.bend_p = BendP(Standardised(kept_x), Standardised(kept_y));
  return correlation;
}

std::optional<Coefficient> PartialCorrelation(std::span<const double> x, std::span<const double> y,
                                              std::span<const double> z, Units units) {
  const auto [kept_x, kept_y, kept_z] = Complete<3>({x, y, z});
  if (kept_x.size() < kLeastUnits) return std::nullopt;
  if (IsConstant(kept_x) || IsConstant(kept_y) || IsConstant(kept_z)) return std::nullopt;
  const double xz = ProductMoment(kept_x, kept_z);
  const double yz = ProductMoment(kept_y, kept_z);
  const double left = (1 - xz * xz) * (1 - yz * yz);
  // What z gives altogether has nothing of its own left.
  if (left <= 1e-12) return std::nullopt;
  const double r =
      std::clamp((ProductMoment(kept_x, kept_y) - xz * yz) / std::sqrt(left), -1.0, 1.0);
  return CoefficientOf(r, EffectiveSize(kept_x, kept_y, units), 1, 1);
}

}  // namespace kebao::analysis
