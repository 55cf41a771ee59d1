#include "report/narrative/figure_index.h"

#include <gtest/gtest.h>

namespace kebao::report {
namespace {

document::Figure Of(const std::string& where, double raw) {
  document::Figure figure;
  figure.raw = raw;
  figure.provenance = {"csat_rate", "kebao", "period=2025-10; " + where};
  return figure;
}

/// The weakest team must not be measured against the worst issue type of another one.
TEST(FigureIndexTest, AFamilyHasNoPartsOfItsMembersAndNoOtherPeriod) {
  FigureIndex index;
  index.Add(Of("team=甲", 0.8));
  index.Add(Of("team=乙", 0.6));
  index.Add(Of("team=甲; issue_type=退款", 0.2));
  index.Add(Of("team=乙; comparison", 0.1));
  index.Add(Of("team=", 0.3));
  const auto family = index.Family(Of("team=甲", 0.8).provenance);
  ASSERT_EQ(family.size(), 2U);
  EXPECT_EQ(family[0].raw + family[1].raw, 1.4);
}

}  // namespace
}  // namespace kebao::report
