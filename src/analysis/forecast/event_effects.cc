#include "analysis/forecast/event_effects.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "analysis/forecast/ridge.h"

namespace kebao::analysis::forecast {
namespace {

constexpr int kWaves = 3;
constexpr size_t kCyclesAround = 4;
// As if this many values had been seen without any effect.
constexpr double kPenalty = 0.5;
constexpr double kWavePenalty = 3;

Values ColumnOf(const Regressor& regressor, size_t left_out, int horizon) {
  Values column(regressor.history.begin() + static_cast<std::ptrdiff_t>(left_out),
                regressor.history.end());
  column.insert(column.end(), regressor.future.begin(), regressor.future.begin() + horizon);
  return column;
}

Values TimesWave(const Values& column, int season, int wave, bool is_sine) {
  Values result = column;
  for (size_t i = 0; i < result.size(); ++i) {
    const double angle =
        2 * std::numbers::pi * wave * static_cast<double>(i % static_cast<size_t>(season)) / season;
    result[i] *= is_sine ? std::sin(angle) : std::cos(angle);
  }
  return result;
}

/// values[i] less the median of the values whole seasons around it.
Values LessBaseline(View values, size_t season) {
  Values result(values.size()), around;
  for (size_t i = 0; i < values.size(); ++i) {
    around.clear();
    for (size_t k = 1; k <= kCyclesAround; ++k) {
      if (i >= k * season) around.push_back(values[i - k * season]);
      if (i + k * season < values.size()) around.push_back(values[i + k * season]);
    }
    result[i] = around.empty() ? 0 : values[i] - Median(around);
  }
  return result;
}

double SumOfSquares(View values) {
  double sum = 0;
  for (const double value : values) sum += value * value;
  return sum;
}

/// What regression sees: columns and values, both against their baselines.
class EffectRegression {
 public:
  EffectRegression(const History& history, Scale scale, const Design& design) : design_(design) {
    Values scaled = history.values;
    for (double& value : scaled) value = ToScale(value, scale);
    const size_t season = static_cast<size_t>(history.longest_season());
    target_ = LessBaseline(scaled, season);
    for (const auto& column : design.columns) {
      inputs_.push_back(LessBaseline(View(column).first(scaled.size()), season));
    }
    independent_values_ = static_cast<double>(scaled.size());
    if (history.seasons.size() > 1) independent_values_ /= history.shortest_season();
  }

  /// Coefficients of the columns whose regressor is allowed; 0 for the others.
  Values Solve(const std::vector<bool>& is_allowed) const {
    RegressionRows rows;
    std::vector<size_t> used;
    for (size_t c = 0; c < inputs_.size(); ++c) {
      if (is_allowed[design_.regressor_of[c]] && SumOfSquares(inputs_[c]) > 0) used.push_back(c);
    }
    Values result(inputs_.size(), 0.0);
    if (used.empty()) return result;
    rows.features = used.size();
    rows.targets = target_;
    for (size_t i = 0; i < target_.size(); ++i) {
      for (const size_t c : used) rows.inputs.push_back(inputs_[c][i]);
    }
    const auto solution = SolveRidge(rows, {}, Values(used.size(), 0.0), Penalties(used));
    for (size_t i = 0; i < used.size(); ++i) result[used[i]] = solution[i];
    return result;
  }

  bool IsWorthIt(const Values& coefficients) const {
    Values rest = target_;
    double parameters = 0;
    for (size_t c = 0; c < inputs_.size(); ++c) {
      if (coefficients[c] == 0) continue;
      ++parameters;
      for (size_t i = 0; i < rest.size(); ++i) rest[i] -= coefficients[c] * inputs_[c][i];
    }
    const double before = SumOfSquares(target_), after = SumOfSquares(rest);
    if (parameters == 0 || before <= 0) return false;
    return after <= 0 || independent_values_ * std::log(before / after) > 2 * parameters;
  }

 private:
  /// Relative to the mean square of the column where it is not 0: the same whatever its unit.
  Values Penalties(const std::vector<size_t>& used) const {
    Values penalties;
    for (const size_t c : used) {
      const double active = static_cast<double>(
          std::ranges::count_if(inputs_[c], [](double value) { return value != 0; }));
      const bool is_wave = c > 0 && design_.regressor_of[c] == design_.regressor_of[c - 1];
      penalties.push_back((is_wave ? kWavePenalty : kPenalty) * SumOfSquares(inputs_[c]) / active);
    }
    return penalties;
  }

  const Design& design_;
  Values target_;
  std::vector<Values> inputs_;
  double independent_values_ = 0;
};

}  // namespace

Design MakeDesign(const Series& series, size_t left_out, const std::vector<int>& seasons,
                  int horizon) {
  Design design;
  const auto add = [&](Values column) {
    design.columns.push_back(std::move(column));
    design.regressor_of.push_back(design.names.size() - 1);
  };
  for (const auto& regressor : series.regressors) {
    design.names.push_back(regressor.name);
    const auto column = ColumnOf(regressor, left_out, horizon);
    add(column);
    if (seasons.size() < 2) continue;
    for (int wave = 1; wave <= kWaves; ++wave) {
      for (const bool is_sine : {false, true}) {
        add(TimesWave(column, seasons.front(), wave, is_sine));
      }
    }
  }
  return design;
}

Values EstimateEffects(const History& history, Scale scale, const Design& design) {
  if (design.columns.empty()) return {};
  const EffectRegression regression(history, scale, design);
  std::vector<bool> is_kept(design.names.size());
  for (size_t r = 0; r < is_kept.size(); ++r) {
    std::vector<bool> alone(is_kept.size());
    alone[r] = true;
    is_kept[r] = regression.IsWorthIt(regression.Solve(alone));
  }
  return regression.Solve(is_kept);
}

void ApplyEffects(const Design& design, const Values& coefficients, Scale scale, size_t first,
                  double sign, Values& values) {
  if (std::ranges::all_of(coefficients, [](double c) { return c == 0; })) return;
  for (size_t i = 0; i < values.size(); ++i) {
    double effect = 0;
    for (size_t c = 0; c < coefficients.size(); ++c) {
      effect += coefficients[c] * design.columns[c][first + i];
    }
    if (effect != 0) values[i] = FromScale(ToScale(values[i], scale) + sign * effect, scale);
  }
}

}  // namespace kebao::analysis::forecast
