#include "analysis/forecast/candidates.h"

#include <algorithm>

#include "analysis/forecast/autoregression.h"
#include "analysis/forecast/ets.h"
#include "analysis/forecast/intermittent.h"
#include "analysis/forecast/naive.h"
#include "analysis/forecast/scale.h"
#include "analysis/forecast/seasonal_smoothing.h"
#include "analysis/forecast/stl.h"
#include "analysis/forecast/theta.h"

namespace kebao::analysis::forecast {
namespace {

constexpr int kLongestEtsSeason = 24;  // as R's ets()
constexpr int kEtsEvaluations = 1000;
constexpr int kStlWidth = 11;
constexpr int kMeanCycles = 4;
constexpr double kNaiveHandicap = 1.3;

Model Autoregression(const AutoregressionOptions& options) {
  return [options](const History& history, int horizon) {
    return ForecastAutoregression(history, horizon, options);
  };
}

Model WithSeasons(Model model, std::vector<int> seasons) {
  return [model = std::move(model), seasons = std::move(seasons)](const History& history,
                                                                  int horizon) {
    return model(History{history.values, seasons}, horizon);
  };
}

/// The seasons' last shapes repeated, and what they leave by `model`.
Model OnSeasonallyAdjusted(Model model) {
  return [model = std::move(model)](const History& history, int horizon) {
    if (history.size() < 2 * history.longest_season()) return Values{};
    const auto parts = DecomposeMstl(history, kStlWidth);
    History adjusted{parts.trend, {}};
    for (size_t i = 0; i < adjusted.values.size(); ++i) adjusted.values[i] += parts.remainder[i];
    auto path = model(adjusted, horizon);
    for (size_t i = 0; i < parts.seasonal.size() && !path.empty(); ++i) {
      const auto season = RepeatSeason(parts.seasonal[i], history.seasons[i], horizon);
      for (size_t h = 0; h < path.size(); ++h) path[h] += season[h];
    }
    return path;
  };
}

Model Ets(const EtsForm& form) {
  return [form](const History& history, int horizon) {
    const auto fit = FitEts(history.values, history.longest_season(), form, kEtsEvaluations);
    return fit ? fit->Forecast(horizon) : Values{};
  };
}

void AddNaive(const History& history, std::vector<Candidate>& list) {
  const auto repeat = [](int season, int cycles) {
    return [season, cycles](const History& h, int horizon) {
      return RepeatMeanSeason(h.values, season, cycles, horizon);
    };
  };
  const int longest = history.longest_season(), shortest = history.shortest_season();
  list.push_back({"seasonal_naive", repeat(longest, 1), kNaiveHandicap});
  if (longest == 1) {
    const auto drift = [](const History& h, int horizon) { return Drift(h.values, horizon); };
    list.push_back({"drift", drift, kNaiveHandicap});
  }
  if (shortest != longest) {
    list.push_back({"seasonal_naive_short", repeat(shortest, 1), kNaiveHandicap});
  }
  list.push_back({"seasonal_mean", repeat(longest, kMeanCycles), kNaiveHandicap});
}

void AddEts(const History& history, std::vector<Candidate>& list) {
  const int season = history.longest_season();
  if (season > kLongestEtsSeason) return;
  if (const auto choice = ChooseEts(history.values, season, kEtsEvaluations)) {
    list.push_back({"ets", Ets(choice->form)});
  }
}

void AddAutoregressions(const History& history, Scale scale, std::vector<Candidate>& list) {
  const AutoregressionOptions narrow{.cycles = 1}, medium{.cycles = 2};
  const AutoregressionOptions wide{.recent_lags = 6, .cycles = 2, .reach = 3};
  list.push_back({"autoregression", OnScale(Autoregression(narrow), scale)});
  list.push_back({"autoregression_2", OnScale(Autoregression(medium), scale)});
  list.push_back({"autoregression_wide", OnScale(Autoregression(wide), scale)});
  if (scale != Scale::kPlain) {
    list.push_back({"autoregression_plain", OnScale(Autoregression(medium), Scale::kPlain)});
  }
  if (history.seasons.size() > 1) {
    const AutoregressionOptions days{.cycles = 7};
    list.push_back(
        {"autoregression_short",
         OnScale(WithSeasons(Autoregression(days), {history.shortest_season()}), scale)});
  }
}

void AddDecomposed(const History& history, Scale scale, std::vector<Candidate>& list) {
  if (history.seasons.empty()) return;
  const auto add = [&](const char* name, Model model) {
    list.push_back({name, OnScale(OnSeasonallyAdjusted(std::move(model)), scale)});
  };
  add("stl_autoregression", Autoregression({.recent_lags = 5}));
  add("stl_theta", ForecastTheta);
}

void AddSmoothing(const History& history, Scale scale, std::vector<Candidate>& list) {
  const auto smoothing = [](const SmoothingOptions& options) -> Model {
    return
        [options](const History& h, int horizon) { return SmoothSeasonally(h, horizon, options); };
  };
  const Model level = smoothing({.has_autocorrelation = true});
  list.push_back({"smoothing", OnScale(level, scale)});
  list.push_back({"smoothing_trend", OnScale(smoothing({.has_trend = true}), scale)});
  if (history.seasons.size() > 1) {
    list.push_back(
        {"smoothing_short", OnScale(WithSeasons(level, {history.shortest_season()}), scale)});
  }
}

}  // namespace

std::vector<Candidate> CandidatesFor(const History& history) {
  std::vector<Candidate> list;
  AddNaive(history, list);
  if (IsIntermittent(history.values)) {
    list.push_back({"croston", ForecastCroston});
    list.push_back({"tsb", ForecastTsb});
  }
  const auto scale = EvenScale(history.values);
  AddAutoregressions(history, scale, list);
  AddDecomposed(history, scale, list);
  AddSmoothing(history, scale, list);
  list.push_back({"theta", ForecastTheta});
  AddEts(history, list);
  return list;
}

}  // namespace kebao::analysis::forecast
