#pragma once

#include <cstddef>
#include <vector>

#include "analysis/attribution/wide_number.h"

namespace kebao::analysis {

/// In how many of the players! orders a given player comes right after a given set of others, by
/// the size of that set: size!·(players − size − 1)! Whole numbers, so that what cancels is 0 and
/// not dust; divide by `orders` at the end. players ≤ 12.
struct ShapleyWeights {
  std::vector<Wide> of_size;
  Wide orders = 1;
};
inline ShapleyWeights ShapleyWeightsFor(size_t players) {
  std::vector<Wide> factorial = {1};
  for (size_t i = 1; i <= players; ++i)
    factorial.push_back(factorial.back() * static_cast<double>(i));
  ShapleyWeights weights;
  weights.orders = factorial[players];
  for (size_t size = 0; size < players; ++size)
    weights.of_size.push_back(factorial[size] * factorial[players - size - 1]);
  return weights;
}

}  // namespace kebao::analysis
