#include "analysis/people/quadrants.h"

#include <gtest/gtest.h>

#include "analysis/people/made_up_people.h"

namespace kebao::analysis::people {
namespace {

/// Seconds to an answer, and share of good ratings.
struct Desk {
  PeopleComparison speed;
  PeopleComparison satisfaction;
  Quadrants Find() const { return FindQuadrants({&speed, false}, {&satisfaction, true}); }
};

/// P1 is fast and unsatisfying, P2 fast and satisfying, P3 slow and satisfying, P4 slow and not.
Desk DrawDesk(bool is_calm, uint64_t seed) {
  const auto speed = [=](size_t person, size_t) {
    return is_calm ? 60.0 : person == 1 || person == 2 ? 30 : person == 3 || person == 4 ? 120 : 60;
  };
  const auto satisfaction = [=](size_t person, size_t) {
    return is_calm                      ? 0.7
           : person == 1 || person == 4 ? 0.45
           : person == 2 || person == 3 ? 0.92
                                        : 0.7;
  };
  return {ComparePeople(Draw({Scale::kMean, 20, 3, 300, speed}, 2 * seed), 30),
          ComparePeople(Draw({Scale::kShare, 20, 3, 300, satisfaction}, 2 * seed + 1), 30)};
}

TEST(Quadrants, NamesWhoIsInOne) {
  const Quadrants found = DrawDesk(false, 1).Find();
  EXPECT_EQ(found.compared, 20u);
  EXPECT_EQ(found.people[1].quadrant, Quadrant::kFirstOnly);
  EXPECT_EQ(found.people[2].quadrant, Quadrant::kBothGood);
  EXPECT_EQ(found.people[3].quadrant, Quadrant::kSecondOnly);
  EXPECT_EQ(found.people[4].quadrant, Quadrant::kNeither);
  for (size_t i = 5; i < 20; ++i)
    EXPECT_EQ(found.people[i].quadrant, Quadrant::kNotDistinguishable) << i;
}

TEST(Quadrants, NamesNobodyWhereAllAreAlike) {
  constexpr uint64_t kRuns = 200;
  int named = 0;
  for (uint64_t run = 0; run < kRuns; ++run)
    named += std::ranges::any_of(
        DrawDesk(true, run).Find().people,
        [](const PersonInQuadrant& one) { return one.quadrant != Quadrant::kNotDistinguishable; });
  EXPECT_LE(named, 4);
}

TEST(Quadrants, OfTheAxesTurnedAreTheSameTurned) {
  const Desk desk = DrawDesk(false, 1);
  const Quadrants found = FindQuadrants({&desk.satisfaction, true}, {&desk.speed, false});
  EXPECT_EQ(found.people[1].quadrant, Quadrant::kSecondOnly);
  EXPECT_EQ(found.people[3].quadrant, Quadrant::kFirstOnly);
}

TEST(Quadrants, FewCasesOfOneFigureAreEnoughToSayNothing) {
  Desk desk = DrawDesk(false, 1);
  desk.satisfaction.people[1].shrunken.reset();
  desk.satisfaction.people.erase(desk.satisfaction.people.begin() + 2);
  const Quadrants found = desk.Find();
  EXPECT_EQ(found.people[1].quadrant, Quadrant::kNotCompared);
  EXPECT_EQ(found.people[2].quadrant, Quadrant::kNotCompared);
  EXPECT_EQ(found.compared, 18u);
  EXPECT_EQ(found.people.size(), 20u);
  const PeopleComparison nobody;
  EXPECT_TRUE(FindQuadrants({&nobody, true}, {&nobody, true}).people.empty());
}

}  // namespace
}  // namespace kebao::analysis::people
