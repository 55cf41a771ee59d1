#include "analysis/forecast/ets.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/forecast/decompose_classical.h"
#include "analysis/forecast/minimise.h"

namespace kebao::analysis::forecast {
namespace {

using Error = EtsForm::Error;
using Trend = EtsForm::Trend;
using Season = EtsForm::Season;

constexpr double kSmallest = 1e-4;  // bounds of R's ets()
constexpr double kLargest = 1 - 1e-4;
constexpr double kLeastPhi = 0.8;
constexpr double kMostPhi = 0.98;
constexpr int kLongestFittedSeason = 12;
constexpr double kImpossible = std::numeric_limits<double>::infinity();

/// What goes into one step of the recursion.
struct Step {
  double base = 0;      // level + φ·slope
  double seasonal = 0;  // 0 or 1 without a season
  double value(Season season) const {
    return season == Season::kMultiplicative ? base * seasonal : base + seasonal;
  }
};

/// Runs through the values and keeps the states. R computes the same from the other side (etscalc).
class Recursion {
 public:
  Recursion(const EtsForm& form, const EtsParameters& parameters, EtsStates states)
      : form_(form), parameters_(parameters), states_(std::move(states)) {}

  Step Predict() const {
    const double base = states_.level + parameters_.phi * states_.slope;
    if (form_.season == Season::kNone) return {base, 0};
    return {base, states_.seasonal[phase_]};
  }

  void Advance(const Step& step, double value) {
    const bool is_product = form_.season == Season::kMultiplicative;
    const double adjusted = is_product ? value / step.seasonal : value - step.seasonal;
    const double level = step.base + parameters_.alpha * (adjusted - step.base);
    if (form_.trend != Trend::kNone) {
      const double slope = parameters_.phi * states_.slope;
      states_.slope =
          slope + parameters_.beta / parameters_.alpha * (level - states_.level - slope);
    }
    states_.level = level;
    if (form_.season == Season::kNone) return;
    const double alone = is_product ? value / step.base : value - step.base;
    states_.seasonal[phase_] += parameters_.gamma * (alone - step.seasonal);
    if (++phase_ == states_.seasonal.size()) phase_ = 0;
  }

  /// The states with the next phase first.
  EtsStates End() const {
    EtsStates end = states_;
    std::rotate(end.seasonal.begin(), end.seasonal.begin() + static_cast<std::ptrdiff_t>(phase_),
                end.seasonal.end());
    return end;
  }

 private:
  const EtsForm& form_;
  const EtsParameters& parameters_;
  EtsStates states_;
  size_t phase_ = 0;
};

/// −2 log likelihood without the constants: n·log Σe², and 2 Σ log|forecast| for relative errors.
double Deviance(View values, const EtsForm& form, const EtsParameters& parameters,
                const EtsStates& start) {
  Recursion recursion(form, parameters, start);
  const bool is_relative = form.error == Error::kMultiplicative;
  double squares = 0, product = 1, logs = 0;
  for (const double value : values) {
    const auto step = recursion.Predict();
    const double predicted = step.value(form.season);
    double error = value - predicted;
    if (is_relative) {
      if (predicted <= 0) return kImpossible;
      error /= predicted;
      product *= predicted;  // one logarithm for many values
      if (product > 1e200 || product < 1e-200) {
        logs += std::log(product);
        product = 1;
      }
    }
    squares += error * error;
    recursion.Advance(step, value);
  }
  const double size = static_cast<double>(values.size());
  const double smallest = std::numeric_limits<double>::min();
  return size * std::log(std::max(squares, smallest)) + 2 * (logs + std::log(product));
}

/// Least squares line through the first values: level and slope before the first.
EtsStates StartOfTrend(View adjusted, bool has_trend) {
  const double size = static_cast<double>(adjusted.size());
  double x_mean = (size + 1) / 2, y_mean = Mean(adjusted), xy = 0, xx = 0;
  for (size_t i = 0; i < adjusted.size(); ++i) {
    const double x = static_cast<double>(i + 1) - x_mean;
    xy += x * (adjusted[i] - y_mean);
    xx += x * x;
  }
  if (!has_trend) return {.level = y_mean, .seasonal = {}};
  const double slope = xx > 0 ? xy / xx : 0;
  return {.level = y_mean - slope * x_mean, .slope = slope, .seasonal = {}};
}

EtsStates StartOf(View values, int season, const EtsForm& form) {
  const size_t most = std::max<size_t>(10, 2 * static_cast<size_t>(season));
  Values adjusted(values.begin(), values.end());
  Values indices;
  if (form.season != Season::kNone) {
    const bool is_product = form.season == Season::kMultiplicative;
    indices = SeasonalIndices(values, season,
                              is_product ? SeasonalForm::kMultiplicative : SeasonalForm::kAdditive);
    for (size_t i = 0; i < adjusted.size(); ++i) {
      const double index = indices[i % indices.size()];
      adjusted[i] = is_product ? adjusted[i] / std::max(index, 1e-2) : adjusted[i] - index;
    }
    if (is_product) {
      for (double& index : indices) index = std::max(index, 1e-2);
    }
  }
  auto states = StartOfTrend(View(adjusted).first(std::min(most, adjusted.size())),
                             form.trend != Trend::kNone);
  states.seasonal = std::move(indices);
  return states;
}

/// The search for one form: which numbers the optimiser moves, and what they mean.
class FormSearch {
 public:
  FormSearch(View values, int season, const EtsForm& form)
      : values_(values), form_(form), start_(StartOf(values, season, form)) {
    is_season_fitted_ = form.season != Season::kNone && season <= kLongestFittedSeason;
  }

  EtsFit Run(int evaluations) const {
    const auto point =
        Minimise([&](const Values& at) { return DevianceAt(at); }, Box(), evaluations);
    EtsFit fit{form_, ParametersOf(point), StatesOf(point), {}};
    fit.aic = DevianceAt(point) + 2 * CountOfParameters();
    const double size = static_cast<double>(values_.size()), count = CountOfParameters();
    fit.aicc = fit.aic + 2 * count * (count + 1) / (size - count - 1);
    Recursion recursion(form_, fit.parameters, fit.start);
    for (const double value : values_) recursion.Advance(recursion.Predict(), value);
    fit.end = recursion.End();
    return fit;
  }

  /// Smoothing parameters, starting states and the variance, as R counts them.
  double CountOfParameters() const {
    double count = 3;
    if (form_.trend != Trend::kNone) count += 2;
    if (form_.trend == Trend::kDamped) count += 1;
    return count + static_cast<double>(start_.seasonal.size());
  }

 private:
  SearchBox Box() const {
    SearchBox box;
    const bool has_trend = form_.trend != Trend::kNone, has_season = !start_.seasonal.empty();
    const double unit = Spread();
    box.Add(has_season ? 0.2 : 0.4, kSmallest, kLargest, 0.1);
    if (has_trend) box.Add(0.03, kSmallest, kLargest, 0.03);
    if (has_season) box.Add(0.05, kSmallest, kLargest, 0.05);
    if (form_.trend == Trend::kDamped) box.Add(0.96, kLeastPhi, kMostPhi, 0.02);
    AddState(box, start_.level, unit);
    if (has_trend) AddState(box, start_.slope, 0.1 * unit);
    if (!is_season_fitted_) return box;
    const double step =
        form_.season == Season::kAdditive ? unit : unit / (1 + std::abs(start_.level));
    for (size_t i = 1; i < start_.seasonal.size(); ++i)
      AddState(box, start_.seasonal[i], 0.3 * step);
    return box;
  }

  static void AddState(SearchBox& box, double value, double step) {
    const double reach = 1e3 * (std::abs(value) + step);
    box.Add(value, -reach, reach, step);
  }

  /// A typical step from one value to the next.
  double Spread() const {
    double sum = 0;
    for (size_t i = 1; i < values_.size(); ++i) sum += std::abs(values_[i] - values_[i - 1]);
    return std::max(sum / static_cast<double>(values_.size()), 1e-8 * (1 + std::abs(start_.level)));
  }

  EtsParameters ParametersOf(const Values& point) const {
    EtsParameters parameters;
    size_t next = 0;
    parameters.alpha = point[next++];
    if (form_.trend != Trend::kNone) parameters.beta = point[next++];
    if (form_.season != Season::kNone) parameters.gamma = point[next++];
    if (form_.trend == Trend::kDamped) parameters.phi = point[next++];
    return parameters;
  }

  EtsStates StatesOf(const Values& point) const {
    EtsStates states = start_;
    size_t next = 1 + (form_.trend != Trend::kNone) + (form_.season != Season::kNone) +
                  (form_.trend == Trend::kDamped);
    states.level = point[next++];
    if (form_.trend != Trend::kNone) states.slope = point[next++];
    if (!is_season_fitted_) return states;
    const double whole =
        form_.season == Season::kMultiplicative ? static_cast<double>(states.seasonal.size()) : 0.0;
    double rest = whole;
    for (size_t i = 1; i < states.seasonal.size(); ++i) {
      states.seasonal[i] = point[next++];
      rest -= states.seasonal[i];
    }
    states.seasonal[0] = rest;
    return states;
  }

  double DevianceAt(const Values& point) const {
    const auto parameters = ParametersOf(point);
    if (form_.trend != Trend::kNone && parameters.beta > parameters.alpha) return kImpossible;
    if (parameters.gamma > 1 - parameters.alpha) return kImpossible;
    const auto states = StatesOf(point);
    if (form_.season == Season::kMultiplicative &&
        std::ranges::any_of(states.seasonal, [](double index) { return index <= 0; })) {
      return kImpossible;
    }
    return Deviance(values_, form_, parameters, states);
  }

  View values_;
  const EtsForm& form_;
  EtsStates start_;
  bool is_season_fitted_ = false;
};

bool Allows(View values, int season, const EtsForm& form) {
  if (values.size() < 3) return false;
  if (form.season != Season::kNone &&
      (season < 2 || values.size() < 2 * static_cast<size_t>(season))) {
    return false;
  }
  return !form.is_multiplicative() ||
         std::ranges::all_of(values, [](double value) { return value > 0; });
}

/// All but additive errors with multiplicative seasons, which R leaves out as unstable.
std::vector<EtsForm> AllForms() {
  std::vector<EtsForm> forms;
  for (const auto error : {Error::kAdditive, Error::kMultiplicative}) {
    for (const auto trend : {Trend::kNone, Trend::kAdditive, Trend::kDamped}) {
      for (const auto season : {Season::kNone, Season::kAdditive, Season::kMultiplicative}) {
        if (error == Error::kAdditive && season == Season::kMultiplicative) continue;
        forms.push_back({error, trend, season});
      }
    }
  }
  return forms;
}

}  // namespace

std::string EtsForm::Name() const {
  static constexpr const char* kErrors[] = {"A", "M"};
  static constexpr const char* kTrends[] = {"N", "A", "Ad"};
  static constexpr const char* kSeasons[] = {"N", "A", "M"};
  return std::string("ETS(") + kErrors[static_cast<size_t>(error)] + "," +
         kTrends[static_cast<size_t>(trend)] + "," + kSeasons[static_cast<size_t>(season)] + ")";
}

Values EtsFit::Forecast(int horizon) const {
  Values path;
  double level = end.level, slope = end.slope;
  for (int h = 0; h < horizon; ++h) {
    slope *= parameters.phi;
    level += slope;
    double value = level;
    if (!end.seasonal.empty()) {
      const double index = end.seasonal[static_cast<size_t>(h) % end.seasonal.size()];
      value = form.season == Season::kMultiplicative ? level * index : level + index;
    }
    path.push_back(value);
  }
  return path;
}

std::optional<EtsFit> FitEts(View values, int season, const EtsForm& form, int evaluations) {
  if (!Allows(values, season, form)) return std::nullopt;
  const FormSearch search(values, season, form);
  if (search.CountOfParameters() + 1 >= static_cast<double>(values.size())) return std::nullopt;
  return search.Run(evaluations);
}

std::optional<EtsFit> ChooseEts(View values, int season, int evaluations) {
  std::optional<EtsFit> best;
  for (const auto& form : AllForms()) {
    auto fit = FitEts(values, season, form, evaluations);
    if (fit && std::isfinite(fit->aicc) && (!best || fit->aicc < best->aicc)) best = std::move(fit);
  }
  return best;
}

}  // namespace kebao::analysis::forecast
