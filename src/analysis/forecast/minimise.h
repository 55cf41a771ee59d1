#pragma once

#include <functional>
#include <vector>

namespace kebao::analysis::forecast {

/// A box in which a minimum is searched. All three of one size, low ≤ start ≤ high.
struct SearchBox {
  std::vector<double> start;
  std::vector<double> low;
  std::vector<double> high;
  std::vector<double> step;  // first steps, > 0

  void Add(double start_value, double low_value, double high_value, double step_value);
};

/// The point of the smallest value that Nelder and Mead's simplex (Computer Journal 7, 1965) finds
/// with at most `evaluations` calls. `function` may give +inf where a point is not allowed. The
/// same input gives the same output. An empty box gives an empty point.
std::vector<double> Minimise(const std::function<double(const std::vector<double>&)>& function,
                             const SearchBox& box, int evaluations);

}  // namespace kebao::analysis::forecast
