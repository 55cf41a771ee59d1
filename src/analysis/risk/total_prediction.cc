#include "analysis/risk/total_prediction.h"

#include <algorithm>
#include <cmath>

namespace kebao::analysis::risk {
namespace {

using forecast::Backtest;

/// What was said and what came, at one earlier time.
struct Told {
  double said = 0;
  double came = 0;
};

/// Over the steps that are recorded; nullopt: none is.
std::optional<Told> GatherOrigin(const Backtest::AtOrigin& origin, size_t skipped,
                                 Gathering gathering) {
  Told told;
  bool is_any = false;
  const size_t from = skipped < origin.said.size() ? skipped : 0;
  for (size_t i = from; i < origin.said.size(); ++i) {
    if (std::isnan(origin.came[i])) continue;
    if (gathering == Gathering::kLast) told = {};
    told.said += origin.said[i];
    told.came += origin.came[i];
    is_any = true;
  }
  return is_any ? std::optional(told) : std::nullopt;
}

double Windows(const Backtest& backtest) {
  const auto [first, last] = std::ranges::minmax(backtest.told, {}, &Backtest::AtOrigin::known);
  return 1 + static_cast<double>(last.known - first.known) / std::max(1, backtest.window);
}

}  // namespace

std::optional<Prediction> PredictTotal(const forecast::Forecast& forecast, size_t skipped,
                                       Gathering gathering) {
  std::vector<Told> all;
  for (const Backtest::AtOrigin& origin : forecast.backtest.told)
    if (const auto told = GatherOrigin(origin, skipped, gathering)) all.push_back(*told);
  if (all.empty() || forecast.points.size() <= skipped) return std::nullopt;
  double ahead = 0;
  for (size_t i = skipped; i < forecast.points.size(); ++i)
    ahead = (gathering == Gathering::kLast ? 0 : ahead) + forecast.points[i].mean;
  const bool is_log = ahead > 0 && std::ranges::all_of(all, [](const Told& told) {
                        return told.said > 0 && told.came > 0;
                      });
  const FigureScale scale = is_log ? FigureScale::kLog : FigureScale::kPlain;
  double squares = 0;
  for (const Told& told : all) {
    const double miss = ToScale(scale, told.came) - ToScale(scale, told.said);
    squares += miss * miss;
  }
  const auto steps = static_cast<double>(forecast.points.size());
  const double growth = std::sqrt(std::max(1.0, steps / std::max(1, forecast.backtest.window)));
  const double spread = growth * std::sqrt(squares / static_cast<double>(all.size()));
  return Prediction(scale, {{1, ToScale(scale, ahead), spread, Windows(forecast.backtest)}});
}

}  // namespace kebao::analysis::risk
