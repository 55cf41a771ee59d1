#include "analysis/customers/customer_hints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kebao::analysis::customers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Instant Day(double day) { return {static_cast<int64_t>(day * static_cast<double>(kMicrosPerDay))}; }

CustomerHistory At(double day) {
  CustomerHistory history;
  history.as_at = Day(day);
  return history;
}

std::vector<HintKind> KindsOf(const std::vector<Hint>& hints) {
  std::vector<HintKind> kinds;
  for (const Hint& hint : hints) kinds.push_back(hint.kind);
  return kinds;
}

TEST(CustomerHintsTest, NothingIsNoHint) { EXPECT_THAT(HintsFor(At(100), {}), IsEmpty()); }

TEST(CustomerHintsTest, OpenCasesAreToldHoweverOld) {
  CustomerHistory history = At(1000);
  history.open = {{"a", "refund", Day(1)}, {"b", "refund", Day(2)}};
  const auto hints = HintsFor(history, {});
  ASSERT_THAT(KindsOf(hints), ElementsAre(HintKind::kOpenCase));
  EXPECT_THAT(hints[0].ids, ElementsAre("a", "b"));
  EXPECT_EQ(hints[0].issue_type, "refund");
  EXPECT_EQ(hints[0].since, Day(1));
}

TEST(CustomerHintsTest, OpenCasesOfSeveralTypesNameNone) {
  CustomerHistory history = At(10);
  history.open = {{"a", "refund", Day(1)}, {"b", "delivery", Day(2)}};
  EXPECT_EQ(HintsFor(history, {})[0].issue_type, "");
}

TEST(CustomerHintsTest, ThirdContactAboutOneThingWithinSevenDays) {
  CustomerHistory history = At(20);
  history.contacts = {{"old", Day(1), "refund", {}},
                      {"a", Day(10), "refund", {}},
                      {"x", Day(11), "delivery", {}},
                      {"b", Day(12), "refund", {}},
                      {"c", Day(17), "refund", {}}};  // exactly seven days after a
  const auto hints = HintsFor(history, {});
  ASSERT_THAT(KindsOf(hints), ElementsAre(HintKind::kRepeatedIssue));
  EXPECT_THAT(hints[0].ids, ElementsAre("a", "b", "c"));
  EXPECT_EQ(hints[0].since, Day(10));
  EXPECT_EQ(hints[0].last, Day(17));
}

TEST(CustomerHintsTest, SlowerOrOlderOrUnstatedIssuesAreNoRepetition) {
  CustomerHistory history = At(20);
  history.contacts = {
      {"a", Day(9.9), "refund", {}}, {"b", Day(12), "refund", {}}, {"c", Day(17), "refund", {}}};
  EXPECT_THAT(HintsFor(history, {}), IsEmpty());
  history.contacts[0].opened_at = Day(10);
  EXPECT_EQ(HintsFor(history, {}).size(), 1u);
  history.as_at = Day(47.5);  // more than thirty days after the last
  EXPECT_THAT(HintsFor(history, {}), IsEmpty());
  history.as_at = Day(20);
  for (PastContact& contact : history.contacts) contact.issue_type = "";
  EXPECT_THAT(HintsFor(history, {}), IsEmpty());
}

TEST(CustomerHintsTest, OnlyTheLastRatingCounts) {
  CustomerHistory history = At(20);
  history.ratings = {{"a", Day(10), 1}, {"b", Day(12), 5}};
  EXPECT_THAT(HintsFor(history, {}), IsEmpty());
  history.ratings.push_back({"c", Day(13), 2});
  const auto hints = HintsFor(history, {});
  ASSERT_THAT(KindsOf(hints), ElementsAre(HintKind::kBadRating));
  EXPECT_THAT(hints[0].ids, ElementsAre("c"));
  EXPECT_EQ(hints[0].value, 2);
}

TEST(CustomerHintsTest, GaveUpTheLastTime) {
  CustomerHistory history = At(20);
  history.contacts = {{"a", Day(10), "refund", true}, {"b", Day(12), "refund", false}};
  EXPECT_THAT(HintsFor(history, {}), IsEmpty());
  history.contacts.push_back({"c", Day(19), "", true});
  EXPECT_THAT(KindsOf(HintsFor(history, {})), ElementsAre(HintKind::kLeftUnserved));
}

TEST(CustomerHintsTest, AnOrderWithoutAContactSince) {
  CustomerHistory history = At(20);
  history.orders = {{"o1", Day(15)}};
  EXPECT_THAT(KindsOf(HintsFor(history, {})), ElementsAre(HintKind::kRecentOrder));
  history.contacts = {{"a", Day(16), "", {}}};
  EXPECT_THAT(HintsFor(history, {}), IsEmpty());
}

TEST(CustomerHintsTest, StandingsBeyondTheirLines) {
  CustomerHistory history = At(20);
  history.contact_standing = Standing{9, 95, 2, 101};
  history.order_standing = Standing{2, 89, 2, 101};
  EXPECT_THAT(KindsOf(HintsFor(history, {})), ElementsAre(HintKind::kFrequent));
  history.order_standing->fewer = 90;
  EXPECT_THAT(KindsOf(HintsFor(history, {})),
              ElementsAre(HintKind::kFrequent, HintKind::kValuable));
}

TEST(StandingTest, CountsTheOthers) {
  const std::vector<double> totals = {1, 1, 2, 2, 3, 7};
  const Standing standing = StandingAmong(2, totals);
  EXPECT_EQ(standing.fewer, 2);
  EXPECT_EQ(standing.same, 1);
  EXPECT_EQ(standing.customers, 6);
  EXPECT_DOUBLE_EQ(standing.share_fewer(), 0.4);
}

TEST(StandingTest, AloneIsAboveNobody) {
  const std::vector<double> totals = {4};
  EXPECT_EQ(StandingAmong(4, totals).share_fewer(), 0);
  EXPECT_EQ(StandingAmong(4, {}).share_fewer(), 0);
}

}  // namespace
}  // namespace kebao::analysis::customers
