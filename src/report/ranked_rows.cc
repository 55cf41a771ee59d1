#include "report/ranked_rows.h"

#include <algorithm>
#include <utility>

namespace kebao::report {
namespace {

using metrics::Row;

bool IsNobody(const Row& row) {
  return std::ranges::all_of(row.keys, [](const std::string& key) { return key.empty(); });
}

/// 0 or no value: no bar.
bool IsNone(const Row* row) { return row->values[0].value.value_or(0) == 0; }

}  // namespace

RankedRows RowsToRank(const metrics::ResultTable& answer, const RankingRules& rules) {
  RankedRows ranked;
  for (const Row& row : answer.rows) {
    if (row.is_total) continue;
    if (rules.is_of_people && IsNobody(row)) {
      ranked.not_stated = &row;
    } else {
      ranked.rows.push_back(&row);
    }
  }
  if (ranked.rows.empty() && ranked.not_stated != nullptr)
    ranked.rows.push_back(std::exchange(ranked.not_stated, nullptr));
  if (rules.is_of_largest && !std::ranges::all_of(ranked.rows, IsNone))
    std::erase_if(ranked.rows, IsNone);
  return ranked;
}

}  // namespace kebao::report
