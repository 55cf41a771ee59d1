#include "analysis/correlation/cross_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace kebao::analysis {
namespace {

// Hair and eye colour of 592 students (Snee 1974, R's HairEyeColor): χ² = 138.29 with 9 degrees of
// freedom, Cramér's V 0.279.
const CountTable kHairAndEyes = {
    {68, 20, 15, 5}, {119, 84, 54, 29}, {26, 17, 14, 14}, {7, 94, 10, 16}};

TEST(Association, AgreesWithWhatIsKnown) {
  const Association found = AssociationOf(kHairAndEyes);
  EXPECT_NEAR(found.chi_square, 138.2898, 1e-4);
  EXPECT_EQ(found.freedom, 9);
  EXPECT_LT(found.p, 1e-20);
  const double phi2 = found.chi_square / 592 - 9.0 / 591;
  const double side = 4 - 9.0 / 591 - 1;
  EXPECT_NEAR(found.v, std::sqrt(phi2 / side), 1e-12);  // Bergsma 2013
  EXPECT_LT(found.v, std::sqrt(found.chi_square / 592 / 3));
  EXPECT_TRUE(found.is_reliable());
  EXPECT_GT(found.residuals[3][1], 7);  // blond and blue-eyed
  EXPECT_LT(found.cell_q[3][1], 1e-9);
}

// 2 × 2 by hand: χ² = n(ad − bc)²/(product of the margins).
TEST(Association, IsWhatItIsByHand) {
  const Association found = AssociationOf(CountTable{{30, 10}, {15, 25}});
  EXPECT_NEAR(found.chi_square, 80 * std::pow(30 * 25 - 10 * 15, 2) / (40.0 * 40 * 45 * 35), 1e-12);
  EXPECT_NEAR(std::pow(found.residuals[0][0], 2), found.chi_square, 1e-12);
}

TEST(Association, DoesNotDependOnOrderOrSide) {
  const Association before = AssociationOf(kHairAndEyes);
  CountTable turned(4, std::vector<double>(4));
  for (size_t i = 0; i < 4; ++i)
    for (size_t j = 0; j < 4; ++j) turned[3 - j][i] = kHairAndEyes[i][j];
  const Association after = AssociationOf(turned);
  EXPECT_NEAR(before.chi_square, after.chi_square, 1e-10);
  EXPECT_NEAR(before.v, after.v, 1e-12);
  EXPECT_NEAR(before.v_low, after.v_low, 1e-9);
  EXPECT_NEAR(before.residuals[3][1], after.residuals[2][3], 1e-12);
}

CountTable Draw(size_t n, double link, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> chance;
  CountTable counts(3, std::vector<double>(4));
  for (size_t i = 0; i < n; ++i) {
    const auto row = static_cast<size_t>(chance(random) * 3);
    const auto column =
        static_cast<size_t>(chance(random) < link ? static_cast<double>(row) : chance(random) * 4);
    ++counts[row][column];
  }
  return counts;
}

TEST(Association, NamesNothingWhereThereIsNothing) {
  constexpr uint64_t kRuns = 1000;
  int named = 0;
  int cells = 0;
  double v = 0;
  for (uint64_t run = 0; run < kRuns; ++run) {
    const Association found = AssociationOf(Draw(200, 0, run));
    named += found.p <= 0.05;
    cells += std::ranges::any_of(found.cell_q, [](const auto& row) {
      return std::ranges::any_of(row, [](double q) { return q <= 0.05; });
    });
    v += found.v / kRuns;
  }
  EXPECT_NEAR(named / static_cast<double>(kRuns), 0.05, 0.02);
  EXPECT_LE(cells, 65);
  EXPECT_LT(v, 0.06);  // uncorrected it is above 0.12
}

TEST(Association, IntervalsHoldTheTruth) {
  // Large table of the same kind: the truth, near enough.
  for (const double link : {0.1, 0.3}) {
    const double truth = AssociationOf(Draw(2'000'000, link, 99)).v;
    int held = 0;
    constexpr uint64_t kRuns = 1000;
    for (uint64_t run = 0; run < kRuns; ++run) {
      const Association found = AssociationOf(Draw(400, link, run));
      held += found.v_low <= truth && truth <= found.v_high;
    }
    EXPECT_GT(held, 0.93 * kRuns) << link;
  }
}

TEST(Association, SaysPlainlyWhereThereIsNothing) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(AssociationOf(CountTable{}).outcome, CrossOutcome::kTooFew);
  EXPECT_EQ(AssociationOf(CountTable{{0, 0}, {0, 0}}).outcome, CrossOutcome::kTooFew);
  EXPECT_EQ(AssociationOf(CountTable{{5, 0}, {7, 0}}).outcome, CrossOutcome::kTooFew);
  EXPECT_EQ(AssociationOf(CountTable{{5, -1}, {7, 3}}).outcome, CrossOutcome::kWrong);
  EXPECT_EQ(AssociationOf(CountTable{{5, infinity}, {7, 3}}).outcome, CrossOutcome::kWrong);
  EXPECT_EQ(AssociationOf(CountTable{{5, 1}, {7}}).outcome, CrossOutcome::kWrong);
  const Association gap = AssociationOf(CountTable{{30, 0, 10}, {15, 0, 25}, {0, 0, 0}});
  EXPECT_NEAR(gap.chi_square, AssociationOf(CountTable{{30, 10}, {15, 25}}).chi_square, 1e-12);
  EXPECT_EQ(gap.freedom, 1);
  EXPECT_FALSE(AssociationOf(CountTable{{3, 1}, {1, 2}}).is_reliable());
  const Association perfect = AssociationOf(CountTable{{1e9, 0}, {0, 1e9}});
  EXPECT_NEAR(perfect.v, 1, 1e-6);
  EXPECT_GT(perfect.v_low, 0.99);
}

TEST(Association, OfSharesIsThatOfTheirCounts) {
  const std::vector<ShareOfGroup> groups = {{40, 30}, {40, 15}};
  EXPECT_NEAR(AssociationOf(groups).chi_square,
              AssociationOf(CountTable{{30, 10}, {15, 25}}).chi_square, 1e-12);
}

TEST(Variation, SaysPlainlyWhereThereIsNothing) {
  EXPECT_FALSE(VariationOf({}));
  EXPECT_FALSE(VariationOf(std::vector<GroupOfValues>{{5, 1, 2}}));
  EXPECT_FALSE(VariationOf(std::vector<GroupOfValues>{{5, 1, 0}, {5, 1, 0}}));
  EXPECT_FALSE(VariationOf(std::vector<GroupOfValues>{{5, 1, 2}, {5, std::nan(""), 1}}));
  const auto sharp = VariationOf(std::vector<GroupOfValues>{{5, 1, 0}, {5, 2, 0}});
  ASSERT_TRUE(sharp);
  EXPECT_EQ(sharp->p, 0);
}

}  // namespace
}  // namespace kebao::analysis
