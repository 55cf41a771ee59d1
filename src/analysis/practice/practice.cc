#include "analysis/practice/practice.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "analysis/false_discovery.h"

namespace kebao::analysis::practice {
namespace {

using people::PeopleComparison;
using people::PersonStanding;

constexpr double kWidth95 = 2 * 1.959963984540054;

std::vector<const PersonStanding*> ComparedOf(const PeopleComparison& comparison) {
  std::vector<const PersonStanding*> compared;
  for (const PersonStanding& person : comparison.people)
    if (person.is_compared()) compared.push_back(&person);
  return compared;
}

double ErrorOf(const Difference& difference) {
  return (*difference.high - *difference.low) / kWidth95;
}

/// Q about the mean that weighs everybody by how well he is known.
double ChanceOfBeingAlike(const std::vector<const PersonStanding*>& people) {
  double weights = 0, sum = 0, count = 0;
  for (const PersonStanding* person : people) {
    const Difference& difference = person->adjusted.difference;
    if (!difference.is_tested() || !(ErrorOf(difference) > 0)) continue;
    const double weight = 1 / (ErrorOf(difference) * ErrorOf(difference));
    weights += weight;
    sum += weight * difference.size;
    ++count;
  }
  if (count < 2) return 1;
  double q = 0;
  for (const PersonStanding* person : people) {
    const Difference& difference = person->adjusted.difference;
    if (!difference.is_tested() || !(ErrorOf(difference) > 0)) continue;
    const double miss = (difference.size - sum / weights) / ErrorOf(difference);
    q += miss * miss;
  }
  // Everybody is set against the others, who move the other way: k ÷ (k − 1) times as much.
  q *= (count - 1) / count;
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(count - 1), q));
}

double MeanOfEstimates(const std::vector<const PersonStanding*>& people, size_t from, size_t to) {
  double sum = 0;
  for (size_t i = from; i < to; ++i) sum += people[i]->shrunken->value;
  return sum / static_cast<double>(to - from);
}

struct Sample {
  std::vector<double> values;
  double cases = 0;

  double mean() const {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
  }
  double variance_of_mean() const {
    const double middle = mean();
    double sum = 0;
    for (const double value : values) sum += (value - middle) * (value - middle);
    const auto n = static_cast<double>(values.size());
    return sum / (n - 1) / n;
  }
};

Sample SampleOf(const PeopleComparison& feature, const std::vector<std::string>& keys) {
  Sample sample;
  for (const PersonStanding& person : feature.people) {
    if (!person.is_compared() || !person.adjusted.figure) continue;
    if (std::ranges::find(keys, person.key) == keys.end()) continue;
    sample.values.push_back(person.adjusted.figure->value);
    sample.cases += person.adjusted.n;
  }
  return sample;
}

bool IsAboveZero(const Sample& sample) {
  return std::ranges::all_of(sample.values, [](double value) { return value > 0; });
}

void TakeLogarithms(Sample* sample) {
  for (double& value : sample->values) value = std::log(value);
}

/// Welch, Biometrika 34, 1947.
void Test(const Sample& best, const Sample& rest, FeatureDifference* found) {
  const double of_best = best.variance_of_mean();
  const double of_rest = rest.variance_of_mean();
  const double variance = of_best + of_rest;
  found->difference.size = best.mean() - rest.mean();
  if (!(variance > 0)) {
    found->outcome = FeatureDifference::Outcome::kNoScatter;
    return;
  }
  const double degrees = variance * variance /
                         (of_best * of_best / static_cast<double>(best.values.size() - 1) +
                          of_rest * of_rest / static_cast<double>(rest.values.size() - 1));
  const boost::math::students_t chance(degrees);
  const double error = std::sqrt(variance);
  const double reach = boost::math::quantile(chance, 0.975) * error;
  found->difference.low = found->difference.size - reach;
  found->difference.high = found->difference.size + reach;
  found->difference.z = found->difference.size / error;
  found->p = 2 * boost::math::cdf(boost::math::complement(chance, std::abs(found->difference.z)));
  found->outcome = FeatureDifference::Outcome::kTold;
}

}  // namespace

BestGroup FindBestGroup(const PeopleComparison& outcome, bool is_up_good,
                        const GroupLimits& limits) {
  std::vector<const PersonStanding*> people = ComparedOf(outcome);
  BestGroup group;
  group.compared = people.size();
  if (people.size() < 2 * limits.least) return group;
  group.p = ChanceOfBeingAlike(people);
  constexpr double kSurprising = 0.02;  // intervals are a little too narrow
  if (!(group.p < kSurprising) || outcome.spread <= 0) {
    group.outcome = BestGroup::Outcome::kNoise;
    return group;
  }
  group.outcome = BestGroup::Outcome::kTold;
  const double side = is_up_good ? -1 : 1;
  std::ranges::stable_sort(
      people, {}, [&](const PersonStanding* person) { return side * person->shrunken->value; });
  const auto wanted =
      static_cast<size_t>(std::lround(limits.best * static_cast<double>(people.size())));
  const size_t cut = std::clamp(wanted, limits.least, people.size() - limits.least);
  for (size_t i = 0; i < people.size(); ++i)
    (i < cut ? group.best : group.rest).push_back(people[i]->key);
  group.best_mean = MeanOfEstimates(people, 0, cut);
  group.rest_mean = MeanOfEstimates(people, cut, people.size());
  return group;
}

FeatureDifference CompareFeature(const PeopleComparison& feature, const BestGroup& group,
                                 bool is_relative, const GroupLimits& limits) {
  FeatureDifference found;
  Sample best = SampleOf(feature, group.best);
  Sample rest = SampleOf(feature, group.rest);
  found.n_best = best.values.size();
  found.n_rest = rest.values.size();
  found.cases = best.cases + rest.cases;
  if (found.n_best < limits.least || found.n_rest < limits.least) return found;
  found.is_relative = is_relative && IsAboveZero(best) && IsAboveZero(rest);
  if (found.is_relative) {
    TakeLogarithms(&best);
    TakeLogarithms(&rest);
  }
  Test(best, rest, &found);
  found.best = found.is_relative ? std::exp(best.mean()) : best.mean();
  found.rest = found.is_relative ? std::exp(rest.mean()) : rest.mean();
  return found;
}

void HoldFalseDiscoveries(std::span<FeatureDifference*> features) {
  std::vector<FeatureDifference*> compared;
  std::vector<double> ps;
  for (FeatureDifference* feature : features) {
    if (feature->outcome != FeatureDifference::Outcome::kTold) continue;
    compared.push_back(feature);
    ps.push_back(feature->p);
  }
  const std::vector<double> qs = FalseDiscoveryRates(ps);
  for (size_t i = 0; i < compared.size(); ++i) compared[i]->q = qs[i];
}

}  // namespace kebao::analysis::practice
