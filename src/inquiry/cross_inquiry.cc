#include <algorithm>
#include <map>

#include "analysis/false_discovery.h"
#include "inquiry/correlation_inquiry.h"
#include "inquiry/workforce_of_answer.h"

namespace kebao::inquiry {
namespace {

using analysis::people::Scale;
using analysis::people::Standing;
using analysis::people::Work;
using analysis::people::Workforce;
using metrics::Query;
using metrics::ResultTable;
using metrics::Row;

using Places = std::map<std::string, size_t>;

/// Values of a dimension in the order in which the answer has them.
std::vector<std::string> ValuesOf(const ResultTable& margin, Places* places) {
  std::vector<std::string> values;
  for (const Row& row : margin.rows)
    if (!row.is_total && places->try_emplace(row.keys[0], values.size()).second)
      values.push_back(row.keys[0]);
  return values;
}

class CrossMaker {
 public:
  explicit CrossMaker(CrossAnswer* answer) : answer_(*answer) {}

  void Make(const ResultTable& cells, const ResultTable& rows, const ResultTable& columns) {
    answer_.rows = ValuesOf(rows, &row_places_);
    answer_.columns = ValuesOf(columns, &column_places_);
    answer_.cells.assign(answer_.rows.size(), std::vector<metrics::Value>(answer_.columns.size()));
    answer_.standings.assign(answer_.rows.size(),
                             std::vector<Standing>(answer_.columns.size(), Standing::kNotMeasured));
    TakeMargin(rows, row_places_, &answer_.row_totals);
    TakeMargin(columns, column_places_, &answer_.column_totals);
    for (const Row& row : cells.rows) TakeCell(row);
    Test(cells);
  }

 private:
  void TakeMargin(const ResultTable& margin, const Places& places,
                  std::vector<metrics::Value>* totals) {
    totals->resize(places.size());
    for (const Row& row : margin.rows) {
      if (row.is_total) {
        answer_.total = row.values[0];
      } else {
        (*totals)[places.at(row.keys[0])] = row.values[0];
      }
    }
  }

  void TakeCell(const Row& row) {
    if (!row.is_total)
      answer_.cells[row_places_.at(row.keys[0])][column_places_.at(row.keys[1])] = row.values[0];
  }

  void Test(const ResultTable& cells) {
    if (answer_.metric->kind == metrics::MetricKind::kCount) return TestCounts();
    const auto scale = ScaleOf(*answer_.metric);
    if (!scale) return;
    answer_.test = *scale == Scale::kShare ? CrossAnswer::Test::kShares : CrossAnswer::Test::kMeans;
    TestFigures(cells, *scale);
  }

  void TestCounts() {
    answer_.test = CrossAnswer::Test::kCounts;
    analysis::CountTable counts;
    for (const auto& row : answer_.cells) {
      counts.emplace_back();
      for (const metrics::Value& cell : row) counts.back().push_back(cell.value.value_or(0));
    }
    answer_.association = analysis::AssociationOf(counts);
    if (answer_.association.outcome != analysis::CrossOutcome::kMeasured) return;
    for (size_t i = 0; i < counts.size(); ++i)
      for (size_t j = 0; j < counts[i].size(); ++j) answer_.standings[i][j] = SideOf(i, j);
  }

  Standing SideOf(size_t i, size_t j) const {
    const double residual = answer_.association.residuals[i][j];
    if (answer_.association.cell_q[i][j] > analysis::kFalseDiscoveries || residual == 0)
      return Standing::kNotDistinguishable;
    return residual > 0 ? Standing::kAbove : Standing::kBelow;
  }

  /// Each cell against all others, as if it were somebody.
  void TestFigures(const ResultTable& cells, Scale scale) {
    Workforce workforce{scale, 1, {}};
    std::vector<const Row*> places;
    for (const Row& row : cells.rows) {
      if (row.is_total || !row.values[0].value || row.values[0].n <= 0) continue;
      workforce.people.push_back(
          {row.keys[0] + '\n' + row.keys[1], {WorkOf(*answer_.metric, row.values[0])}});
      places.push_back(&row);
    }
    TestAll(workforce);
    const auto comparison =
        analysis::people::ComparePeople(workforce, static_cast<double>(answer_.metric->min_n));
    for (size_t i = 0; i < places.size(); ++i)
      answer_.standings[row_places_.at(places[i]->keys[0])][column_places_.at(places[i]->keys[1])] =
          comparison.people[i].standing;
  }

  void TestAll(const Workforce& workforce) {
    std::vector<analysis::ShareOfGroup> shares;
    std::vector<analysis::GroupOfValues> means;
    for (const auto& person : workforce.people) {
      const Work& work = person.work[0];
      shares.push_back({work.n, work.amount});
      means.push_back({work.n, work.amount / work.n, work.squares});
    }
    if (workforce.scale == Scale::kShare) {
      answer_.association = analysis::AssociationOf(shares);
    } else {
      answer_.variation = analysis::VariationOf(means);
    }
  }

  CrossAnswer& answer_;
  Places row_places_;
  Places column_places_;
};

}  // namespace

Result<CrossAnswer> AskForCross(const AskedMetrics& asked, const metrics::QueryContext& context,
                                const std::string& metric, const std::string& row_dimension,
                                const std::string& column_dimension) {
  CrossAnswer answer;
  KEBAO_TRY(answer.metric, asked.catalog().Find(metric, context.pack));
  answer.row_dimension = row_dimension;
  answer.column_dimension = column_dimension;
  metrics::QueryContext alone = context;
  alone.comparison.reset();
  const std::vector<Query> questions = {
      {{metric}, {row_dimension, column_dimension}, metrics::Grain::kNone, false},
      {{metric}, {row_dimension}, metrics::Grain::kNone, true},
      {{metric}, {column_dimension}, metrics::Grain::kNone, false}};
  KEBAO_TRY(const std::vector<ResultTable> tables, asked.Answer(alone, questions));
  CrossMaker(&answer).Make(tables[0], tables[1], tables[2]);
  return answer;
}

}  // namespace kebao::inquiry
