#include "analysis/forecast/accuracy.h"

#include <cmath>
#include <limits>

namespace kebao::analysis::forecast {
namespace {

/// The mean of those that are numbers.
class RunningMean {
 public:
  void Add(double value) {
    if (std::isnan(value)) return;
    sum_ += value;
    ++count_;
  }
  double Get() const { return count_ > 0 ? sum_ / count_ : 0; }

 private:
  double sum_ = 0;
  double count_ = 0;
};

}  // namespace

double Smape(View actual, View forecast) {
  RunningMean mean;
  for (size_t i = 0; i < actual.size(); ++i) {
    const double size = std::abs(actual[i]) + std::abs(forecast[i]);
    mean.Add(size == 0 ? 0 : 200 * std::abs(actual[i] - forecast[i]) / size);
  }
  return mean.Get();
}

double Mase(View actual, View forecast, double naive_scale) {
  RunningMean mean;
  for (size_t i = 0; i < actual.size(); ++i) mean.Add(std::abs(actual[i] - forecast[i]));
  if (mean.Get() == 0) return 0;
  return naive_scale > 0 ? mean.Get() / naive_scale : std::numeric_limits<double>::infinity();
}

double NaiveScale(View history, int season) {
  RunningMean mean;
  for (size_t i = static_cast<size_t>(season); i < history.size(); ++i) {
    mean.Add(std::abs(history[i] - history[i - static_cast<size_t>(season)]));
  }
  return mean.Get();
}

double Owa(double smape, double mase, double naive2_smape, double naive2_mase) {
  return (smape / naive2_smape + mase / naive2_mase) / 2;
}

}  // namespace kebao::analysis::forecast
