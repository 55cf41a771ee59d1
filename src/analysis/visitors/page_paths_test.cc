#include "analysis/visitors/page_paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kebao::analysis::visitors {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Instant Minute(int minute) { return {int64_t{minute} * 60 * kMicrosPerSecond}; }

TEST(PagesOfPathTest, KnowsTheSignsBetween) {
  EXPECT_THAT(PagesOfPath("首页 > 商品页→订单页"), ElementsAre("首页", "商品页", "订单页"));
  EXPECT_THAT(PagesOfPath("a»b"), ElementsAre("a", "b"));
  EXPECT_THAT(PagesOfPath("a > a > b"), ElementsAre("a", "b"));
  EXPECT_THAT(PagesOfPath("one page"), ElementsAre("one page"));
  EXPECT_THAT(PagesOfPath(" > "), IsEmpty());
  EXPECT_THAT(PagesOfPath(""), IsEmpty());
}

TEST(PathsOfCustomersTest, PausesAndUnknownCustomersEndAPath) {
  const std::vector<std::string> names = {"home", "item", "help"};
  const std::vector<PageVisit> visits = {{2, Minute(0), 2},
                                         {1, Minute(20), 1},
                                         {1, Minute(0), 0},
                                         {1, Minute(60), 2},
                                         {std::nullopt, Minute(1), 0}};
  const auto paths = PathsOfCustomers(visits, names, 30);
  ASSERT_EQ(paths.size(), 3u);
  EXPECT_THAT(paths[0].pages, ElementsAre("home", "item"));
  EXPECT_THAT(paths[1].pages, ElementsAre("help"));
  EXPECT_THAT(paths[2].pages, ElementsAre("help"));
}

TEST(SummarisePathsTest, CountsPathsAndSteps) {
  const std::vector<SeenPath> paths = {{{"a", "b"}, 3}, {{"a"}, 1}, {{"a", "b"}, 1}, {{}, 5}};
  const PathSummary summary = SummarisePaths(paths, 10);
  EXPECT_EQ(summary.visits, 5);
  ASSERT_EQ(summary.paths.size(), 2u);
  EXPECT_THAT(summary.paths[0].pages, ElementsAre("a", "b"));
  EXPECT_EQ(summary.paths[0].visits, 4);
  EXPECT_DOUBLE_EQ(summary.paths[0].share.value, 0.8);
  ASSERT_EQ(summary.steps.size(), 3u);  // a → b, b left, a left
  EXPECT_EQ(summary.steps.back().visits, 1);
  EXPECT_EQ(summary.steps.back().seen, 5);
  EXPECT_EQ(SummarisePaths(paths, 1).paths.size(), 1u);
  EXPECT_THAT(SummarisePaths({}, 3).paths, IsEmpty());
}

}  // namespace
}  // namespace kebao::analysis::visitors
