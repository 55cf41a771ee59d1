#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "metrics/plan/customer_filter.h"
#include "metrics/rows/customer_totals.h"
#include "metrics/rows/keyed_rows.h"
#include "metrics/test_warehouse.h"

namespace kebao::metrics {
namespace {

int64_t Micros(int year, int month, int day) {
  return DayFromCivil({year, month, day}).days * kMicrosPerDay;
}

const TestWarehouse& Random() {
  static const auto* warehouse = [] {
    auto* made = new TestWarehouse(std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog");
    made->AppendRandom(1500, Micros(2016, 1, 20), Micros(2016, 4, 12), 11);
    return made;
  }();
  return *warehouse;
}

FactInputs Inputs() { return {Random().engine(), Random().directory(), Random().catalog(), ""}; }

Value Figure(const QueryContext& context, const std::string& metric) {
  const Query query{{metric}};
  const auto answers = Random().service().Answer(context, std::vector{query}).value();
  return answers.tables[0].rows.at(0).values[0];
}

QueryContext OfCustomer(QueryContext context, int64_t key) {
  context.filters.push_back(FilterOfCustomer(key));
  return context;
}

TEST(CustomerTotalsTest, AreTheFiguresOfTheCustomersOneByOne) {
  const QueryContext context = ContextOf("2016-03");
  for (const char* metric : {"conversations", "orders", "sales_amount", "visits"}) {
    const auto totals = FindCustomerTotals(Inputs(), context, metric);
    ASSERT_TRUE(totals) << metric;
    ASSERT_GT(totals->size(), 10u) << metric;
    for (const CustomerTotal& of : *totals)
      EXPECT_NEAR(Figure(OfCustomer(context, of.customer), metric).value.value_or(NAN), of.total,
                  1e-6)
          << metric << " " << of.customer;
  }
}

TEST(CustomerTotalsTest, OnlyCountsAndSumsOfCustomers) {
  const QueryContext context = ContextOf("2016-03");
  for (const char* metric : {"csat_rate", "qa_reviews", "backlog", "conversion_rate"}) {
    const auto totals = FindCustomerTotals(Inputs(), context, metric);
    ASSERT_FALSE(totals) << metric;
    EXPECT_EQ(totals.error().code, "query.customer_unsupported") << metric;
  }
}

TEST(CustomerFilterTest, FactsWithoutCustomersDoNotFit) {
  const Query query{{"qa_reviews"}};
  const auto answers =
      Random().service().Answer(OfCustomer(ContextOf("2016-03"), 3), std::vector{query});
  ASSERT_FALSE(answers);
  EXPECT_EQ(answers.error().code, "query.customer_unsupported");
}

TEST(CustomerFilterTest, NarrowsStocksToo) {
  const QueryContext context = ContextOf("2016-03");
  double stock = 0;
  for (int64_t key = 0; key < 60; ++key)
    stock += Figure(OfCustomer(context, key), "backlog").value.value_or(0);
  EXPECT_GT(stock, 0);
  EXPECT_LE(stock, *Figure(context, "backlog").value);
}

TEST(KeyedRowsTest, AreTheRowsThatTheFigureCounts) {
  const QueryContext context = ContextOf("2016-03");
  const auto rows =
      FindKeyedRows(Inputs(), context, "conversations", {"customer_key", "opened_at"});
  ASSERT_TRUE(rows);
  std::map<int64_t, double> counted;
  double all = 0;
  int64_t last = 0;
  engine::ChunkView chunk;
  while ((*rows)->Next(&chunk))
    for (size_t row = 0; row < chunk.rows; ++row) {
      ++all;
      EXPECT_GE(chunk.columns[1].Int64(row), last);
      last = chunk.columns[1].Int64(row);
      if (!chunk.columns[0].IsNull(row)) ++counted[chunk.columns[0].Int64(row)];
    }
  EXPECT_EQ(all, *Figure(context, "conversations").value);
  const auto totals = FindCustomerTotals(Inputs(), context, "conversations");
  ASSERT_TRUE(totals);
  for (const CustomerTotal& of : *totals) EXPECT_EQ(counted[of.customer], of.total);
}

TEST(KeyedRowsTest, RefusesWhatHasNoSuchRows) {
  const QueryContext context = ContextOf("2016-03");
  const auto code = [&](const char* metric, const char* column) {
    const auto rows = FindKeyedRows(Inputs(), context, metric, {column});
    return rows ? std::string() : rows.error().code;
  };
  EXPECT_EQ(code("conversion_rate", "customer_key"), "query.rows_derived");
  EXPECT_EQ(code("backlog", "customer_key"), "query.rows_derived");
  EXPECT_EQ(code("visits", "issue_type"), "query.column_unknown");
  EXPECT_EQ(code("nosuch", "customer_key"), "metric.unknown");
}

}  // namespace
}  // namespace kebao::metrics
