#pragma once

#include <span>
#include <vector>

#include "analysis/people/workforce.h"

namespace kebao::analysis::people {

/// A figure of one of several people, as measured.
struct Measured {
  double value = 0;
  double n = 0;         // cases or exposure that it is worth; kShare and kCount, > 0
  double variance = 0;  // of the value; kMean, ≥ 0
};

/// What is to be believed of it once the others are known: few cases are drawn towards the mean.
struct Shrunken {
  double value = 0;
  double low = 0;  // 95 %
  double high = 0;
  double pull = 0;  // 0 … 1: part of the way to the mean; value = raw + pull·(mean − raw)
};

struct Shrinkage {
  double mean = 0;    // of the people, by how well each is known
  double spread = 0;  // standard deviation between people beyond chance; 0: none can be seen
  std::vector<Shrunken> people;
};

/// Empirical Bayes: beta-binomial for shares, gamma-Poisson for counts, normal-normal for means.
/// The prior comes from the moments: with V the variance by chance (shares μ(1 − μ)/n, counts μ/n)
/// and W = 1/(V + A), the spread A solves A = ΣW·(k/(k − 1)·(value − μ)² − V) ÷ ΣW, not below 0.
/// pull = (k − 3)/(k − 1)·V/(V + A). Intervals are quantiles of the beta, gamma or normal
/// posterior, widened for what is not known of the prior: variance V·(1 − (k − l)/k·pull) +
/// v·(value − μ)². Up to three people nothing is drawn anywhere. Sources: Morris, J. Am. Stat.
/// Assoc. 78, 1983 (the estimators and the widening); Kleinman, J. Am. Stat. Assoc. 68, 1973
/// (beta-binomial by moments); Marshall, Appl. Stat. 40, 1991 (gamma-Poisson by moments).
Shrinkage Shrink(Scale scale, std::span<const Measured> people);

}  // namespace kebao::analysis::people
