#include "analysis/difference.h"

#include <gtest/gtest.h>

namespace kebao::analysis {
namespace {

using metrics::MetricKind;
using metrics::MetricSpec;
using metrics::Value;

Value Counted(double value) {
  Value counted;
  counted.value = value;
  counted.n = static_cast<int64_t>(value);
  return counted;
}

MetricSpec OfKind(MetricKind kind) {
  MetricSpec spec;
  spec.kind = kind;
  return spec;
}

// Newcombe 1998, table II (a): 56/70 − 48/80, method 10: 0.0524 to 0.3339. The intervals of the two
// shares are Wilson's.
TEST(Difference, IsNewcombesForShares) {
  const Estimate first{0.8, 0.692246, 0.877266};
  const Estimate second{0.6, 0.490355, 0.700430};
  const Difference difference = Subtract(first, second);
  EXPECT_NEAR(*difference.low, 0.0524, 5e-4);
  EXPECT_NEAR(*difference.high, 0.3339, 5e-4);
  EXPECT_TRUE(difference.is_beyond_noise());
}

// The exact conditional test of two Poisson counts says p = 0.125, 0.031 and 0.099.
TEST(Difference, OfSmallCountsAgreesWithTheExactTest) {
  EXPECT_FALSE(Subtract(PoissonEstimate(4), PoissonEstimate(0)).is_beyond_noise());
  EXPECT_TRUE(Subtract(PoissonEstimate(6), PoissonEstimate(0)).is_beyond_noise());
  EXPECT_FALSE(Subtract(PoissonEstimate(20), PoissonEstimate(10)).is_beyond_noise());
  EXPECT_TRUE(Subtract(PoissonEstimate(10), PoissonEstimate(40)).is_beyond_noise());
}

TEST(Difference, DeviateCrossesTheLimitWhereTheIntervalLeavesZero) {
  for (double count = 100; count < 200; ++count) {
    const Difference difference = Subtract(PoissonEstimate(count), PoissonEstimate(100));
    EXPECT_EQ(difference.is_beyond_noise(), TwoSidedP(difference.z) < 0.05) << count;
  }
  EXPECT_NEAR(TwoSidedP(1.959963984540054), 0.05, 1e-12);
  EXPECT_NEAR(TwoSidedP(-3), 0.0026998, 1e-7);
}

TEST(Difference, WithoutAnIntervalIsWhatHappened) {
  const Difference difference = Subtract(Estimate{5, {}, {}}, PoissonEstimate(4));
  EXPECT_FALSE(difference.is_tested());
  EXPECT_TRUE(difference.is_beyond_noise());
}

TEST(EstimateOf, CountsHaveAnIntervalAndSumsHaveNone) {
  EXPECT_TRUE(EstimateOf(OfKind(MetricKind::kCount), Counted(9))->has_interval());
  EXPECT_TRUE(EstimateOf(OfKind(MetricKind::kDistinct), Counted(9))->has_interval());
  EXPECT_FALSE(EstimateOf(OfKind(MetricKind::kSum), Counted(9))->has_interval());
  EXPECT_FALSE(EstimateOf(OfKind(MetricKind::kStock), Counted(9))->has_interval());
  EXPECT_FALSE(EstimateOf(OfKind(MetricKind::kCount), Value{}));
}

TEST(EstimateOf, ADerivedShareIsAsSureAsItsRarerPart) {
  MetricSpec spec = OfKind(MetricKind::kDerived);
  EXPECT_FALSE(EstimateOf(spec, Counted(9))->has_interval());
  spec.unit = metrics::Unit::kShare;
  Value rate;
  rate.value = 0.005;
  rate.n = 4;
  const Estimate estimate = *EstimateOf(spec, rate);
  EXPECT_NEAR(*estimate.low, 0.005 * 1.5556 / 4, 1e-6);
  EXPECT_NEAR(*estimate.high, 0.005 * 10.2859 / 4, 1e-6);
}

}  // namespace
}  // namespace kebao::analysis
