#include "analysis/attribution/cause_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "analysis/attribution/planted_desk.h"
#include "analysis/attribution/scan.h"

namespace kebao::analysis {
namespace {

using testing::ElementsAre;
using Outcome = CauseSearch::Outcome;

Segment Counted(std::string key, double before, double now) {
  return {{std::move(key)}, {{before, 0, before, {}}, {now, 0, now, {}}}};
}
Segment Rated(std::string key, double good0, double n0, double good1, double n1) {
  return {{std::move(key)}, {{good0, n0, n0, {}}, {good1, n1, n1, {}}}};
}

TEST(DepartureOf, SaysWhatWouldNotHaveHappened) {
  // The rest grew by 10 %: of 200 more, 100 would have come anyway.
  const Change part{{1000, 0, 1000, {}}, {1200, 0, 1200, {}}};
  const Change rest{{9000, 0, 9000, {}}, {9900, 0, 9900, {}}};
  const auto departure = DepartureOf(Measure::kCount, part, rest);
  ASSERT_TRUE(departure);
  EXPECT_NEAR(departure->explained, 100, 1e-9);
  EXPECT_LT(*departure->low, 100);
  EXPECT_GT(*departure->high, 100);
  EXPECT_FALSE(DepartureOf(Measure::kCount, part, {}));
}

TEST(DepartureOf, TogetherWithTheRestIsTheChange) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    std::mt19937 random(seed);
    const auto any = [&] {
      const double base = 1 + random() % 1000;
      return Sums{static_cast<double>(random() % 1000), base, base, 5.0};
    };
    Change part{any(), any()};
    if (seed % 5 == 0) part.now = {};
    const Change rest{any(), any()};
    const auto departure = DepartureOf(Measure::kMean, part, rest);
    ASSERT_TRUE(departure);
    const double whole = *FigureOf(Measure::kMean, Add(part.now, rest.now)) -
                         *FigureOf(Measure::kMean, Add(part.before, rest.before));
    const double of_rest =
        *FigureOf(Measure::kMean, rest.now) - *FigureOf(Measure::kMean, rest.before);
    EXPECT_NEAR(departure->explained + of_rest, whole, 1e-9) << seed;
    EXPECT_NEAR(departure->rate_effect + departure->mix_effect, departure->explained, 1e-9) << seed;
  }
}

TEST(SearchCauses, FindsTheValueThatMoved) {
  const Breakdown channel{
      {"channel"},
      false,
      {Counted("chat", 5000, 5050), Counted("mail", 3000, 4200), Counted("phone", 2000, 1990)}};
  const Breakdown type{{"type"}, false, {Counted("a", 5000, 5600), Counted("b", 5000, 5640)}};
  const CauseSearch search = SearchCauses(Measure::kCount, std::vector<Breakdown>{type, channel});
  ASSERT_EQ(search.outcome, Outcome::kFound);
  EXPECT_EQ(search.change, 1240);
  EXPECT_EQ(search.best()->breakdown, 1u);
  EXPECT_THAT(search.best()->elements.front().keys, ElementsAre("mail"));
  EXPECT_EQ(search.best()->elements.size(), 1u);
  EXPECT_NEAR(search.best()->share, (4200 - 3000 * 7040.0 / 7000) / 1240, 1e-12);
  EXPECT_NEAR(search.unexplained_share, 1 - search.best()->share, 1e-12);
  EXPECT_EQ(search.scanned, 5u);
}

TEST(SearchCauses, WhatIsNobodysIsNoCauseByPeople) {
  Breakdown agents{{"agent"}, true, {}};
  for (const char* name : {"a", "b", "c", "d"})
    agents.segments.push_back(Rated(name, 5, 500, 5, 500));
  agents.segments.push_back(Rated("", 90, 100, 390, 400));  // abandoned before anybody had them
  const CauseSearch search = SearchCauses(Measure::kShare, std::vector{agents});
  EXPECT_EQ(search.outcome, Outcome::kEverywhere);
  agents.has_people = false;
  EXPECT_EQ(SearchCauses(Measure::kShare, std::vector{agents}).outcome, Outcome::kFound);
}

TEST(SearchCauses, GathersValuesUntilEnoughIsExplained) {
  const Breakdown type{
      {"type"},
      false,
      {Counted("a", 2000, 2600), Counted("b", 2000, 2550), Counted("c", 2000, 2010),
       Counted("d", 2000, 1995), Counted("e", 2000, 2005)}};
  const CauseSearch search = SearchCauses(Measure::kCount, std::vector<Breakdown>{type});
  ASSERT_EQ(search.outcome, Outcome::kFound);
  ASSERT_EQ(search.best()->elements.size(), 2u);
  EXPECT_THAT(search.best()->elements[0].keys, ElementsAre("a"));
  EXPECT_THAT(search.best()->elements[1].keys, ElementsAre("b"));
  EXPECT_GT(search.best()->share, 0.9);
}

TEST(SearchCauses, NamesNothingWhereAllMovedAlike) {
  const Breakdown type{
      {"type"},
      false,
      {Counted("a", 2000, 2405), Counted("b", 4000, 4790), Counted("c", 1000, 1204)}};
  EXPECT_EQ(SearchCauses(Measure::kCount, std::vector<Breakdown>{type}).outcome,
            Outcome::kEverywhere);
}

TEST(SearchCauses, OfNoiseSaysSo) {
  const Breakdown type{{"type"}, false, {Counted("a", 2000, 2010), Counted("b", 4000, 4030)}};
  EXPECT_EQ(SearchCauses(Measure::kCount, std::vector<Breakdown>{type}).outcome, Outcome::kNoise);
}

TEST(SearchCauses, OfBadInputSaysThatNothingIsMeasured) {
  EXPECT_EQ(SearchCauses(Measure::kCount, {}).outcome, Outcome::kNotMeasured);
  const Breakdown empty{{"type"}, false, {}};
  EXPECT_EQ(SearchCauses(Measure::kShare, std::vector<Breakdown>{empty}).outcome,
            Outcome::kNotMeasured);
  const Breakdown infinite{{"type"}, false, {Counted("a", 1, INFINITY), Counted("b", 1, 1)}};
  EXPECT_EQ(SearchCauses(Measure::kCount, std::vector<Breakdown>{infinite}).outcome,
            Outcome::kNotMeasured);
  const Breakdown one{{"type"}, false, {Counted("a", 1000, 2000)}};
  EXPECT_EQ(SearchCauses(Measure::kCount, std::vector<Breakdown>{one}).outcome,
            Outcome::kNotTestable);
  const Breakdown fresh{{"type"}, false, {Counted("a", 0, 2000), Counted("b", 0, 10)}};
  EXPECT_EQ(SearchCauses(Measure::kCount, std::vector<Breakdown>{fresh}).outcome,
            Outcome::kNotMeasured);
}

TEST(SearchCauses, OfSumsWithoutVariancesNamesNoCause) {
  const Breakdown type{{"type"}, false, {Counted("a", 1000, 2000), Counted("b", 1000, 1010)}};
  EXPECT_EQ(SearchCauses(Measure::kSum, std::vector<Breakdown>{type}).outcome,
            Outcome::kNotTestable);
  Breakdown tested = type;
  for (Segment& segment : tested.segments) {
    segment.change.before.variance = 2000;
    segment.change.now.variance = 2000;
  }
  const CauseSearch search = SearchCauses(Measure::kSum, std::vector<Breakdown>{tested});
  EXPECT_EQ(search.outcome, Outcome::kFound);
  EXPECT_THAT(search.best()->elements.front().keys, ElementsAre("a"));
}

TEST(SearchCauses, TellsAFallInRateFromAShiftInMix) {
  const Breakdown rate{{"type"},
                       false,
                       {Rated("a", 900, 1000, 700, 1000), Rated("b", 1800, 2000, 1795, 2000),
                        Rated("c", 1350, 1500, 1352, 1500)}};
  const CauseSearch by_rate = SearchCauses(Measure::kShare, std::vector<Breakdown>{rate});
  ASSERT_EQ(by_rate.outcome, Outcome::kFound);
  EXPECT_THAT(by_rate.best()->elements.front().keys, ElementsAre("a"));
  EXPECT_LT(by_rate.best()->departure.rate_effect, -0.04);
  EXPECT_NEAR(by_rate.best()->departure.mix_effect, 0, 1e-3);
  const Breakdown mix{{"type"},
                      false,
                      {Rated("a", 500, 1000, 1500, 3000), Rated("b", 1800, 2000, 1795, 2000),
                       Rated("c", 1350, 1500, 1352, 1500)}};
  const CauseSearch by_mix = SearchCauses(Measure::kShare, std::vector<Breakdown>{mix});
  ASSERT_EQ(by_mix.outcome, Outcome::kFound);
  EXPECT_THAT(by_mix.best()->elements.front().keys, ElementsAre("a"));
  EXPECT_LT(by_mix.best()->departure.mix_effect, -0.09);
  EXPECT_NEAR(by_mix.best()->departure.rate_effect, 0, 1e-3);
}

/// Desks whose planted cause comes out first, of `desks`.
template <class Plant>
int FoundFirst(Measure measure, unsigned desks, Plant plant) {
  int found = 0;
  for (unsigned seed = 0; seed < desks; ++seed) {
    const PlantedDesk desk = plant(seed);
    const CauseSearch search = SearchEverything(measure, desk);
    if (search.outcome == Outcome::kFound && IsPlanted(*search.best(), desk)) ++found;
  }
  return found;
}

TEST(PlantedCauses, OfOneDimensionAreFirst) {
  EXPECT_GE(FoundFirst(Measure::kCount, 60, [](unsigned seed) { return PlantDesk(seed, 1); }), 57);
}

TEST(PlantedCauses, OfTwoDimensionsAreFirst) {
  EXPECT_GE(FoundFirst(Measure::kCount, 60, [](unsigned seed) { return PlantDesk(seed, 2); }), 51);
}

TEST(PlantedCauses, OfAShareAreFirst) {
  const auto one = [](unsigned seed) { return PlantPoorService(seed, 1); };
  const auto two = [](unsigned seed) { return PlantPoorService(seed, 2); };
  // Of a value that holds most of the rows there is little left to set it against: kEverywhere.
  EXPECT_GE(FoundFirst(Measure::kShare, 60, one), 51);
  EXPECT_GE(FoundFirst(Measure::kShare, 60, two), 51);
}

/// A fixed part of bench/planted_causes_bench.cc.
TEST(PlantedCauses, OfAnyMeasureAreFirstWhereverTheyAre) {
  constexpr unsigned kDesks = 4;
  const auto found = [](Measure measure, size_t causes) {
    return FoundFirst(measure, kDesks, [&](unsigned seed) {
      return measure == Measure::kMean ? PlantMean(seed, causes) : PlantShare(seed, causes);
    });
  };
  for (const Measure measure : {Measure::kShare, Measure::kMean}) {
    EXPECT_EQ(found(measure, 1), 4);
    EXPECT_GE(found(measure, 2), 3);
  }
}

TEST(PlantedCauses, AreNotInventedOnCalmCopies) {
  int named = 0;
  for (unsigned seed = 0; seed < 100; ++seed)
    named += SearchEverything(Measure::kCount, PlantDesk(seed, 0)).outcome == Outcome::kFound;
  EXPECT_LE(named, 5);
}

/// Months that come in bursts: four times the variance of independent cases.
Breakdown Bursts(std::mt19937* random) {
  Breakdown breakdown{{"type"}, false, {}};
  std::lognormal_distribution<double> size(6, 0.8);
  for (int i = 0; i < 30; ++i) {
    const double mean = size(*random);
    const auto draw = [&](double wanted) {
      std::gamma_distribution<double> burst(wanted / 3, 3);
      return static_cast<double>(std::poisson_distribution<int>(burst(*random))(*random));
    };
    breakdown.segments.push_back(Counted(std::to_string(i), draw(mean), draw(1.1 * mean)));
  }
  return breakdown;
}

TEST(SearchCauses, FindsFewCausesInBursts) {
  int named = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    const std::vector<Breakdown> one = {Bursts(&random)};
    named += SearchCauses(Measure::kCount, one).outcome == Outcome::kFound;
  }
  EXPECT_LE(named, 20);
}

}  // namespace
}  // namespace kebao::analysis
