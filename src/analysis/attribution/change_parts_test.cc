#include "analysis/attribution/change_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "analysis/attribution/change_of_product.h"
#include "analysis/attribution/change_of_quantile.h"
#include "analysis/attribution/surprise.h"
#include "analysis/attribution/wide_number.h"

namespace kebao::analysis {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Change Amounts(double before, double now) { return {{before, 0, before, {}}, {now, 0, now, {}}}; }
Change Rates(double amount0, double base0, double amount1, double base1) {
  return {{amount0, base0, base0, {}}, {amount1, base1, base1, {}}};
}

/// Whether parts sum to the whole within 1e-12 of the largest of them.
testing::AssertionResult SumTo(double whole, const std::vector<double>& parts) {
  Wide sum = 0;
  double largest = 0;
  for (const double part : parts) {
    sum += part;
    largest = std::max(largest, std::abs(part));
  }
  const double error = std::abs(static_cast<double>(sum - whole));
  if (error <= 1e-12 * largest) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "off by " << error << ", largest part " << largest;
}

/// From 1e-120 to 1e120, sometimes 0, sometimes hardly different from `near`.
double AnySize(std::mt19937* random, double near) {
  std::uniform_real_distribution<double> unit(0, 1);
  const double choice = unit(*random);
  if (choice < 0.15) return 0;
  if (choice < 0.4 && near > 0) return near * (1 + 1e-14 * std::floor(unit(*random) * 100));
  if (choice < 0.7) return std::floor(unit(*random) * 1000);
  return std::pow(10, unit(*random) * 240 - 120);
}

TEST(DecomposeSum, IsSignedParts) {
  const std::vector<Change> segments = {Amounts(50, 24), Amounts(20, 21), Amounts(0, 5)};
  const auto result = DecomposeSum(segments);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->change, -20);
  EXPECT_EQ(result->parts[0].contribution, -26);
  EXPECT_EQ(*result->parts[2].share, -0.25);
  EXPECT_FALSE(result->has_telling_shares);
  const std::vector<Change> one_way = {Amounts(10, 20), Amounts(20, 50)};
  EXPECT_TRUE(DecomposeSum(one_way)->has_telling_shares);
}

TEST(DecomposeSum, PartsSumToTheChange) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    std::mt19937 random(seed);
    std::vector<Change> segments(1 + random() % 40);
    for (Change& segment : segments) {
      segment.before.amount = AnySize(&random, 0) * (random() % 5 == 0 ? -1 : 1);
      segment.now.amount = AnySize(&random, segment.before.amount);
    }
    const auto result = DecomposeSum(segments);
    ASSERT_TRUE(result) << seed;
    std::vector<double> parts;
    for (const PartOfSum& part : result->parts) parts.push_back(part.contribution);
    EXPECT_TRUE(SumTo(result->change, parts)) << seed;
  }
}

TEST(DecomposeSum, OfWhatIsNotANumberIsNothing) {
  EXPECT_FALSE(DecomposeSum(std::vector<Change>{Amounts(1, kInfinity)}));
  EXPECT_FALSE(DecomposeSum(std::vector<Change>{Amounts(std::nan(""), 1)}));
  const auto unchanged = DecomposeSum(std::vector<Change>{Amounts(3, 4), Amounts(4, 3)});
  EXPECT_EQ(unchanged->change, 0);
  EXPECT_FALSE(unchanged->parts[0].share);
  EXPECT_EQ(DecomposeSum({})->change, 0);
}

// R0 = 39/50, R1 = 92/125: both segments improve, the total falls.
TEST(DecomposeRate, IsKitagawasWithACentredMix) {
  const auto result =
      DecomposeRate(std::vector<Change>{Rates(54, 60, 36.4, 40), Rates(24, 40, 37.2, 60)});
  ASSERT_TRUE(result);
  EXPECT_NEAR(result->change, -0.044, 1e-15);
  EXPECT_NEAR(result->parts[0].rate_effect, 0.005, 1e-15);
  EXPECT_NEAR(result->parts[1].rate_effect, 0.010, 1e-15);
  EXPECT_NEAR(result->parts[0].mix_effect, -0.0294, 1e-15);
  EXPECT_NEAR(result->parts[1].mix_effect, -0.0296, 1e-15);
  EXPECT_NEAR(result->rate_effect, 0.015, 1e-15);
  EXPECT_NEAR(result->mix_effect, -0.059, 1e-15);
  EXPECT_TRUE(result->is_simpson);
}

TEST(DecomposeRate, CallsOnlyParadoxesSimpsons) {
  const auto both_fell =
      DecomposeRate(std::vector<Change>{Rates(9, 10, 8, 10), Rates(5, 10, 4, 10)});
  EXPECT_FALSE(both_fell->is_simpson);
  const auto only_mix =
      DecomposeRate(std::vector<Change>{Rates(9, 10, 4.5, 5), Rates(5, 10, 7.5, 15)});
  EXPECT_FALSE(only_mix->is_simpson);
  EXPECT_NEAR(only_mix->rate_effect, 0, 1e-15);
}

TEST(DecomposeRate, OfNewAndVanishedSegmentsIsMix) {
  const auto result = DecomposeRate(
      std::vector<Change>{Rates(80, 100, 80, 100), Rates(0, 0, 20, 100), Rates(9, 10, 0, 0)});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->parts[1].rate_effect, 0);
  EXPECT_EQ(result->parts[2].rate_effect, 0);
  EXPECT_NEAR(result->mix_effect, result->change, 1e-15);
}

TEST(DecomposeRate, PartsSumToTheChange) {
  int compared = 0;
  for (unsigned seed = 0; seed < 4000; ++seed) {
    std::mt19937 random(seed);
    std::vector<Change> segments(1 + random() % 40);
    for (auto& [before, now] : segments) {
      before.base = AnySize(&random, 0);
      now.base = AnySize(&random, before.base);
      before.amount = before.base > 0 ? AnySize(&random, before.base) : 0;
      now.amount = now.base > 0 ? AnySize(&random, before.amount) : 0;
    }
    const auto result = DecomposeRate(segments);
    if (!result) continue;
    ++compared;
    std::vector<double> parts;
    for (const PartOfRate& part : result->parts) {
      parts.push_back(part.rate_effect);
      parts.push_back(part.mix_effect);
    }
    EXPECT_TRUE(SumTo(result->change, parts)) << seed;
    EXPECT_TRUE(SumTo(result->change, {result->rate_effect, result->mix_effect})) << seed;
  }
  EXPECT_GT(compared, 3000);
}

TEST(DecomposeRate, OfAShiftInUnitsIsTheSameShift) {
  std::mt19937 random(7);
  std::vector<Change> segments;
  for (int i = 0; i < 9; ++i)
    segments.push_back(Rates(random() % 90, 90 + random() % 9, random() % 90, 90 + random() % 9));
  std::vector<Change> turned = segments;
  std::ranges::reverse(turned);
  std::vector<Change> swapped = segments;
  for (Change& segment : swapped) std::swap(segment.before, segment.now);
  const auto result = DecomposeRate(segments);
  const auto reversed = DecomposeRate(turned);
  const auto back = DecomposeRate(swapped);
  for (size_t i = 0; i < segments.size(); ++i) {
    EXPECT_DOUBLE_EQ(result->parts[i].rate_effect, reversed->parts[8 - i].rate_effect);
    EXPECT_DOUBLE_EQ(result->parts[i].mix_effect, -back->parts[i].mix_effect);
  }
}

TEST(DecomposeRate, WithoutABaseIsNothing) {
  EXPECT_FALSE(DecomposeRate({}));
  EXPECT_FALSE(DecomposeRate(std::vector<Change>{Rates(0, 0, 5, 10)}));
  EXPECT_FALSE(DecomposeRate(std::vector<Change>{Rates(1, 10, 5, -10)}));
  EXPECT_FALSE(DecomposeRate(std::vector<Change>{Rates(1, 10, 5, 10), Rates(3, 0, 1, 1)}));
  EXPECT_FALSE(DecomposeRate(std::vector<Change>{Rates(1, 10, kInfinity, 10)}));
}

TEST(DecomposeProduct, IsLogMeanWhereAllIsPositive) {
  // 100 × 6 min → 120 × 5 min: no change, the two parts cancel: ±600·ln 1.2.
  const auto even = DecomposeProduct(std::vector<Factor>{{100, 120}, {6, 5}});
  ASSERT_TRUE(even);
  EXPECT_EQ(even->method, ProductChange::Method::kLogMean);
  EXPECT_EQ(even->change, 0);
  EXPECT_NEAR(even->parts[0], 600 * std::log(1.2), 1e-10);
  EXPECT_NEAR(even->parts[1], -600 * std::log(1.2), 1e-10);
  // L(1440, 600) = 840 ÷ ln 2.4
  const auto more = DecomposeProduct(std::vector<Factor>{{100, 120}, {6, 12}});
  EXPECT_NEAR(more->parts[0], 840 * std::log(1.2) / std::log(2.4), 1e-10);
}

TEST(DecomposeProduct, IsShapleysWhereAFactorIsZeroOrBelow) {
  const auto gone = DecomposeProduct(std::vector<Factor>{{100, 0}, {6, 5}});
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->method, ProductChange::Method::kShapley);
  EXPECT_THAT(gone->parts, ElementsAre(DoubleNear(-550, 1e-10), DoubleNear(-50, 1e-10)));
  const auto negative = DecomposeProduct(std::vector<Factor>{{2, 3}, {-1, 1}});
  EXPECT_THAT(negative->parts, ElementsAre(DoubleNear(0, 1e-12), DoubleNear(5, 1e-12)));
}

TEST(DecomposeProduct, PartsSumToTheChange) {
  std::uniform_real_distribution<double> unit(0, 1);
  for (unsigned seed = 0; seed < 3000; ++seed) {
    std::mt19937 random(seed);
    const size_t count = 1 + random() % 5;
    std::vector<Factor> factors(count * (1 + random() % 6));
    for (Factor& factor : factors) {
      factor.before = std::pow(10, unit(random) * 100 - 50);
      factor.now = random() % 2 == 0
                       ? factor.before * (1 + 1e-13 * static_cast<double>(random() % 99))
                       : std::pow(10, unit(random) * 100 - 50);
      if (seed % 3 == 0 && random() % 5 == 0) factor.now = 0;
      if (seed % 3 == 0 && random() % 5 == 0) factor.before *= -1;
    }
    const auto result = DecomposeSumOfProducts(factors, count);
    ASSERT_TRUE(result) << seed;
    EXPECT_TRUE(SumTo(result->change, result->terms)) << seed;
  }
}

TEST(DecomposeProduct, OfNothingIsNothing) {
  EXPECT_FALSE(DecomposeProduct({}));
  EXPECT_FALSE(DecomposeProduct(std::vector<Factor>(13)));
  EXPECT_FALSE(DecomposeProduct(std::vector<Factor>{{1, kInfinity}}));
  EXPECT_FALSE(DecomposeProduct(std::vector<Factor>{{1e200, 1e300}, {1e200, 1e300}}));
}

std::vector<WeightedValue> Values(std::initializer_list<double> values) {
  std::vector<WeightedValue> result;
  for (const double value : values) result.push_back({value, 1});
  return result;
}

TEST(DecomposeQuantile, TellsSlowerFromMoreOfTheSlow) {
  const SegmentValues chat{Values({1, 2, 3}), Values({1, 2, 3})};
  const SegmentValues mail{Values({10, 11, 12}), Values({10, 10, 11, 11, 12, 12})};
  const auto mix = DecomposeQuantile(std::vector<SegmentValues>{chat, mail}, 0.5);
  ASSERT_TRUE(mix);
  EXPECT_EQ(mix->before, 6.5);
  EXPECT_EQ(mix->now, 10);
  EXPECT_EQ(mix->mix_effect, 3.5);
  EXPECT_THAT(mix->rate_effects, ElementsAre(0, 0));
  const SegmentValues slower{Values({10, 11, 12}), Values({20, 21, 22})};
  const auto shift = DecomposeQuantile(std::vector<SegmentValues>{chat, slower}, 0.5);
  EXPECT_EQ(shift->mix_effect, 0);
  EXPECT_THAT(shift->rate_effects, ElementsAre(0, 5));
}

TEST(DecomposeQuantile, OfAVanishedSegmentIsMix) {
  const SegmentValues stays{Values({1, 2, 3}), Values({1, 2, 3})};
  const SegmentValues goes{Values({8, 9}), {}};
  const auto result = DecomposeQuantile(std::vector<SegmentValues>{stays, goes}, 0.9);
  ASSERT_TRUE(result);
  EXPECT_THAT(result->rate_effects, ElementsAre(0, 0));
  EXPECT_NEAR(result->mix_effect, result->change, 1e-15);
}

TEST(DecomposeQuantile, PartsSumToTheChange) {
  for (unsigned seed = 0; seed < 120; ++seed) {
    std::mt19937 random(seed);
    std::vector<SegmentValues> segments(1 + random() % (seed % 4 == 0 ? 30 : 6));
    std::lognormal_distribution<double> times(3, 2);
    for (auto& [before, now] : segments) {
      for (size_t i = random() % 30; i > 0; --i) before.push_back({times(random), 1});
      for (size_t i = random() % 30; i > 0; --i) now.push_back({times(random), 2.5});
    }
    segments[0].before.push_back({3, 1});
    segments[0].now.push_back({5e9, 0.25});
    const auto result = DecomposeQuantile(segments, static_cast<double>(random() % 101) / 100);
    ASSERT_TRUE(result) << seed;
    std::vector<double> parts = result->rate_effects;
    parts.push_back(result->mix_effect);
    EXPECT_TRUE(SumTo(result->change, parts)) << seed;
  }
}

TEST(DecomposeQuantile, OfNothingIsNothing) {
  EXPECT_FALSE(DecomposeQuantile({}, 0.5));
  EXPECT_FALSE(DecomposeQuantile(std::vector<SegmentValues>{{Values({1}), {}}}, 0.5));
  EXPECT_FALSE(
      DecomposeQuantile(std::vector<SegmentValues>{{Values({1}), Values({kInfinity})}}, 0.5));
  EXPECT_FALSE(DecomposeQuantile(std::vector<SegmentValues>{{Values({1}), {{1, 0}}}}, 0.5));
  EXPECT_FALSE(
      DecomposeQuantile(std::vector<SegmentValues>{{Values({1}), Values({1})}}, std::nan("")));
}

// Forecast (50, 20, 20, 10), actual (24, 21, 4, 1).
TEST(SurprisesOf, AreAdtributors) {
  const auto result = SurprisesOf(
      Measure::kCount,
      std::vector<Change>{Amounts(50, 24), Amounts(20, 21), Amounts(20, 4), Amounts(10, 1)});
  const double powers[] = {.52, -.02, .32, .18};
  const double surprises[] = {.00010205, .01994781, .01328286, .01455516};
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(result[i].power, powers[i], 1e-15);
    EXPECT_NEAR(result[i].surprise, surprises[i], 5e-9);
  }
}

TEST(SurprisesOf, QuotientsTakeBothSums) {
  const auto result = SurprisesOf(
      Measure::kShare, std::vector<Change>{Rates(50, 100, 20, 100), Rates(50, 100, 50, 100)});
  EXPECT_NEAR(result[0].power, 1, 1e-15);
  EXPECT_NEAR(result[1].power, 0, 1e-15);
  EXPECT_GT(result[0].surprise, 0);
  const auto nothing = SurprisesOf(Measure::kShare, std::vector<Change>{Rates(0, 0, 0, 0)});
  EXPECT_EQ(nothing[0].surprise, 0);
}

}  // namespace
}  // namespace kebao::analysis
