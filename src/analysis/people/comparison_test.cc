#include "analysis/people/comparison.h"

#include <gtest/gtest.h>

#include <limits>

#include "analysis/people/made_up_people.h"

namespace kebao::analysis::people {
namespace {

constexpr double kMinimum = 30;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

const PersonStanding& Of(const PeopleComparison& comparison, const std::string& key) {
  for (const PersonStanding& person : comparison.people)
    if (person.key == key) return person;
  throw std::out_of_range(key);
}

bool NamesAnybody(const PeopleComparison& comparison) {
  return std::ranges::any_of(comparison.people,
                             [](const PersonStanding& one) { return IsNamed(one.standing); });
}

// Two kinds of work, by hand. Everybody's rates: 30 of 100 and 180 of 200.
Workforce ByHand() {
  return {
      Scale::kShare,
      2,
      {One("A", {{0, 60, 15, 0}, {1, 40, 38, 0}}), One("B", {{0, 40, 15, 0}, {1, 160, 142, 0}})}};
}

TEST(CaseMix, IsWhatItIsByHand) {
  const CaseMix mix = AdjustForCaseMix(ByHand());
  EXPECT_DOUBLE_EQ(*mix.whole, 0.7);
  const Adjusted& a = mix.people[0];
  EXPECT_DOUBLE_EQ(a.observed, 53);
  EXPECT_DOUBLE_EQ(a.expected, 60 * 0.3 + 40 * 0.9);
  EXPECT_DOUBLE_EQ(a.ratio->value, 53.0 / 54);
  EXPECT_DOUBLE_EQ(a.comparable_n, 60 * 0.4 + 40 * 0.8);
  // Mantel and Haenszel's difference of risks: Σ n·m·(r − R)/N ÷ Σ n·m/N.
  const double numerator =
      60.0 * 40 / 100 * (15.0 / 60 - 15.0 / 40) + 40.0 * 160 / 200 * (38.0 / 40 - 142.0 / 160);
  EXPECT_NEAR(a.difference.size, numerator / (24 + 32), 1e-14);
  EXPECT_NEAR(a.observed - a.expected, numerator, 1e-12);
  EXPECT_DOUBLE_EQ(a.figure->value, 0.7 + a.difference.size);
}

TEST(CaseMix, OfTwoPeopleIsSymmetric) {
  const CaseMix mix = AdjustForCaseMix(ByHand());
  EXPECT_NEAR(mix.people[0].difference.size, -mix.people[1].difference.size, 1e-12);
  EXPECT_NEAR(*mix.people[0].difference.low, -*mix.people[1].difference.high, 1e-12);
  // The exact distribution takes the others' rate as known, so of two alone p is only about the
  // same.
  EXPECT_NEAR(mix.people[0].p, mix.people[1].p, 0.05);
}

TEST(CaseMix, WhatNobodyLosesNobodyGains) {
  for (const Scale scale : {Scale::kShare, Scale::kMean, Scale::kCount}) {
    const CaseMix mix = AdjustForCaseMix(Draw(Alike(scale, 100, 0.5), 3));
    double sum = 0;
    for (const Adjusted& one : mix.people) sum += one.observed - one.expected;
    EXPECT_NEAR(sum, 0, 1e-8);
  }
}

TEST(CaseMix, DoesNotDependOnTheOrder) {
  Workforce workforce = Draw(Alike(Scale::kMean, 100, 60), 4);
  const CaseMix before = AdjustForCaseMix(workforce);
  std::ranges::reverse(workforce.people);
  for (Person& person : workforce.people) std::ranges::reverse(person.work);
  const CaseMix after = AdjustForCaseMix(workforce);
  for (size_t i = 0; i < before.people.size(); ++i) {
    const Adjusted& one = after.people[before.people.size() - 1 - i];
    EXPECT_NEAR(before.people[i].difference.size, one.difference.size, 1e-9);
    EXPECT_NEAR(before.people[i].p, one.p, 1e-9);
  }
}

TEST(CaseMix, SecondsAndMinutesSayTheSame) {
  Workforce seconds = Draw(Alike(Scale::kMean, 100, 60), 5);
  const CaseMix before = AdjustForCaseMix(seconds);
  for (Person& person : seconds.people)
    for (Work& work : person.work) {
      work.amount /= 60;
      work.squares /= 3600;
    }
  const CaseMix after = AdjustForCaseMix(seconds);
  for (size_t i = 0; i < before.people.size(); ++i) {
    EXPECT_NEAR(before.people[i].difference.size / 60, after.people[i].difference.size, 1e-9);
    EXPECT_NEAR(before.people[i].p, after.people[i].p, 1e-9);
    EXPECT_NEAR(before.people[i].ratio->value, after.people[i].ratio->value, 1e-9);
  }
}

// Ann alone does the slow work: nothing can be said of her, and nothing is.
TEST(ComparePeople, DoesNotNameWhoDoesWhatNobodyElseDoes) {
  Workforce workforce{Scale::kMean, 2, {One("Ann", {{0, 500, 500 * 900.0, 500 * 900.0}})}};
  for (const char* key : {"Ben", "Cem", "Dai"})
    workforce.people.push_back(One(key, {{1, 500, 500 * 60.0, 500 * 900.0}}));
  const PeopleComparison comparison = ComparePeople(workforce, kMinimum);
  EXPECT_EQ(Of(comparison, "Ann").standing, Standing::kNotComparable);
  EXPECT_FALSE(NamesAnybody(comparison));
}

TEST(ComparePeople, DoesNotNameTheHardWork) {
  // A has mostly the hard work (50 %), the others mostly the easy one (90 %).
  Workforce workforce{Scale::kShare, 2, {One("A", {{0, 400, 200, 0}, {1, 40, 36, 0}})}};
  for (const char* key : {"B", "C", "D"})
    workforce.people.push_back(One(key, {{0, 40, 20, 0}, {1, 400, 360, 0}}));
  const PeopleComparison comparison = ComparePeople(workforce, kMinimum);
  EXPECT_LT(*Of(comparison, "A").adjusted.raw, 0.6);
  EXPECT_NEAR(Of(comparison, "A").adjusted.figure->value, *comparison.whole, 1e-9);
  EXPECT_FALSE(NamesAnybody(comparison));
}

TEST(ComparePeople, NamesWhoIsDifferentOnTheSameWork) {
  constexpr uint64_t kRuns = 60;
  for (const Scale scale : {Scale::kShare, Scale::kMean, Scale::kCount}) {
    MadeUp desk = Alike(scale, 300, scale == Scale::kShare ? 0.6 : 1.0);
    const auto alike = desk.rate;
    desk.rate = [=](size_t person, size_t stratum) {
      return alike(person, stratum) * (person == 7 ? 1.6 : 1);
    };
    double false_share = 0;
    uint64_t found = 0;
    for (uint64_t run = 0; run < kRuns; ++run) {
      const PeopleComparison comparison = ComparePeople(Draw(desk, 100 + run), kMinimum);
      found += Of(comparison, "P7").standing == Standing::kAbove;
      const auto named = static_cast<double>(std::ranges::count_if(
          comparison.people, [](const PersonStanding& one) { return IsNamed(one.standing); }));
      if (named > 0) false_share += (named - 1) / named / kRuns;
    }
    std::cout << "found in " << found << " of " << kRuns << ", false " << false_share << "\n";
    EXPECT_GE(found, kRuns * 9 / 10);
    EXPECT_LE(false_share, 0.08);
  }
}

TEST(ComparePeople, NamesNobodyWhereAllAreAlike) {
  struct Case {
    Scale scale;
    double cases;
    double level;
  };
  constexpr int kRuns = 300;
  for (const Case& one : {Case{Scale::kShare, 200, 0.8}, Case{Scale::kShare, 60, 0.06},
                          Case{Scale::kMean, 60, 60}, Case{Scale::kMean, 400, 60},
                          Case{Scale::kCount, 100, 0.5}, Case{Scale::kCount, 200, 0.06}}) {
    int named = 0;
    for (int run = 0; run < kRuns; ++run)
      named += NamesAnybody(ComparePeople(
          Draw(Alike(one.scale, one.cases, one.level), 1000 + static_cast<uint64_t>(run)), 5));
    EXPECT_LE(named, kRuns / 20 + 3) << static_cast<int>(one.scale) << " " << one.cases;
    std::cout << "named in " << named << " of " << kRuns << "\n";
  }
}

TEST(ComparePeople, IntervalsHoldTheTruth) {
  constexpr int kRuns = 100;
  for (const Scale scale : {Scale::kShare, Scale::kMean, Scale::kCount}) {
    int held = 0;
    int all = 0;
    for (int run = 0; run < kRuns; ++run) {
      std::mt19937_64 random(static_cast<uint64_t>(run) + 50);
      std::normal_distribution<double> own(0, 0.1);
      std::vector<double> effects(20);
      for (double& effect : effects) effect = own(random);
      MadeUp desk{scale, 20, 1, 80, [&](size_t person, size_t) { return 0.5 + effects[person]; }};
      const PeopleComparison comparison = ComparePeople(Draw(desk, static_cast<uint64_t>(run)), 10);
      for (size_t i = 0; i < 20; ++i) {
        if (!comparison.people[i].is_compared()) continue;
        const Shrunken& shrunken = *comparison.people[i].shrunken;
        ++all;
        held += shrunken.low <= 0.5 + effects[i] && 0.5 + effects[i] <= shrunken.high;
      }
    }
    const double coverage = held / static_cast<double>(all);
    std::cout << "coverage " << coverage << " of " << all << "\n";
    EXPECT_GT(coverage, 0.93);
    EXPECT_LT(coverage, 0.985);
  }
}

TEST(ComparePeople, FewCasesAreListedAndNotRanked) {
  Workforce workforce = Draw(Alike(Scale::kShare, 200, 0.8), 7);
  workforce.people.push_back(One("new", {{0, 29, 0, 0}}));
  const PeopleComparison comparison = ComparePeople(workforce, kMinimum);
  EXPECT_EQ(Of(comparison, "new").standing, Standing::kTooFew);
  EXPECT_FALSE(Of(comparison, "new").is_compared());
}

TEST(ComparePeople, SaysPlainlyWhereThereIsNothing) {
  EXPECT_EQ(ComparePeople({}, kMinimum).compared, 0u);
  const Workforce alone{Scale::kShare, 1, {One("A", {{0, 100, 50, 0}})}};
  EXPECT_EQ(ComparePeople(alone, kMinimum).people[0].standing, Standing::kNotComparable);
  Workforce wrong = Draw(Alike(Scale::kMean, 100, 60), 8);
  wrong.people[0].work[0].amount = kInfinity;
  wrong.people[1].work[0].amount = std::nan("");
  wrong.people[2].work[0].n = 0;
  wrong.people[3].work.clear();
  const PeopleComparison comparison = ComparePeople(wrong, kMinimum);
  for (size_t i = 0; i < 4; ++i)
    EXPECT_EQ(comparison.people[i].standing, Standing::kNotMeasured) << i;
  EXPECT_EQ(comparison.compared, 16u);
  EXPECT_TRUE(std::isfinite(comparison.mean));
}

TEST(ComparePeople, IdenticalPeopleAreAlike) {
  for (const double amount : {0.0, 40.0, 100.0}) {
    for (const Scale scale : {Scale::kShare, Scale::kMean, Scale::kCount}) {
      Workforce workforce{scale, 1, {}};
      for (int i = 0; i < 8; ++i)
        workforce.people.push_back(One("P" + std::to_string(i), {{0, 100, amount, 0}}));
      const PeopleComparison comparison = ComparePeople(workforce, 0);
      EXPECT_FALSE(NamesAnybody(comparison));
      for (const PersonStanding& one : comparison.people) {
        EXPECT_NEAR(one.shrunken->value, amount / 100, 1e-12);
        EXPECT_TRUE(std::isfinite(one.shrunken->low) && std::isfinite(one.shrunken->high));
      }
    }
  }
}

/// Mails take hundreds of times as long as calls, and scatter as much more.
MadeUp Unlike() {
  return {Scale::kMean, 8, 27, 375, [](size_t, size_t stratum) {
            return stratum % 3 == 0 ? 40.0 : stratum % 3 == 1 ? 9000 : 20;
          }};
}

Workforce DrawRelative(const MadeUp& desk, uint64_t seed) {
  Workforce workforce = Draw(desk, seed);
  workforce.is_relative = true;
  return workforce;
}

TEST(ComparePeople, SeesWhoIsSlowAtTheQuickWorkOnly) {
  MadeUp desk = Unlike();
  const MadeUp alike = desk;
  desk.rate = [=](size_t person, size_t stratum) {
    return alike.rate(person, stratum) * (person == 2 && stratum % 3 != 1 ? 2 : 1);
  };
  int found = 0;
  for (uint64_t run = 0; run < 40; ++run)
    found +=
        ComparePeople(DrawRelative(desk, run), kMinimum).people[2].standing == Standing::kAbove;
  EXPECT_GE(found, 36);
}

TEST(CaseMix, RelativeFiguresKeepTheirSums) {
  const Workforce workforce = DrawRelative(Unlike(), 3);
  Workforce plain = workforce;
  plain.is_relative = false;
  const CaseMix relative = AdjustForCaseMix(workforce);
  const CaseMix absolute = AdjustForCaseMix(plain);
  EXPECT_NEAR(*relative.whole, *absolute.whole, 1e-9 * *absolute.whole);
  for (size_t i = 0; i < relative.people.size(); ++i) {
    EXPECT_EQ(relative.people[i].observed, absolute.people[i].observed);
    EXPECT_EQ(relative.people[i].expected, absolute.people[i].expected);
    EXPECT_NEAR(relative.people[i].ratio->value, 1, 0.5);
  }
}

TEST(ComparePeople, NamesNobodyWhereKindsOfWorkAreVeryUnlike) {
  constexpr uint64_t kRuns = 400;
  const MadeUp desk = Unlike();
  int above = 0;
  int below = 0;
  for (uint64_t run = 0; run < kRuns; ++run) {
    const PeopleComparison comparison = ComparePeople(DrawRelative(desk, run), kMinimum);
    for (const PersonStanding& one : comparison.people) {
      above += one.standing == Standing::kAbove;
      below += one.standing == Standing::kBelow;
    }
  }
  std::cout << "above " << above << ", below " << below << " in " << kRuns << " runs\n";
  EXPECT_LE(above + below, static_cast<int>(kRuns / 20) + 5);
}

}  // namespace
}  // namespace kebao::analysis::people
