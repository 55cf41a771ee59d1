#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "analysis/risk/event_load.h"
#include "analysis/risk/rising_topics.h"
#include "analysis/risk/shortage.h"

namespace kebao::analysis::risk {
namespace {

/// Twenty topics in four periods of some 4,000 cases; the first rises by `rise` of itself a period.
struct Topics {
  std::vector<TopicHistory> histories;
  std::vector<double> totals;
};
Topics MakeTopics(std::mt19937_64* random, double rise, double burst) {
  constexpr size_t kTopics = 20, kPeriods = 4;
  Topics made{std::vector<TopicHistory>(kTopics), std::vector<double>(kPeriods)};
  std::normal_distribution<double> noise(0, burst);
  for (size_t topic = 0; topic < kTopics; ++topic) {
    made.histories[topic] = {"issue_type", std::to_string(topic), {}};
    for (size_t period = 0; period < kPeriods; ++period) {
      double mean = 200 * std::exp(noise(*random));
      if (topic == 0) mean *= std::pow(1 + rise, static_cast<double>(period));
      made.histories[topic].counts.push_back(std::poisson_distribution<int>(mean)(*random));
      made.totals[period] += made.histories[topic].counts.back();
    }
  }
  return made;
}

double RunsThatWarn(double burst) {
  std::mt19937_64 random(7);
  constexpr int kRuns = 2000;
  int warned = 0;
  for (int run = 0; run < kRuns; ++run) {
    const Topics topics = MakeTopics(&random, 0, burst);
    warned += FindRisingTopics(topics.histories, topics.totals).rising.empty() ? 0 : 1;
  }
  return static_cast<double>(warned) / kRuns;
}

TEST(RisingTopicsTest, CalmDeskGivesHardlyAWarning) {
  EXPECT_LT(RunsThatWarn(0), 0.05);
  EXPECT_LT(RunsThatWarn(0.1), 0.05) << "topics that come in bursts";
}

TEST(RisingTopicsTest, APlantedRiseIsFoundAlone) {
  std::mt19937_64 random(3);
  int found = 0, others = 0;
  for (int run = 0; run < 200; ++run) {
    const Topics topics = MakeTopics(&random, 0.3, 0.03);
    for (const RisingTopic& rise : FindRisingTopics(topics.histories, topics.totals).rising)
      (rise.topic == 0 ? found : others) += 1;
  }
  EXPECT_GT(found, 190);
  EXPECT_LT(others, 12);
}

TEST(RisingTopicsTest, WhatRisesWithEverythingIsNoTopics) {
  const std::vector<TopicHistory> topics = {{"t", "a", {100, 150, 200, 300}},
                                            {"t", "b", {200, 300, 400, 600}}};
  const std::vector<double> totals = {300, 450, 600, 900};
  EXPECT_TRUE(FindRisingTopics(topics, totals).rising.empty());
}

TEST(RisingTopicsTest, ABurstIsNoRise) {
  std::vector<TopicHistory> topics(6, {"t", "other", {400, 400, 400, 400}});
  topics[0] = {"t", "burst", {50, 300, 60, 310}};
  const std::vector<double> totals = {2050, 2300, 2060, 2310};
  EXPECT_TRUE(FindRisingTopics(topics, totals).rising.empty());
}

TEST(RisingTopicsTest, TooShortOrEmptyHistoriesSayNothing) {
  const std::vector<TopicHistory> topics = {{"t", "a", {1, 50, 300}}};
  EXPECT_EQ(FindRisingTopics(topics, std::vector<double>{500, 500, 500}).scanned, 0);
  const std::vector<TopicHistory> four = {{"t", "a", {0, 0, 0, 0}}};
  EXPECT_EQ(FindRisingTopics(four, std::vector<double>{0, 0, 0, 0}).scanned, 0);
  EXPECT_EQ(FindRisingTopics(four, std::vector<double>{9, 9, 9, 9}).too_few, 1);
}

LocalDay Day(int day) { return {DayFromCivil({2025, 1, 1}).days + day}; }

PointSeries Daily(int days, std::mt19937_64* random, const std::vector<CalendarEvent>& events,
                  double factor) {
  PointSeries series;
  for (int day = 0; day < days; ++day) {
    const LocalDay at = Day(day);
    double mean = 200 + 20 * (day % 7);
    for (const CalendarEvent& event : events)
      if (!(at < event.first) && at < event.limit) mean *= factor;
    series.push_back({at, 0, 1.0 * std::poisson_distribution<int>(mean)(*random), mean, true});
  }
  return series;
}

TEST(EventLoadTest, TakesWhatItsLikeBrought) {
  std::mt19937_64 random(5);
  const std::vector<CalendarEvent> events = {{"618", "promotion", Day(60), Day(65)},
                                             {"38", "promotion", Day(100), Day(103)},
                                             {"618", "promotion", Day(205), Day(210)},
                                             {"rest", "holiday", Day(215), Day(216)}};
  const PointSeries daily = Daily(200, &random, events, 1.5);
  const auto loads = EventLoadsOf(daily, events, Day(200), Day(230));
  ASSERT_EQ(loads.size(), 1u) << "a holiday has no like";
  EXPECT_TRUE(loads[0].is_same_name);
  ASSERT_EQ(loads[0].like.size(), 1u);
  EXPECT_NEAR(loads[0].ratio, 1.5, 0.1);
  EXPECT_GT(loads[0].low, 1.2);
  EXPECT_GT(loads[0].probability, 0.99);
  EXPECT_NEAR(loads[0].ordinary, 1300, 120);
}

TEST(EventLoadTest, WithoutItsNameItsKind) {
  std::mt19937_64 random(5);
  std::vector<CalendarEvent> events = {{"38", "promotion", Day(60), Day(63)},
                                       {"618", "promotion", Day(100), Day(105)},
                                       {"11.11", "promotion", Day(205), Day(210)}};
  const auto loads = EventLoadsOf(Daily(200, &random, events, 1), events, Day(200), Day(230));
  ASSERT_EQ(loads.size(), 1u);
  EXPECT_FALSE(loads[0].is_same_name);
  EXPECT_EQ(loads[0].like.size(), 2u);
  EXPECT_FALSE(loads[0].is_more()) << "nothing came of them";
}

TEST(EventLoadTest, NothingKnownNothingTold) {
  const std::vector<CalendarEvent> events = {{"a", "promotion", Day(5), Day(6)}};
  EXPECT_TRUE(EventLoadsOf({}, events, Day(0), Day(30)).empty());
}

TEST(ShortageTest, GoesByTheForecastsInterval) {
  const std::vector<StaffedHour> week = {{10, 8, 12, 11, 50}, {5, 4, 6, 9, 20}};
  const auto shortage = ShortageOf(week, 0);
  ASSERT_TRUE(shortage.has_value());
  EXPECT_EQ(shortage->lacking, 0);
  EXPECT_EQ(shortage->low, 0);
  EXPECT_NEAR(shortage->high, 1, 1e-9);
  EXPECT_NEAR(shortage->probability, 0.1635, 1e-3);  // one deviate of 1.96/2
  EXPECT_TRUE(shortage->hours.empty());
}

TEST(ShortageTest, CertainWhereFarTooFewAreThereAndNoneWhereNobodyIsNeeded) {
  const auto shortage = ShortageOf(std::vector<StaffedHour>{{10, 9, 11, 2, 50}}, 0.02);
  EXPECT_EQ(shortage->probability, 1);
  EXPECT_EQ(shortage->hours, std::vector<size_t>{0});
  EXPECT_FALSE(ShortageOf(std::vector<StaffedHour>{{0, 0, 0, 2, 0}}, 0.02));
}

}  // namespace
}  // namespace kebao::analysis::risk
