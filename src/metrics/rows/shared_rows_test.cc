#include "metrics/rows/shared_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "metrics/test_warehouse.h"

namespace kebao::metrics {
namespace {

using Role = RowColumn::Role;
using Column = std::vector<std::optional<double>>;

int64_t Micros(int year, int month, int day) {
  return DayFromCivil({year, month, day}).days * kMicrosPerDay;
}

/// Random rows, shared: tests only read them.
const TestWarehouse& Random() {
  static const auto* warehouse = [] {
    auto* made = new TestWarehouse(std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog");
    made->AppendRandom(1500, Micros(2016, 1, 20), Micros(2016, 4, 12), 17);
    return made;
  }();
  return *warehouse;
}

/// What stands in the cells, codes and keys as numbers.
std::vector<Column> Read(const SharedRows& shared) {
  std::vector<Column> columns(shared.columns.size());
  for (engine::ChunkView chunk; shared.rows->Next(&chunk);) {
    for (size_t index = 0; index < columns.size(); ++index) {
      const engine::ColumnView& column = chunk.columns[index];
      for (size_t row = 0; row < chunk.rows; ++row) {
        std::optional<double>& cell = columns[index].emplace_back();
        if (column.IsNull(row) || shared.columns[index].role == Role::kId) continue;
        if (column.type == engine::ValueType::kReal) {
          cell = column.Real(row);
        } else if (column.type == engine::ValueType::kInt32) {
          cell = column.Int32(row);
        }
      }
    }
  }
  return columns;
}

double Quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  const double place = q * static_cast<double>(values.size() - 1);
  const auto below = static_cast<size_t>(std::floor(place));
  const size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (place - std::floor(place)) * (values[above] - values[below]);
}

double Sum(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

/// As a reader of the columns would compute it.
std::optional<double> Computed(const MetricSpec& spec, const std::vector<double>& values,
                               const std::vector<double>& denominators) {
  if (spec.kind == MetricKind::kCount) return static_cast<double>(values.size());
  if (spec.kind == MetricKind::kRatio && !spec.is_share) {
    if (Sum(denominators) == 0) return std::nullopt;
    return spec.scale * Sum(values) / Sum(denominators);
  }
  if (values.empty() && spec.kind == MetricKind::kSum && spec.empty == EmptyRule::kZero) return 0;
  if (values.empty()) return std::nullopt;
  if (spec.kind == MetricKind::kSum) return Sum(values);
  if (spec.kind == MetricKind::kMin) return *std::ranges::min_element(values);
  if (spec.kind == MetricKind::kMax) return *std::ranges::max_element(values);
  if (spec.kind == MetricKind::kQuantile) return Quantile(values, spec.q);
  return (spec.is_share ? spec.scale : 1) * Sum(values) / static_cast<double>(values.size());
}

/// The values of a part where the dimension has the code; no dimension: all.
std::vector<double> Where(const Column& part, const Column* dimension, int64_t code) {
  std::vector<double> found;
  for (size_t row = 0; row < part.size(); ++row) {
    if (!part[row]) continue;
    const bool is_of =
        dimension == nullptr || (code < 0 ? !(*dimension)[row].has_value()
                                          : (*dimension)[row] == static_cast<double>(code));
    if (is_of) found.push_back(*part[row]);
  }
  return found;
}

/// Every cell of the answer from the rows. How many figures there were.
int ExpectRowsMakeTheTable(const QueryContext& context, const std::vector<std::string>& metrics,
                           const std::string& dimension) {
  const auto shared = Random().service().SharedRowsOf(context, metrics);
  if (!shared) {
    ADD_FAILURE() << shared.error().code;
    return 0;
  }
  std::vector<std::string> ids;
  for (const PartsOfMetric& parts : shared->metrics) ids.push_back(parts.metric->id);
  const std::vector<Column> columns = Read(*shared);
  const Query query{ids, {dimension}, Grain::kNone, true};
  const ResultTable table =
      Random().service().Answer(context, std::vector{query}).value().tables.at(0);
  const size_t by = shared->ColumnOfDimension(dimension).value();
  int compared = 0;
  for (const Row& row : table.rows) {
    for (size_t m = 0; m < ids.size(); ++m) {
      const PartsOfMetric& parts = shared->metrics[m];
      if (!row.values[m].value) continue;  // not recorded, or nothing to measure
      const Column* of = row.is_total ? nullptr : &columns[by];
      const int64_t code = row.is_total ? 0 : row.key_codes[0];
      const auto denominators =
          parts.denominator ? Where(columns[*parts.denominator], of, code) : std::vector<double>();
      const auto computed =
          Computed(*parts.metric, Where(columns[parts.value], of, code), denominators);
      EXPECT_TRUE(computed.has_value()) << ids[m] << " " << shared->statement;
      if (!computed) continue;
      EXPECT_NEAR(*computed, *row.values[m].value, 1e-9 * std::max(1.0, std::abs(*computed)))
          << ids[m] << " " << code;
      ++compared;
    }
  }
  return compared;
}

/// Metrics of a pack by the fact and clock that their rows stand on.
std::map<std::pair<int, std::string>, std::vector<std::string>> Together(const std::string& pack) {
  std::map<std::pair<int, std::string>, std::vector<std::string>> groups;
  for (const MetricSpec* spec : Random().catalog().List(pack)) {
    const bool is_of_rows = spec->kind != MetricKind::kDerived &&
                            spec->kind != MetricKind::kStock && spec->kind != MetricKind::kDistinct;
    if (is_of_rows) groups[{static_cast<int>(spec->fact), spec->clock}].push_back(spec->id);
  }
  return groups;
}

constexpr auto kOfConversations = {"conversations",
                                   "first_response_seconds_mean",
                                   "first_response_seconds_median",
                                   "first_response_seconds_p90",
                                   "resolution_rate",
                                   "transfer_rate",
                                   "reopen_rate"};

TEST(SharedRowsTest, EveryFigureOfAFactCanBeComputedFromOneTable) {
  int compared = 0;
  for (const std::string& pack : Random().catalog().Packs()) {
    QueryContext context = ContextOf("2016-03");
    context.pack = pack;
    for (const auto& [fact, metrics] : Together(pack)) {
      const domain::FactSchema& schema =
          Random().catalog().facts().SchemaOf(static_cast<domain::Fact>(fact.first));
      for (const char* dimension : {"agent", "channel"}) {
        if (schema.Find(dimension) != nullptr)
          compared += ExpectRowsMakeTheTable(context, metrics, dimension);
      }
    }
  }
  EXPECT_GE(compared, 1000);
}

TEST(SharedRowsTest, SoUnderFiltersASourceAndAScope) {
  QueryContext context = ContextOf("2016-03");
  context.filters = {{"agent", {"王芳", "李娜"}}};
  context.sources = {"s1"};
  context.scope = Scope::Agents({1, 2}, Masking::kNone);
  const std::vector<std::string> metrics(kOfConversations.begin(), kOfConversations.end());
  EXPECT_GT(ExpectRowsMakeTheTable(context, metrics, "channel"), 5);
}

TEST(SharedRowsTest, FiguresOfOtherRowsAreLeftOut) {
  const std::vector<std::string> metrics = {"backlog", "conversations", "csat_rate",
                                            "customers_served", "resolution_rate"};
  const auto shared = Random().service().SharedRowsOf(ContextOf("2016-03"), metrics).value();
  ASSERT_EQ(shared.metrics.size(), 2U);
  EXPECT_EQ(shared.metrics[1].metric->id, "resolution_rate");
  EXPECT_THAT(shared.left_out, testing::ElementsAre("backlog", "csat_rate", "customers_served"));
  for (const RowColumn& column : shared.columns) EXPECT_FALSE(column.name.ends_with("_key"));
}

TEST(SharedRowsTest, WithoutAnyFigureThereAreNoRows) {
  const std::vector<std::string> metrics = {"backlog", "customers_served"};
  const auto refused = Random().service().SharedRowsOf(ContextOf("2016-03"), metrics);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "query.rows_none");
  EXPECT_EQ(refused.error().arguments.at("metrics"), "backlog, customers_served");
}

}  // namespace
}  // namespace kebao::metrics
