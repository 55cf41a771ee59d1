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
  const int longest = history.longest_season(), shortest = history.shortest_season();
  list.push_back({"seasonal_naive", [longest](const History& h, int horizon) {
                    return RepeatSeason(h.values, longest, horizon);
                  }});
  if (longest == 1)
    list.push_back(
        {"drift", [](const History& h, int horizon) { return Drift(h.values, horizon); }});
  if (shortest != longest) {
    list.push_back({"seasonal_naive_short", [shortest](const History& h, int horizon) {
                      return RepeatSeason(h.values, shortest, horizon);
                    }});
  }
  list.push_back({"seasonal_mean", [longest](const History& h, int horizon) {
                    return RepeatMeanSeason(h.values, longest, kMeanCycles, horizon);
                  }});
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

void AddSeasonal(const History& history, Scale scale, std::vector<Candidate>& list) {
  const AutoregressionOptions rest{.recent_lags = 5};
  if (!history.seasons.empty()) {
    list.push_back(
        {"stl_autoregression", OnScale(OnSeasonallyAdjusted(Autoregression(rest)), scale)});
  }
  list.push_back({"smoothing", OnScale([](const History& h,
                                          int horizon) { return SmoothSeasonally(h, horizon, {}); },
                                       scale)});
  list.push_back({"theta", ForecastTheta});
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
  AddSeasonal(history, scale, list);
  AddEts(history, list);
  return list;
}

}  // namespace kebao::analysis::forecast
