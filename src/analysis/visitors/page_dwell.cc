#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/visitors/clustered_share.h"
#include "analysis/visitors/page_visits.h"
#include "metrics/answer/statistics.h"

namespace kebao::analysis::visitors {
namespace {

struct TimedRow {
  double visits = 0;
  double seconds = 0;
  double each() const { return seconds / visits; }
};

/// The value up to which half of the visits last; between two rows, their middle.
double WeightedMedian(std::vector<TimedRow> rows) {
  std::ranges::sort(rows, {}, &TimedRow::each);
  double all = 0;
  for (const TimedRow& row : rows) all += row.visits;
  double until = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    until += rows[i].visits;
    if (2 * until > all) return rows[i].each();
    if (2 * until == all && i + 1 < rows.size()) return (rows[i].each() + rows[i + 1].each()) / 2;
  }
  return rows.back().each();
}

Estimate MeanOf(const std::vector<TimedRow>& rows) {
  std::vector<UnitOfShare> units;
  double visits = 0;
  double seconds = 0;
  for (const TimedRow& row : rows) {
    units.push_back({row.seconds, row.visits});
    visits += row.visits;
    seconds += row.seconds;
  }
  Estimate mean{seconds / visits, {}, {}};
  const auto share = ShareOfUnits(units);
  if (!share) return mean;
  const double half = metrics::StudentT975(static_cast<double>(share->units) - 1) * share->error;
  mean.low = std::max(0.0, mean.value - half);
  mean.high = mean.value + half;
  return mean;
}

}  // namespace

std::vector<PageDwell> DwellByPage(std::span<const PageVisit> visits) {
  std::map<int32_t, PageDwell> pages;
  std::map<int32_t, std::vector<TimedRow>> timed;
  for (const PageVisit& visit : visits) {
    if (!(visit.visits > 0)) continue;
    PageDwell& page = pages[visit.page];
    page.page = visit.page;
    page.visits += visit.visits;
    if (!visit.dwell_seconds || !(*visit.dwell_seconds >= 0)) continue;
    page.timed_visits += visit.visits;
    page.has_single_visits &= visit.visits == 1;
    timed[visit.page].push_back({visit.visits, *visit.dwell_seconds});
  }
  std::vector<PageDwell> found;
  for (auto& [code, page] : pages) {
    if (const auto rows = timed.find(code); rows != timed.end()) {
      page.mean = MeanOf(rows->second);
      page.median = WeightedMedian(rows->second);
    }
    found.push_back(page);
  }
  std::ranges::stable_sort(found, std::greater<>(), &PageDwell::visits);
  return found;
}

}  // namespace kebao::analysis::visitors
