#include "analysis/staffing/waiting_tail.h"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace kebao::analysis::staffing {
namespace {

/// Above this many standard deviations the series has terms that are too large or too many.
constexpr double kSeriesDeviations = 8;
constexpr double kSmallest = 1e-18;  // of the sum

}  // namespace

double LogWaitingStates(double a, double z) {
  if (z > a + kSeriesDeviations * std::sqrt(a)) {
    const long double order = a;
    const long double at = z;
    return static_cast<double>(std::lgamma(order + 1) + at - order * std::log(at) +
                               std::log(boost::math::gamma_p(order, at)));
  }
  double sum = 1;
  double term = 1;
  for (double k = 1; term > kSmallest * sum; ++k) {
    term *= z / (a + k);
    sum += term;
  }
  return std::log(sum);
}

double WaitingCustomers(double a, double z) {
  double sum = 0;
  double term = 1;
  double k = 1;
  do {
    term *= z / (a + k);
    sum += k * term;
  } while (k++ * term > kSmallest * sum);
  return sum;
}

}  // namespace kebao::analysis::staffing
