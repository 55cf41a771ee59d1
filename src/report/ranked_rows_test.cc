#include "report/ranked_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kebao::report {
namespace {

using metrics::Row;
using testing::ElementsAre;
using testing::IsEmpty;

Row MakeRow(const std::string& key, std::optional<double> value) {
  Row row;
  row.keys = {key};
  row.values.resize(1);
  row.values[0].value = value;
  return row;
}

metrics::ResultTable Answer() {
  metrics::ResultTable answer;
  answer.rows = {MakeRow("Ann", 3), MakeRow("Bob", 0), MakeRow("Cid", std::nullopt),
                 MakeRow("", 90)};
  answer.rows.push_back(MakeRow("", 93));
  answer.rows.back().is_total = true;
  return answer;
}

std::vector<std::string> Names(const RankedRows& ranked) {
  std::vector<std::string> names;
  for (const Row* row : ranked.rows) names.push_back(row->keys[0]);
  return names;
}

TEST(RankedRows, AllButTheTotalWithoutRules) {
  const metrics::ResultTable answer = Answer();
  const RankedRows ranked = RowsToRank(answer, {});
  EXPECT_THAT(Names(ranked), ElementsAre("Ann", "Bob", "Cid", ""));
  EXPECT_EQ(ranked.not_stated, nullptr);
}

TEST(RankedRows, NobodyIsNotRankedAmongPeople) {
  const metrics::ResultTable answer = Answer();
  const RankedRows ranked = RowsToRank(answer, {.is_of_people = true});
  EXPECT_THAT(Names(ranked), ElementsAre("Ann", "Bob", "Cid"));
  ASSERT_NE(ranked.not_stated, nullptr);
  EXPECT_EQ(ranked.not_stated->values[0].value, 90);
}

TEST(RankedRows, WhoHasNoneIsNotAmongThoseWithTheMost) {
  const metrics::ResultTable answer = Answer();
  EXPECT_THAT(Names(RowsToRank(answer, {.is_of_people = true, .is_of_largest = true})),
              ElementsAre("Ann"));
}

TEST(RankedRows, SomethingRemains) {
  metrics::ResultTable answer;
  answer.rows = {MakeRow("", 5)};
  const RankedRows nobody = RowsToRank(answer, {.is_of_people = true});
  EXPECT_THAT(Names(nobody), ElementsAre(""));
  EXPECT_EQ(nobody.not_stated, nullptr);
  answer.rows = {MakeRow("Ann", 0), MakeRow("Bob", 0)};
  EXPECT_THAT(Names(RowsToRank(answer, {.is_of_largest = true})), ElementsAre("Ann", "Bob"));
  answer.rows.clear();
  EXPECT_THAT(Names(RowsToRank(answer, {true, true})), IsEmpty());
}

}  // namespace
}  // namespace kebao::report
