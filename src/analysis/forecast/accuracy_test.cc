#include "analysis/forecast/accuracy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace kebao::analysis::forecast {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

TEST(Accuracy, SmapeIsTheMeanOfSymmetricShares) {
  EXPECT_DOUBLE_EQ(Smape(Values{100, 50}, Values{300, 50}), 50);  // (200·200/400 + 0)/2
  EXPECT_DOUBLE_EQ(Smape(Values{0}, Values{0}), 0);
  EXPECT_DOUBLE_EQ(Smape(Values{0}, Values{3}), 200);
}

TEST(Accuracy, MaseDividesByTheNaiveStepsOfTheSeason) {
  EXPECT_DOUBLE_EQ(NaiveScale(Values{1, 2, 4, 8}, 2), 4.5);
  EXPECT_DOUBLE_EQ(NaiveScale(Values{1, 2}, 2), 0);
  EXPECT_DOUBLE_EQ(Mase(Values{10, 20}, Values{13, 14}, 4.5), 1);
  EXPECT_TRUE(std::isinf(Mase(Values{1}, Values{2}, 0)));
  EXPECT_DOUBLE_EQ(Mase(Values{1}, Values{1}, 0), 0);
}

TEST(Accuracy, LeavesOutWhatIsNotRecorded) {
  EXPECT_DOUBLE_EQ(Mase(Values{10, kMissing}, Values{12, 5}, 1), 2);
  EXPECT_DOUBLE_EQ(NaiveScale(Values{1, kMissing, 4, 8}, 1), 4);
}

// The official table of M4, hourly: seasonal naive.
TEST(Accuracy, OwaIsTheOfficialOne) {
  EXPECT_NEAR(Owa(13.912, 1.193, 18.383, 2.395), 0.6275, 1e-4);
}

}  // namespace
}  // namespace kebao::analysis::forecast
