#include <algorithm>
#include <cmath>

#include "analysis/correlation/correlation.h"
#include "analysis/false_discovery.h"

namespace kebao::analysis {
namespace {

/// By so much must ranks agree better than figures before it is said.
constexpr double kBetterByRank = 0.15;
constexpr double kNoise = 0.05;

bool IsMeasured(const PairOfVariables& pair) {
  return pair.correlation.outcome == CorrelationOutcome::kMeasured;
}

Confounding Judge(const PairOfVariables& pair, const Coefficient& partial) {
  const double raw = pair.correlation.pearson.r;
  const bool is_seen = pair.is_beyond_noise();
  const bool is_left = partial.p <= kNoise;
  if (!is_seen)
    return is_left && std::abs(partial.r) >= 2 * std::abs(raw) ? Confounding::kHidden
                                                               : Confounding::kNone;
  if (is_left && raw * partial.r < 0) return Confounding::kReversed;
  if (!is_left && std::abs(partial.r) < std::abs(raw) / 2) return Confounding::kExplained;
  if (std::abs(partial.r) < std::abs(raw) / 2) return Confounding::kWeakened;
  return Confounding::kNone;
}

void HoldStill(std::span<const Variable> variables, std::span<const Variable> thirds, Units units,
               PairOfVariables* pair) {
  const Variable& first = variables[pair->first];
  const Variable& second = variables[pair->second];
  double largest = -1;
  for (size_t i = 0; i < thirds.size(); ++i) {
    if (thirds[i].id == first.id || thirds[i].id == second.id) continue;
    const auto partial = PartialCorrelation(first.values, second.values, thirds[i].values, units);
    if (!partial) continue;
    const double change = std::abs(partial->r - pair->correlation.pearson.r);
    if (change <= largest) continue;
    largest = change;
    pair->third = i;
    pair->partial = partial;
    pair->confounding = Judge(*pair, *partial);
  }
}

/// q of one kind of test over the pairs that are measured.
template <class P, class Q>
void Adjust(std::vector<PairOfVariables*>& pairs, P p, Q q) {
  std::vector<double> ps;
  for (const PairOfVariables* pair : pairs) ps.push_back(p(*pair));
  const std::vector<double> rates = FalseDiscoveryRates(ps);
  for (size_t i = 0; i < pairs.size(); ++i) q(pairs[i], rates[i]);
}

void AdjustAll(std::vector<PairOfVariables*> pairs) {
  Adjust(
      pairs, [](const PairOfVariables& pair) { return pair.correlation.pearson.p; },
      [](PairOfVariables* pair, double rate) { pair->q = rate; });
  Adjust(
      pairs, [](const PairOfVariables& pair) { return pair.correlation.spearman.p; },
      [](PairOfVariables* pair, double rate) { pair->q_spearman = rate; });
  Adjust(
      pairs, [](const PairOfVariables& pair) { return pair.correlation.bend_p; },
      [](PairOfVariables* pair, double rate) {
        const Correlation& found = pair->correlation;
        const double by_rank = std::abs(found.spearman.r) - std::abs(found.pearson.r);
        pair->is_bent = rate <= kFalseDiscoveries ||
                        (by_rank >= kBetterByRank && pair->q_spearman <= kFalseDiscoveries);
      });
}

}  // namespace

bool PairOfVariables::is_beyond_noise() const {
  return correlation.outcome == CorrelationOutcome::kMeasured && q <= kFalseDiscoveries;
}

std::vector<PairOfVariables> CorrelateAll(std::span<const Variable> variables,
                                          std::span<const Variable> thirds, Units units) {
  std::vector<PairOfVariables> pairs;
  for (size_t first = 0; first < variables.size(); ++first)
    for (size_t second = first + 1; second < variables.size(); ++second)
      pairs.push_back(
          {.first = first,
           .second = second,
           .correlation = Correlate(variables[first].values, variables[second].values, units)});
  std::vector<PairOfVariables*> measured;
  for (PairOfVariables& pair : pairs)
    if (IsMeasured(pair)) measured.push_back(&pair);
  AdjustAll(measured);
  for (PairOfVariables* pair : measured) HoldStill(variables, thirds, units, pair);
  return pairs;
}

}  // namespace kebao::analysis
