#include <gtest/gtest.h>

#include <algorithm>

#include "analysis/people/comparison.h"
#include "analysis/people/made_up_people.h"

namespace kebao::analysis::people {
namespace {

constexpr double kMinimum = 30;

bool NamesAnybody(const RisersAndFallers& found) {
  return std::ranges::any_of(found.people,
                             [](const PersonMove& one) { return IsNamed(one.standing); });
}

TEST(RisersAndFallers, WhatMovedForAllIsNobodys) {
  const Workforce before = Draw(Alike(Scale::kMean, 300, 60), 11);
  const Workforce now = Draw(Alike(Scale::kMean, 300, 90), 12);
  const RisersAndFallers found = FindRisersAndFallers(before, now, kMinimum);
  EXPECT_GT(*found.whole_now, 1.3 * *found.whole_before);
  EXPECT_FALSE(NamesAnybody(found));
}

TEST(RisersAndFallers, WhoStaysTwiceAsSlowHasNotMoved) {
  MadeUp desk = Alike(Scale::kMean, 400, 60);
  const MadeUp calm = desk;
  int named = 0;
  for (uint64_t run = 0; run < 40; ++run) {
    const auto draw = [&](double level, uint64_t seed) {
      desk.rate = [&, level](size_t person, size_t stratum) {
        return level * calm.rate(person, stratum) * (person == 3 ? 2 : 1);
      };
      Workforce workforce = Draw(desk, seed);
      workforce.is_relative = true;
      return workforce;
    };
    named += IsNamed(
        FindRisersAndFallers(draw(1, 2 * run), draw(3, 2 * run + 1), kMinimum).people[3].standing);
  }
  EXPECT_LE(named, 5);
}

TEST(RisersAndFallers, AShiftOfTheMixIsNoMove) {
  const auto desk = [](double hard) {
    Workforce workforce{Scale::kShare, 2, {}};
    for (int i = 0; i < 6; ++i) {
      const double own = i == 0 ? hard : 200;
      workforce.people.push_back(One(
          "P" + std::to_string(i), {{0, own, own * 0.5, 0}, {1, 400 - own, (400 - own) * 0.9, 0}}));
    }
    return workforce;
  };
  const RisersAndFallers found = FindRisersAndFallers(desk(50), desk(350), kMinimum);
  EXPECT_LT(*found.people[0].now.raw, *found.people[0].before.raw - 0.2);
  EXPECT_NEAR(found.people[0].difference.size, 0, 1e-9);
}

TEST(RisersAndFallers, WhoMovedAloneIsFound) {
  constexpr uint64_t kRuns = 60;
  MadeUp desk = Alike(Scale::kMean, 300, 60);
  const MadeUp calm = desk;
  desk.rate = [=](size_t person, size_t stratum) {
    return calm.rate(person, stratum) * (person == 3 ? 2 : 1);
  };
  double false_share = 0;
  for (uint64_t run = 0; run < kRuns; ++run) {
    const RisersAndFallers found =
        FindRisersAndFallers(Draw(desk, 2 * run), Draw(calm, 2 * run + 1), kMinimum);
    EXPECT_EQ(found.people[3].standing, Standing::kBelow);
    const auto named = static_cast<double>(std::ranges::count_if(
        found.people, [](const PersonMove& one) { return IsNamed(one.standing); }));
    if (named > 0) false_share += (named - 1) / named / kRuns;
  }
  EXPECT_LE(false_share, 0.08);
}

TEST(RisersAndFallers, OfCalmPeriodsThereAreNone) {
  constexpr int kRuns = 300;
  for (const Scale scale : {Scale::kShare, Scale::kMean, Scale::kCount}) {
    int named = 0;
    for (uint64_t run = 0; run < kRuns; ++run)
      named += NamesAnybody(FindRisersAndFallers(Draw(Alike(scale, 80, 0.5), 2 * run),
                                                 Draw(Alike(scale, 80, 0.5), 2 * run + 1), 20));
    std::cout << "moved in " << named << " of " << kRuns << "\n";
    EXPECT_LE(named, kRuns / 20 + 3);
  }
}

TEST(RisersAndFallers, WhoIsThereOnceIsNotCompared) {
  Workforce before = Draw(Alike(Scale::kShare, 200, 0.8), 15);
  Workforce now = before;
  before.people.pop_back();
  now.people.erase(now.people.begin());
  const RisersAndFallers found = FindRisersAndFallers(before, now, kMinimum);
  EXPECT_EQ(found.people.size(), 20u);
  EXPECT_EQ(found.compared, 18u);
  EXPECT_EQ(found.people.back().standing, Standing::kNotMeasured);
}

}  // namespace
}  // namespace kebao::analysis::people
