#include "analysis/risk/count_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "analysis/risk/figure_model.h"

namespace kebao::analysis::risk {
namespace {

constexpr std::array kForgetting = {1.0, 0.98, 0.95, 0.9, 0.8, 0.7, 0.5};
constexpr std::array kDispersions = {1.0, 1.5, 2.0, 3.0, 5.0};
constexpr size_t kLearning = 3;  // blocks that no model is judged by
constexpr double kTail = 1e-10;  // chances that are left out

/// Gamma: mean a ÷ b.
struct Level {
  double a = 0.5;
  double b = 0.01;
};

struct Counts {
  double mean = 0;
  double variance = 0;
};

Counts Ahead(const Level& level, double dispersion, double blocks) {
  const double mean = blocks * level.a / level.b;
  return {mean, mean * (dispersion + blocks / level.b)};
}

/// Negative binomial by its mean and variance.
double LogChance(const Counts& counts, double count) {
  const double extra = counts.variance / counts.mean - 1;
  if (extra < 1e-9) return count * std::log(counts.mean) - counts.mean - std::lgamma(count + 1);
  const double size = counts.mean / extra;
  return std::lgamma(count + size) - std::lgamma(size) - std::lgamma(count + 1) +
         count * std::log(extra / (1 + extra)) - size * std::log1p(extra);
}

struct Model {
  double forgetting = 1;
  double dispersion = 1;
  Level level;
  double log_likely = 0;

  void Learn(std::span<const double> counts) {
    for (size_t i = 0; i < counts.size(); ++i) {
      if (i >= kLearning) log_likely += LogChance(Ahead(level, dispersion, 1), counts[i]);
      level.a += counts[i] / dispersion;
      level.b += 1 / dispersion;
      level.a *= forgetting;
      level.b *= forgetting;
    }
  }
};

std::vector<Model> ModelsOf(std::span<const double> counts) {
  std::vector<Model> models;
  for (const double forgetting : kForgetting)
    for (const double dispersion : kDispersions)
      models.emplace_back(forgetting, dispersion).Learn(counts);
  return models;
}

/// As many as hold all but the tail, which the last one takes.
std::vector<double> ChancesOf(const Counts& counts) {
  const double far = counts.mean + 12 * std::sqrt(counts.variance) + 30;
  std::vector<double> chances;
  double left = 1;
  for (double count = 0; count < far && left > kTail; ++count) {
    chances.push_back(std::exp(LogChance(counts, count)));
    left -= chances.back();
  }
  return chances;
}

}  // namespace

std::optional<Prediction> PredictCounts(std::span<const double> counts, double blocks) {
  const bool is_sound =
      std::ranges::all_of(counts, [](double count) { return std::isfinite(count) && count >= 0; });
  if (counts.size() < kFewestBlocks || !is_sound || std::ranges::max(counts) <= 0)
    return std::nullopt;
  const std::vector<Model> models = ModelsOf(counts);
  const double best = std::ranges::max(models, {}, &Model::log_likely).log_likely;
  std::vector<double> mixed;
  double weights = 0;
  for (const Model& model : models) {
    const double weight = std::exp(model.log_likely - best);
    const auto chances = ChancesOf(Ahead(model.level, model.dispersion, blocks));
    mixed.resize(std::max(mixed.size(), chances.size()));
    for (size_t i = 0; i < chances.size(); ++i) mixed[i] += weight * chances[i];
    weights += weight;
  }
  for (double& chance : mixed) chance /= weights;
  return Prediction::OfCounts(mixed);
}

}  // namespace kebao::analysis::risk
