#include "analysis/forecast/minimise.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlopt.hpp>

namespace kebao::analysis::forecast {
namespace {

constexpr double kRelativeTolerance = 1e-8;
// What stands for infinity: the simplex computes with the values it gets.
constexpr double kForbidden = 1e300;

using Function = std::function<double(const std::vector<double>&)>;

/// The best point seen so far: the optimiser's own answer is not always it.
struct Search {
  const Function* function;
  std::vector<double> best;
  double best_value = std::numeric_limits<double>::infinity();
};

double Evaluate(const std::vector<double>& point, std::vector<double>&, void* data) {
  auto& search = *static_cast<Search*>(data);
  const double value = (*search.function)(point);
  if (!std::isfinite(value)) return kForbidden;
  if (value < search.best_value) {
    search.best_value = value;
    search.best = point;
  }
  return value;
}

}  // namespace

void SearchBox::Add(double start_value, double low_value, double high_value, double step_value) {
  start.push_back(std::clamp(start_value, low_value, high_value));
  low.push_back(low_value);
  high.push_back(high_value);
  step.push_back(step_value);
}

std::vector<double> Minimise(const Function& function, const SearchBox& box, int evaluations) {
  if (box.start.empty()) return {};
  Search search{&function, box.start};
  nlopt::opt simplex(nlopt::LN_NELDERMEAD, static_cast<unsigned>(box.start.size()));
  simplex.set_lower_bounds(box.low);
  simplex.set_upper_bounds(box.high);
  simplex.set_initial_step(box.step);
  simplex.set_min_objective(Evaluate, &search);
  simplex.set_ftol_rel(kRelativeTolerance);
  simplex.set_maxeval(evaluations);
  auto point = box.start;
  double value = 0;
  try {
    simplex.optimize(point, value);
  } catch (const nlopt::roundoff_limited&) {
    // The best point so far is as good as it gets.
  } catch (const std::runtime_error&) {
    // A simplex that has collapsed: likewise.
  }
  return search.best;
}

}  // namespace kebao::analysis::forecast
