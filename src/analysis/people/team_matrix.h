#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/people/comparison.h"

namespace kebao::analysis::people {

/// A figure that counts in the matrix.
struct MatrixColumn {
  const PeopleComparison* comparison = nullptr;
  double weight = 1;  // > 0
  bool is_up_good = true;
};

struct MatrixRow {
  std::string key;
  double score = 0;  // 0: as everybody; in standard deviations between people, good is up
  double low = 0;    // 95 %
  double high = 0;
  double rank = 1;      // 1 … of those ranked, by score
  double rank_low = 1;  // 95 %
  double rank_high = 1;
  size_t group = 0;  // 0: the first; people of one group cannot be told apart from its first
  std::vector<std::optional<double>> parts;  // by column; nullopt: too few cases
  double measured = 0;                       // part of the weights, 0 … 1
};

struct TeamMatrix {
  std::vector<MatrixRow> rows;  // the best first
  size_t groups = 0;
  std::vector<std::string> too_few;  // measured by less than half of the weights: not ranked
};

/// Score: weighted mean of the shrunken, case-mix adjusted figures less their mean, in standard
/// deviations of the unshrunken ones, so that what is mostly chance counts little. Its interval
/// comes from those of the figures. Ranks with intervals by drawing all scores 4,000 times from
/// `seed` (Goldstein and Spiegelhalter, J. R. Stat. Soc. A 159, 1996). Groups: from the best on,
/// all who are not beyond the 95 % limit of the largest difference of any two by chance alone
/// (Tukey 1953, simulated) belong to the first of the group. Weights need not sum to 1.
TeamMatrix ScoreTeam(std::span<const MatrixColumn> columns, uint64_t seed);

}  // namespace kebao::analysis::people
