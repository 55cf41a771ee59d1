#include "analysis/forecast/seasonal_smoothing.h"

#include <algorithm>
#include <cmath>

#include "analysis/forecast/minimise.h"

namespace kebao::analysis::forecast {
namespace {

struct Parameters {
  double alpha = 0;
  double beta = 0;
  double phi = 0;
  double rho = 0;
  Values gammas;
};

struct States {
  double level = 0;
  double slope = 0;
  double error = 0;
  std::vector<Values> seasonal;  // by phase
};

/// Per-phase means of values[first, last) less what `level` says.
Values PhaseMeans(View values, int season, double level) {
  Values sums(static_cast<size_t>(season), 0.0), counts(static_cast<size_t>(season), 0.0);
  for (size_t i = 0; i < values.size(); ++i) {
    const size_t phase = i % static_cast<size_t>(season);
    sums[phase] += values[i] - level;
    ++counts[phase];
  }
  for (size_t i = 0; i < sums.size(); ++i) {
    if (counts[i] > 0) sums[i] /= counts[i];
  }
  return sums;
}

/// Level and seasons from the first `span` values; each season takes what the shorter ones leave.
States Begin(const History& history, size_t span) {
  States states;
  Values rest(history.values.begin(), history.values.begin() + static_cast<std::ptrdiff_t>(span));
  states.level = Mean(rest);
  for (double& value : rest) value -= states.level;
  for (const int season : history.seasons) {
    states.seasonal.push_back(PhaseMeans(rest, season, 0));
    for (size_t i = 0; i < rest.size(); ++i) {
      rest[i] -= states.seasonal.back()[i % static_cast<size_t>(season)];
    }
  }
  return states;
}

/// One pass over the values from `first` on, phases kept as counters: no division in the loop.
class Pass {
 public:
  Pass(const History& history, const Parameters& parameters, States states, size_t first)
      : history_(history), parameters_(parameters), states_(std::move(states)) {
    for (const int season : history.seasons) phases_.push_back(first % static_cast<size_t>(season));
  }

  double Predict() const {
    double sum = states_.level + parameters_.phi * states_.slope + parameters_.rho * states_.error;
    for (size_t i = 0; i < phases_.size(); ++i) sum += states_.seasonal[i][phases_[i]];
    return sum;
  }

  /// `innovation`: what the value differs from Predict().
  void Advance(double innovation) {
    const double error = parameters_.rho * states_.error + innovation;
    const double slope = parameters_.phi * states_.slope;
    states_.level += slope + parameters_.alpha * error;
    states_.slope = slope + parameters_.beta * error;
    states_.error = error;
    for (size_t i = 0; i < phases_.size(); ++i) {
      states_.seasonal[i][phases_[i]] += parameters_.gammas[i] * error;
      if (++phases_[i] == static_cast<size_t>(history_.seasons[i])) phases_[i] = 0;
    }
  }

  /// Like Advance for a step of which nothing is known: the autocorrelated error fades, and moves
  /// no state.
  void AdvanceUnseen() {
    states_.slope *= parameters_.phi;
    states_.level += states_.slope;
    states_.error *= parameters_.rho;
    for (size_t i = 0; i < phases_.size(); ++i) {
      if (++phases_[i] == static_cast<size_t>(history_.seasons[i])) phases_[i] = 0;
    }
  }

 private:
  const History& history_;
  const Parameters& parameters_;
  States states_;
  std::vector<size_t> phases_;
};

class Fit {
 public:
  Fit(const History& history, const SmoothingOptions& options)
      : history_(history), options_(options) {
    const size_t cycle = static_cast<size_t>(std::max(history.longest_season(), 2));
    begin_ = Begin(history, std::min(2 * cycle, history.values.size()));
    burn_in_ = cycle;
  }

  Values Forecast(int horizon) const {
    const auto parameters =
        Unpack(Minimise([&](const Values& point) { return SquaredError(Unpack(point)); }, Box(),
                        options_.evaluations));
    Pass pass(history_, parameters, begin_, 0);
    for (const double value : history_.values) pass.Advance(value - pass.Predict());
    Values path;
    for (int h = 0; h < horizon; ++h) {
      path.push_back(pass.Predict());
      pass.AdvanceUnseen();
    }
    return path;
  }

 private:
  SearchBox Box() const {
    SearchBox box;
    box.Add(0.1, 0, 1, 0.1);
    if (options_.has_trend) {
      box.Add(0.01, 0, 0.5, 0.02);
      box.Add(0.95, 0.8, 0.99, 0.03);
    }
    if (options_.has_autocorrelation) box.Add(0.6, 0, 0.98, 0.2);
    for (size_t i = 0; i < history_.seasons.size(); ++i) box.Add(0.1, 0, 0.9, 0.1);
    return box;
  }

  Parameters Unpack(const Values& point) const {
    Parameters parameters;
    size_t next = 0;
    parameters.alpha = point[next++];
    if (options_.has_trend) {
      parameters.beta = point[next++];
      parameters.phi = point[next++];
    }
    if (options_.has_autocorrelation) parameters.rho = point[next++];
    parameters.gammas.assign(point.begin() + static_cast<std::ptrdiff_t>(next), point.end());
    return parameters;
  }

  double SquaredError(const Parameters& parameters) const {
    Pass pass(history_, parameters, begin_, 0);
    double sum = 0;
    for (size_t i = 0; i < history_.values.size(); ++i) {
      const double innovation = history_.values[i] - pass.Predict();
      if (i >= burn_in_) sum += innovation * innovation;
      pass.Advance(innovation);
    }
    return sum;
  }

  const History& history_;
  const SmoothingOptions& options_;
  States begin_;
  size_t burn_in_ = 0;
};

}  // namespace

Values SmoothSeasonally(const History& history, int horizon, const SmoothingOptions& options) {
  const int needed = std::max(4, 2 * history.longest_season());
  if (history.size() < needed) return {};
  return Fit(history, options).Forecast(horizon);
}

}  // namespace kebao::analysis::forecast
