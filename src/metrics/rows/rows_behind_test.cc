#include "metrics/rows/rows_behind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "metrics/test_warehouse.h"

namespace kebao::metrics {
namespace {

using Role = RowColumn::Role;

int64_t Micros(int year, int month, int day) {
  return DayFromCivil({year, month, day}).days * kMicrosPerDay;
}

/// Random rows, shared: tests only read them.
const TestWarehouse& Random() {
  static const auto* warehouse = [] {
    auto* made = new TestWarehouse(std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog");
    made->AppendRandom(1500, Micros(2016, 1, 20), Micros(2016, 4, 12), 11);
    return made;
  }();
  return *warehouse;
}

/// The parts that the rows state, by role.
struct Stated {
  size_t rows = 0;
  std::map<Role, std::vector<double>> parts;

  double Sum(Role role) const {
    const auto found = parts.find(role);
    double sum = 0;
    for (const double value : found == parts.end() ? std::vector<double>() : found->second)
      sum += value;
    return sum;
  }
};

Stated Read(const RowsBehind& behind) {
  Stated stated;
  engine::ChunkView chunk;
  while (behind.rows->Next(&chunk)) {
    stated.rows += chunk.rows;
    for (size_t index = 0; index < behind.columns.size(); ++index) {
      const Role role = behind.columns[index].role;
      if (role < Role::kValue) continue;
      for (size_t row = 0; row < chunk.rows; ++row) {
        if (!chunk.columns[index].IsNull(row))
          stated.parts[role].push_back(chunk.columns[index].Real(row));
      }
    }
  }
  return stated;
}

double Quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  const double place = q * static_cast<double>(values.size() - 1);
  const auto below = static_cast<size_t>(std::floor(place));
  const size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (place - std::floor(place)) * (values[above] - values[below]);
}

double Different(const std::vector<double>& values) {
  return static_cast<double>(std::set<double>(values.begin(), values.end()).size());
}

double PartOfRatio(const AggregateSpec& part, const std::vector<double>& stated) {
  if (part.function == AggregateSpec::Function::kDistinct) return Different(stated);
  double sum = 0;
  for (const double value : stated) sum += value;
  return sum;
}

/// The figure, computed by hand from its rows.
std::optional<double> Recomputed(const MetricSpec& spec, Stated stated) {
  const std::vector<double>& values = stated.parts[Role::kValue];
  const auto count = static_cast<double>(stated.rows);
  switch (spec.kind) {
    case MetricKind::kCount:
    case MetricKind::kStock:
      return count;
    case MetricKind::kSum:
      return stated.Sum(Role::kValue);
    case MetricKind::kDistinct:
      return Different(values);
    case MetricKind::kRatio: {
      const double numerator = PartOfRatio(spec.numerator, stated.parts[Role::kNumerator]);
      const double denominator =
          spec.is_share ? count : PartOfRatio(spec.denominator, stated.parts[Role::kDenominator]);
      if (denominator == 0) return std::nullopt;
      return spec.scale * numerator / denominator;
    }
    default:
      break;
  }
  if (values.empty()) return std::nullopt;
  if (spec.kind == MetricKind::kMin) return *std::min_element(values.begin(), values.end());
  if (spec.kind == MetricKind::kMax) return *std::max_element(values.begin(), values.end());
  if (spec.kind == MetricKind::kQuantile) return Quantile(values, spec.q);
  return stated.Sum(Role::kValue) / count;
}

/// Whether there was a figure to compare with.
bool ExpectRowsMakeTheFigure(const QueryContext& context, const MetricSpec& spec) {
  const Query query{{spec.id}, {}, Grain::kNone, false};
  const Value figure =
      Random().service().Answer(context, std::vector{query}).value().tables[0].rows.at(0).values[0];
  const auto behind = Random().service().RowsOf(context, spec.id);
  if (!behind) ADD_FAILURE() << spec.id << " " << behind.error().code;
  if (!behind) return false;
  const std::optional<double> recomputed = Recomputed(spec, Read(*behind));
  if (!figure.value) return false;  // not recorded, or nothing to measure
  if (!recomputed) ADD_FAILURE() << spec.id << " has no rows";
  if (!recomputed) return false;
  EXPECT_NEAR(*recomputed, *figure.value, 1e-9 * std::max(1.0, std::abs(*figure.value)))
      << spec.id << "\n"
      << behind->statement;
  return true;
}

std::vector<const MetricSpec*> Undivided(const std::string& pack) {
  std::vector<const MetricSpec*> specs;
  for (const MetricSpec* spec : Random().catalog().List(pack)) {
    if (spec->kind != MetricKind::kDerived) specs.push_back(spec);
  }
  return specs;
}

TEST(RowsBehindTest, EveryFigureCanBeComputedAgainFromItsRows) {
  int compared = 0;
  for (const MetricSpec* spec : Undivided("kebao"))
    compared += ExpectRowsMakeTheFigure(ContextOf("2016-03"), *spec) ? 1 : 0;
  EXPECT_GE(compared, 100);
}

TEST(RowsBehindTest, SoUnderFiltersASourceAndAScope) {
  QueryContext context = ContextOf("2016-03");
  context.filters = {{"agent", {"王芳", "李娜"}}};
  context.sources = {"s1"};
  context.scope = Scope::Agents({1, 2}, Masking::kNone);
  for (const char* metric : {"conversations", "customers_served", "first_response_seconds_p90",
                             "resolution_rate", "backlog", "csat_rate", "nps", "replies"}) {
    const auto spec = Random().catalog().Find(metric, "kebao");
    if (spec) ExpectRowsMakeTheFigure(context, **spec);
  }
}

TEST(RowsBehindTest, SoForWhatAPackChanges) {
  for (const std::string& pack : Random().catalog().Packs()) {
    QueryContext context = ContextOf("2016-03");
    context.pack = pack;
    for (const std::string& metric : Random().catalog().ChangedBy(pack)) {
      const MetricSpec* spec = Random().catalog().Find(metric, pack).value();
      if (spec->kind != MetricKind::kDerived) ExpectRowsMakeTheFigure(context, *spec);
    }
  }
}

TEST(RowsBehindTest, NoKeyOfACustomerIsShown) {
  for (const MetricSpec* spec : Undivided("kebao")) {
    const auto behind = Random().service().RowsOf(ContextOf("2016-03"), spec->id).value();
    for (const RowColumn& column : behind.columns)
      EXPECT_FALSE(column.name.ends_with("_key")) << spec->id << " " << column.name;
  }
}

TEST(RowsBehindTest, AComputedFigureNamesItsParts) {
  const auto& specs = Random().catalog().List("kebao");
  const auto derived = std::ranges::find_if(
      specs, [](const MetricSpec* spec) { return spec->kind == MetricKind::kDerived; });
  ASSERT_NE(derived, specs.end());
  const auto refused = Random().service().RowsOf(ContextOf("2016-03"), (*derived)->id);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "query.rows_derived");
  EXPECT_EQ(refused.error().arguments.at("parts"), [&] {
    std::string names;
    for (const std::string& part : (*derived)->derived_from)
      names += (names.empty() ? "" : ", ") + part;
    return names;
  }());
}

}  // namespace
}  // namespace kebao::metrics
