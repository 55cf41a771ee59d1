#include "analysis/people/shrinkage.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <cmath>

#include "analysis/difference.h"

namespace kebao::analysis::people {
namespace {

constexpr double kNormal975 = 1.959963984540054;
constexpr double kTail = 0.025;
constexpr size_t kTooFewToShrink = 3;
constexpr int kMostRounds = 200;

/// What is common to the people, and how much each counts.
struct Prior {
  double mean = 0;
  double spread2 = 0;             // A
  std::vector<double> variances;  // V
  std::vector<double> weights;    // W
  double weight_sum = 0;
};

double WeightedMean(std::span<const Measured> people, const std::vector<double>& weights) {
  double sum = 0;
  double total = 0;
  for (size_t i = 0; i < people.size(); ++i) {
    sum += weights[i] * people[i].value;
    total += weights[i];
  }
  return total > 0 ? sum / total : 0;
}

/// By chance, of people who are all `mean`.
std::vector<double> ChanceVariances(Scale scale, std::span<const Measured> people, double mean) {
  std::vector<double> variances;
  double largest = 0;
  for (const Measured& person : people) {
    const double variance = scale == Scale::kMean    ? person.variance
                            : scale == Scale::kShare ? mean * (1 - mean) / person.n
                                                     : mean / person.n;
    variances.push_back(std::max(0.0, variance));
    largest = std::max(largest, variances.back());
  }
  // Nobody is known without any doubt where others are not.
  for (double& variance : variances) variance = std::max(variance, largest * 1e-9);
  return variances;
}

void Weigh(Prior* prior) {
  prior->weights.clear();
  prior->weight_sum = 0;
  for (const double variance : prior->variances) {
    const double sum = variance + prior->spread2;
    prior->weights.push_back(sum > 0 ? 1 / sum : 1);
    prior->weight_sum += prior->weights.back();
  }
}

double NextSpread(std::span<const Measured> people, const Prior& prior) {
  const auto k = static_cast<double>(people.size());
  double sum = 0;
  for (size_t i = 0; i < people.size(); ++i) {
    const double distance = people[i].value - prior.mean;
    sum += prior.weights[i] * (k / (k - 1) * distance * distance - prior.variances[i]);
  }
  return std::max(0.0, sum / prior.weight_sum);
}

Prior PriorOf(Scale scale, std::span<const Measured> people) {
  std::vector<double> cases;
  for (const Measured& person : people) cases.push_back(scale == Scale::kMean ? 1 : person.n);
  Prior prior;
  prior.mean = WeightedMean(people, cases);
  for (int round = 0; round < kMostRounds; ++round) {
    prior.variances = ChanceVariances(scale, people, prior.mean);
    Weigh(&prior);
    prior.mean = WeightedMean(people, prior.weights);
    const double next = people.size() > 1 ? NextSpread(people, prior) : 0;
    const bool is_done = std::abs(next - prior.spread2) <= 1e-12 * std::max(next, prior.spread2);
    prior.spread2 = next;
    if (is_done) break;
  }
  Weigh(&prior);
  return prior;
}

Shrunken Unshrunken(Scale scale, const Measured& person) {
  Shrunken own{person.value, person.value, person.value, 0};
  if (scale == Scale::kMean) {
    const double half = kNormal975 * std::sqrt(person.variance);
    own.low -= half;
    own.high += half;
    return own;
  }
  const Estimate estimate = scale == Scale::kShare
                                ? ShareEstimate(person.value * person.n, person.n)
                                : PoissonEstimate(person.value * person.n);
  const double unit = scale == Scale::kShare ? 1 : person.n;
  own.low = *estimate.low / unit;
  own.high = *estimate.high / unit;
  return own;
}

/// How much wider than the posterior of a known prior, in variance; Morris's correction.
double Widening(const Prior& prior, double k, size_t i, double pull, double distance) {
  double mean_variance = 0;
  for (size_t j = 0; j < prior.weights.size(); ++j)
    mean_variance += prior.weights[j] * prior.variances[j];
  mean_variance /= prior.weight_sum;
  const double own = prior.variances[i];
  const double l = k * prior.weights[i] / prior.weight_sum;
  const double doubt =
      2 / (k - 3) * pull * pull * (mean_variance + prior.spread2) / (own + prior.spread2);
  return ((1 - (k - l) / k * pull) + doubt * distance * distance / own) / (1 - pull);
}

void SetInterval(Scale scale, double n, double variance, double widening, Shrunken* one) {
  if (scale == Scale::kMean) {
    const double half = kNormal975 * std::sqrt(variance * (1 - one->pull) * widening);
    one->low = one->value - half;
    one->high = one->value + half;
    return;
  }
  const double worth = n / (1 - one->pull) / widening;
  if (scale == Scale::kShare) {
    const boost::math::beta_distribution<> posterior(one->value * worth, (1 - one->value) * worth);
    one->low = boost::math::quantile(posterior, kTail);
    one->high = boost::math::quantile(boost::math::complement(posterior, kTail));
  } else {
    const boost::math::gamma_distribution<> posterior(one->value * worth, 1 / worth);
    one->low = boost::math::quantile(posterior, kTail);
    one->high = boost::math::quantile(boost::math::complement(posterior, kTail));
  }
}

}  // namespace

Shrinkage Shrink(Scale scale, std::span<const Measured> people) {
  Shrinkage result;
  if (people.empty()) return result;
  const Prior prior = PriorOf(scale, people);
  result.mean = prior.mean;
  result.spread = std::sqrt(prior.spread2);
  const auto k = static_cast<double>(people.size());
  for (size_t i = 0; i < people.size(); ++i) {
    const double variance = prior.variances[i];
    if (people.size() <= kTooFewToShrink || variance <= 0) {
      result.people.push_back(Unshrunken(scale, people[i]));
      continue;
    }
    Shrunken one;
    one.pull = (k - 3) / (k - 1) * variance / (variance + prior.spread2);
    const double distance = people[i].value - prior.mean;
    one.value = people[i].value - one.pull * distance;
    SetInterval(scale, people[i].n, variance, Widening(prior, k, i, one.pull, distance), &one);
    result.people.push_back(one);
  }
  return result;
}

}  // namespace kebao::analysis::people
