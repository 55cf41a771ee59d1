#include "analysis/false_discovery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace kebao::analysis {
namespace {

using testing::DoubleNear;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

// R: p.adjust(c(.01, .04, .03, .005), "BH") = .02 .04 .04 .02
TEST(FalseDiscoveryRates, AreThoseOfR) {
  const std::vector<double> ps = {.01, .04, .03, .005};
  EXPECT_THAT(FalseDiscoveryRates(ps), ElementsAre(DoubleNear(.02, 1e-15), DoubleNear(.04, 1e-15),
                                                   DoubleNear(.04, 1e-15), DoubleNear(.02, 1e-15)));
}

TEST(FalseDiscoveryRates, AreNeverAboveOne) {
  const std::vector<double> ps = {1, std::nan(""), 0.9};
  EXPECT_THAT(FalseDiscoveryRates(ps), Each(1.0));
  EXPECT_THAT(FalseDiscoveryRates({}), IsEmpty());
}

}  // namespace
}  // namespace kebao::analysis
