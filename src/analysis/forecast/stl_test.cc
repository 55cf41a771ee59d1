#include "analysis/forecast/stl.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/forecast/test_series.h"

namespace kebao::analysis::forecast {
namespace {

Values LogPassengers() {
  auto values = test_series::AirPassengers();
  for (double& value : values) value = std::log(value);
  return values;
}

void ExpectRemainder(const Values& remainder, const Values& expected, double tolerance) {
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(remainder[i], expected[i], tolerance) << i;
  }
}

// R 4.2.2: stl(log(AirPassengers), …), the first six remainders.
TEST(Stl, IsRs) {
  const auto values = LogPassengers();
  ExpectRemainder(DecomposeStl(values, 12, {.is_periodic = true}).remainder,
                  {-0.019249359, 0.054344768, 0.035588446, 0.040463251, -0.024590530, -0.042681426},
                  1e-8);
  ExpectRemainder(DecomposeStl(values, 12, {.seasonal_width = 11}).remainder,
                  {-0.0062893934, 0.0301744919, 0.0078297587, 0.0293268838, -0.0179090026}, 1e-8);
  ExpectRemainder(DecomposeStl(values, 12, {.seasonal_width = 11, .is_robust = true}).remainder,
                  {-0.0110883273, 0.0263456693, 0.0337755007, 0.0466765985, -0.0074642583}, 1e-8);
  // Periodic and robust R differs in the fourth digit.
  ExpectRemainder(DecomposeStl(values, 12, {.is_periodic = true, .is_robust = true}).remainder,
                  {-0.000683, 0.106109, 0.046698, 0.057047, -0.016290, -0.034107}, 2e-4);
}

TEST(Mstl, PartsSumToTheValues) {
  const History history{test_series::HourlyContacts(35, 5, 1), {24, 168}};
  const auto parts = DecomposeMstl(history, 11);
  for (size_t i = 0; i < history.values.size(); ++i) {
    const double sum =
        parts.trend[i] + parts.seasonal[0][i] + parts.seasonal[1][i] + parts.remainder[i];
    ASSERT_NEAR(sum, history.values[i], 1e-9);
  }
}

}  // namespace
}  // namespace kebao::analysis::forecast
