#pragma once

#include <span>
#include <vector>

namespace kebao::analysis {

/// 1 … n by size; equal values share the mean of their ranks.
std::vector<double> RanksOf(std::span<const double> values);

}  // namespace kebao::analysis
