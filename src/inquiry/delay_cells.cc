#include "inquiry/delay_cells.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/attribution/from_result_table.h"

namespace kebao::inquiry {
namespace {

using analysis::Breakdown;
using analysis::Change;
using analysis::Outcome;
using analysis::Segment;
using analysis::Sums;
using analysis::process::StageCells;
using metrics::ResultTable;

constexpr double kHalfASecond = 0.5;

/// Over all cases of the whole: those that do not record the stage count with 0.
Sums OverAll(const Sums& part, const Sums& whole) {
  Sums all{std::round(part.amount), whole.base, whole.n, {}};
  if (part.n <= 0 || whole.base <= 0) {
    all.variance = 0;
    return all;
  }
  if (!part.variance) return all;
  const double mean = part.amount / part.n;
  const double squares = *part.variance / part.n * (part.n - 1) + part.n * mean * mean;
  const double mean_of_all = all.amount / whole.base;
  const double left = std::max(0.0, squares - whole.base * mean_of_all * mean_of_all);
  all.variance = whole.base > 1 ? whole.base * left / (whole.base - 1) : 0;
  return all;
}

std::expected<Breakdown, Outcome> CellsOf(const ProcessAsked& asked, const ResultTable& table) {
  const auto metric = asked.asked.catalog().Find(table.query.metrics[0], asked.context.pack);
  if (!metric) return std::unexpected(Outcome::kNotMeasured);
  return analysis::BreakdownOf(**metric, table, 0, false);
}

StageCells StageOf(const StagePlan& plan, const Breakdown& part, const DelayCells& cells) {
  std::map<std::vector<std::string>, const Change*> by_kind;
  for (const Segment& segment : part.segments) by_kind[segment.keys] = &segment.change;
  StageCells stage{plan.stage, plan.side, {}};
  for (size_t i = 0; i < cells.kinds.size(); ++i) {
    const auto found = by_kind.find(cells.kinds[i]);
    const Change change = found == by_kind.end() ? Change{} : *found->second;
    stage.cells.push_back(
        {OverAll(change.before, cells.whole[i].before), OverAll(change.now, cells.whole[i].now)});
  }
  return stage;
}

bool HasTime(const StageCells& stage) {
  return std::ranges::any_of(stage.cells, [](const Change& cell) {
    return cell.before.amount != 0 || cell.now.amount != 0;
  });
}

/// What the stages do not account for.
void AddRest(DelayCells* cells) {
  StageCells rest{"rest", analysis::process::Side::kNeither, cells->whole};
  bool is_any = false;
  for (size_t i = 0; i < cells->whole.size(); ++i) {
    for (Sums Change::*period : {&Change::before, &Change::now}) {
      Sums& left = rest.cells[i].*period;
      for (const StageCells& stage : cells->stages) left.amount -= (stage.cells[i].*period).amount;
      left.variance.reset();
      is_any = is_any || std::abs(left.amount) > kHalfASecond;
    }
  }
  if (is_any) cells->stages.push_back(std::move(rest));
}

}  // namespace

std::expected<DelayCells, Outcome> DelayCellsOf(const ProcessAsked& asked,
                                                const std::vector<ResultTable>& tables,
                                                const std::vector<StagePlan>& plans) {
  auto whole = CellsOf(asked, tables.front());
  if (!whole) return std::unexpected(whole.error());
  DelayCells cells;
  for (Segment& segment : whole->segments) {
    for (Sums* sums : {&segment.change.before, &segment.change.now})
      sums->amount = std::round(sums->amount);
    cells.kinds.push_back(std::move(segment.keys));
    cells.whole.push_back(std::move(segment.change));
  }
  for (size_t i = 0; i < plans.size(); ++i) {
    const auto part = CellsOf(asked, tables[i + 1]);
    if (!part) return std::unexpected(part.error());
    StageCells stage = StageOf(plans[i], *part, cells);
    if (HasTime(stage)) cells.stages.push_back(std::move(stage));
  }
  AddRest(&cells);
  return cells;
}

}  // namespace kebao::inquiry
