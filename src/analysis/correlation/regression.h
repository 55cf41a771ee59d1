#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace kebao::analysis {

/// A straight relation by least squares.
struct Regression {
  std::vector<double> coefficients;  // the intercept first, where there is one
  std::vector<double> standard_errors;
  double residual_sd = 0;
  double residual_squares = 0;
  double r_squared = 0;  // without an intercept: of the squares about 0
  double f = 0;          // infinite where nothing is left over
  size_t freedom = 0;    // of the residuals, ≥ 1
};

enum class Intercept : bool { kNone, kFitted };

/// y on the columns, each as long as y. Nullopt: no more rows than coefficients, a value that is
/// not finite, or columns of which one is (to 1 in 10¹³) a combination of others.
/// Method: Householder QR with column pivoting, of columns scaled to length 1, in extended
/// precision; checked against the certified values of NIST StRD (regression_test.cc).
std::optional<Regression> Regress(std::span<const std::vector<double>> columns,
                                  std::span<const double> y,
                                  Intercept intercept = Intercept::kFitted);

/// y on x, x², … x^degree, with an intercept.
std::optional<Regression> RegressOnPowers(std::span<const double> x, std::span<const double> y,
                                          size_t degree);

}  // namespace kebao::analysis
