#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "analysis/people/comparison.h"

namespace kebao::analysis::practice {

struct GroupLimits {
  double best = 0.25;  // of those compared
  size_t least = 3;    // people in each of the two groups
};

/// Who is best by an outcome, on the same work and with small samples drawn to the mean; the rest
/// is everybody else who is compared.
struct BestGroup {
  enum class Outcome : uint8_t {
    kTold,
    kTooFew,       // people to compare
    kNoise,        // people differ no more than chance makes them
    kNoDirection,  // neither more nor less of the outcome is better
  };
  Outcome outcome = Outcome::kTooFew;
  size_t compared = 0;
  double p = 1;                   // of people being alike
  std::vector<std::string> best;  // the best first
  std::vector<std::string> rest;
  double best_mean = 0;  // of the estimates
  double rest_mean = 0;
};

/// The best part of the people by their estimates, if people differ at all: Cochran's Q of the
/// differences to the others on the same work (Biometrics 10, 1954) against χ² with one degree of
/// freedom less than people, p < 2 %. The best of alike people are the lucky ones.
BestGroup FindBestGroup(const people::PeopleComparison& outcome, bool is_up_good,
                        const GroupLimits& limits = {});

/// A figure of the best against that of the rest, on the same work.
struct FeatureDifference {
  enum class Outcome : uint8_t {
    kTold,
    kTooFew,     // people of one of the groups have the figure
    kNoScatter,  // nobody differs from anybody
  };
  Outcome outcome = Outcome::kTooFew;
  size_t n_best = 0;  // people
  size_t n_rest = 0;
  double cases = 0;  // of both
  double best = 0;   // means of people's figures on the same work; geometric where relative
  double rest = 0;
  /// best − rest, or where relative ln(best ÷ rest), with Welch's interval over people: people are
  /// what differs, and a thousand cases of one are still one person's way.
  Difference difference;
  double p = 1;
  double q = 1;  // over all features that were compared
  bool is_relative = false;
  bool is_beyond_noise() const { return q <= 0.05; }
};

/// `is_relative`: of what is above 0 and spreads in proportion, times; it is compared as
/// logarithms where all figures are above 0.
FeatureDifference CompareFeature(const people::PeopleComparison& feature, const BestGroup& group,
                                 bool is_relative, const GroupLimits& limits = {});

/// Fills in the false discovery rates of those that were compared (Benjamini and Hochberg).
void HoldFalseDiscoveries(std::span<FeatureDifference*> features);

}  // namespace kebao::analysis::practice
