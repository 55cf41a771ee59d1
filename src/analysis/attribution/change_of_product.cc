#include "analysis/attribution/change_of_product.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>
#include <vector>

#include "analysis/attribution/shapley_weights.h"
#include "analysis/attribution/wide_number.h"

namespace kebao::analysis {
namespace {

constexpr size_t kMostFactors = 12;  // Shapley's value looks at 2^factors products

struct WideChange {
  ProductChange::Method method = ProductChange::Method::kLogMean;
  Wide before = 1;
  Wide now = 1;
  Wide change = 0;
  std::vector<Wide> parts;
};

/// ln(now ÷ before) without losing a small difference.
double LogRatio(const Factor& factor) {
  const double ratio = factor.now / factor.before;
  if (ratio > 0.5 && ratio < 2) return std::log1p((factor.now - factor.before) / factor.before);
  if (std::isfinite(ratio) && ratio > 0) return std::log(ratio);
  return std::log(factor.now) - std::log(factor.before);
}

/// L(now, before): the change ÷ the sum of the logs, or where that sum is small its limit.
Wide LogMean(const WideChange& product, double log_ratio) {
  if (std::abs(log_ratio) > 1) return (product.now - product.before) / log_ratio;
  return log_ratio == 0 ? product.before : product.before * std::expm1(log_ratio) / log_ratio;
}

void FillLogMean(std::span<const Factor> factors, WideChange* product) {
  std::vector<double> logs;
  double log_ratio = 0;
  for (const Factor& factor : factors) logs.push_back(LogRatio(factor));
  for (const double log : logs) log_ratio += log;
  const Wide mean = LogMean(*product, log_ratio);
  for (const double log : logs) product->parts.push_back(mean * log);
}

Wide ProductOf(std::span<const Factor> factors, size_t changed) {
  Wide product = 1;
  for (size_t i = 0; i < factors.size(); ++i)
    product *= (changed >> i) & 1 ? factors[i].now : factors[i].before;
  return product;
}

void FillShapley(std::span<const Factor> factors, WideChange* product) {
  product->method = ProductChange::Method::kShapley;
  product->parts.assign(factors.size(), 0);
  const ShapleyWeights weights = ShapleyWeightsFor(factors.size());
  for (size_t changed = 0; changed < size_t{1} << factors.size(); ++changed) {
    const auto size = static_cast<size_t>(std::popcount(changed));
    const Wide value = ProductOf(factors, changed);
    for (size_t i = 0; i < factors.size(); ++i) {
      if ((changed >> i) & 1)
        product->parts[i] += weights.of_size[size - 1] * value;
      else
        product->parts[i] -= weights.of_size[size] * value;
    }
  }
  for (Wide& part : product->parts) part /= weights.orders;
}

bool IsAboveZero(const Factor& factor) { return factor.before > 0 && factor.now > 0; }
bool IsFinite(const Factor& factor) {
  return std::isfinite(factor.before) && std::isfinite(factor.now);
}

WideChange Decompose(std::span<const Factor> factors, bool has_logs) {
  WideChange product;
  product.before = ProductOf(factors, 0);
  product.now = ProductOf(factors, (size_t{1} << factors.size()) - 1);
  if (has_logs)
    FillLogMean(factors, &product);
  else
    FillShapley(factors, &product);
  return product;
}

void AddTerms(const WideChange& product, WideChange* sum, ProductChange* result) {
  sum->method = product.method;
  sum->before += product.before;
  sum->now += product.now;
  sum->change += product.now - product.before;
  for (size_t i = 0; i < product.parts.size(); ++i) {
    sum->parts[i] += product.parts[i];
    result->terms.push_back(static_cast<double>(product.parts[i]));
  }
}

bool AreFinite(const std::vector<double>& values) {
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

std::optional<ProductChange> Round(const WideChange& sum, ProductChange result) {
  result.method = sum.method;
  result.before = static_cast<double>(sum.before);
  result.now = static_cast<double>(sum.now);
  result.change = static_cast<double>(sum.change);
  for (const Wide& part : sum.parts) result.parts.push_back(static_cast<double>(part));
  if (!AreFinite({result.before, result.now}) || !AreFinite(result.terms)) return std::nullopt;
  return result;
}

}  // namespace

std::optional<ProductChange> DecomposeProduct(std::span<const Factor> factors) {
  return DecomposeSumOfProducts(factors, factors.size());
}

std::optional<ProductChange> DecomposeSumOfProducts(std::span<const Factor> segments,
                                                    size_t factors) {
  if (factors == 0 || factors > kMostFactors || segments.empty() || segments.size() % factors != 0)
    return std::nullopt;
  if (!std::ranges::all_of(segments, IsFinite)) return std::nullopt;
  const bool has_logs = std::ranges::all_of(segments, IsAboveZero);
  WideChange sum{{}, 0, 0, 0, std::vector<Wide>(factors, 0)};
  ProductChange result;
  for (size_t first = 0; first < segments.size(); first += factors)
    AddTerms(Decompose(segments.subspan(first, factors), has_logs), &sum, &result);
  return Round(sum, std::move(result));
}

}  // namespace kebao::analysis
