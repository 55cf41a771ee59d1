#pragma once

#include <span>
#include <vector>

namespace kebao::analysis {

/// Share of false ones that is allowed among what is said to stand out.
inline constexpr double kFalseDiscoveries = 0.05;

/// The smallest false discovery rate at which each hypothesis would be a discovery, in the order of
/// `ps`: q(i) = min over p(j) ≥ p(i) of p(j)·m/rank(j). NaN counts as 1.
/// Source: Benjamini and Hochberg, J. R. Stat. Soc. B 57, 1995.
std::vector<double> FalseDiscoveryRates(std::span<const double> ps);

}  // namespace kebao::analysis
