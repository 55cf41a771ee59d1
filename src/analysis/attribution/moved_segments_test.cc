#include "analysis/attribution/moved_segments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace kebao::analysis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Segment Counted(std::vector<std::string> keys, double before, double now) {
  Segment segment;
  segment.keys = std::move(keys);
  segment.change = {{before, 0, before, {}}, {now, 0, now, {}}};
  return segment;
}

/// Twenty products of about a hundred conversations each.
Breakdown Products(std::mt19937* random) {
  Breakdown breakdown{{"product"}, false, {}};
  std::poisson_distribution<int> draw(100);
  for (int i = 0; i < 20; ++i)
    breakdown.segments.push_back(Counted({"p" + std::to_string(i)}, draw(*random), draw(*random)));
  return breakdown;
}

TEST(MovedSegments, APartThatMovesIsFoundThoughTheWholeDoesNot) {
  std::mt19937 random(1);
  Breakdown products = Products(&random);
  products.segments[7] = Counted({"lock"}, 20, 90);
  products.segments[8] = Counted({"lamp"}, 170, 100);
  const auto moved = MovedSegments(Measure::kCount, std::vector{products});
  ASSERT_THAT(moved, SizeIs(2));
  EXPECT_THAT(moved[0].element.keys, ElementsAre("lock"));
  EXPECT_GT(moved[0].element.departure.explained, 50);
  EXPECT_THAT(moved[1].element.keys, ElementsAre("lamp"));
  EXPECT_LT(moved[1].element.departure.explained, 0);
}

TEST(MovedSegments, OneStoryIsToldOnce) {
  std::mt19937 random(2);
  Breakdown channels = Products(&random);
  channels.segments[3] = Counted({"phone"}, 40, 160);
  Breakdown queues = channels;
  queues.dimensions = {"queue"};
  queues.segments[3] = Counted({"hotline"}, 40, 160);  // the same rows
  EXPECT_THAT(MovedSegments(Measure::kCount, std::vector{channels, queues}), SizeIs(1));
}

TEST(MovedSegments, WhatIsNotStatedAndPeopleAreLeftOut) {
  std::mt19937 random(3);
  Breakdown products = Products(&random);
  products.segments[3] = Counted({""}, 40, 160);
  EXPECT_THAT(MovedSegments(Measure::kCount, std::vector{products}), IsEmpty());
  Breakdown people = Products(&random);
  people.has_people = true;
  people.segments[3] = Counted({"Wang"}, 40, 160);
  EXPECT_THAT(MovedSegments(Measure::kCount, std::vector{people}), IsEmpty());
}

TEST(MovedSegments, NoneWhereEverythingMovedAlike) {
  Breakdown products{{"product"}, false, {}};
  for (int i = 0; i < 20; ++i)
    products.segments.push_back(Counted({"p" + std::to_string(i)}, 100 + i, 200 + 2 * i));
  EXPECT_THAT(MovedSegments(Measure::kCount, std::vector{products}), IsEmpty());
  EXPECT_THAT(MovedSegments(Measure::kCount, {}), IsEmpty());
}

TEST(MovedSegments, CalmDataNameAPartInFewReports) {
  int named = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    std::mt19937 random(seed + 1000);
    const Breakdown products = Products(&random);
    if (!MovedSegments(Measure::kCount, std::vector{products}).empty()) ++named;
  }
  EXPECT_LE(named, 20);  // 5 %
}

}  // namespace
}  // namespace kebao::analysis
