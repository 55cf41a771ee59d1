#pragma once

#include <vector>

#include "metrics/query.h"

namespace kebao::report {

/// The rows of an answer that bars stand for.
struct RankedRows {
  std::vector<const metrics::Row*> rows;     // in the order of the answer, without its total
  const metrics::Row* not_stated = nullptr;  // left out; null: none is
};

struct RankingRules {
  bool is_of_people = false;   // whoever is not named is nobody
  bool is_of_largest = false;  // a ranking of "the most …": who has none of it is not in it
};

/// What the rules leave out is left out as long as something remains.
RankedRows RowsToRank(const metrics::ResultTable& answer, const RankingRules& rules);

}  // namespace kebao::report
