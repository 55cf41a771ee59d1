#include <nlohmann/json.hpp>

#include "app/analyze/series_texts.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchemaVersion = 1;
constexpr int kForecastSchemaVersion = 2;  // 1: a document of each metric

Json OrNull(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json HeadOf(const char* kind, const MetricSession& opened) {
  return {{"schema_version", kSchemaVersion},
          {"kind", kind},
          {"period", opened.context().period.id},
          {"time_zone", opened.context().zone.name()},
          {"pack", opened.context().pack}};
}

const char* NameOf(analysis::Direction::Outcome outcome) {
  switch (outcome) {
    case analysis::Direction::Outcome::kUp:
      return "up";
    case analysis::Direction::Outcome::kDown:
      return "down";
    case analysis::Direction::Outcome::kNoise:
      return "noise";
    case analysis::Direction::Outcome::kTooFew:
      break;
  }
  return "too_few";
}

Json ToTree(const inquiry::MetricTrend& trend) {
  const analysis::Direction& direction = trend.direction;
  Json changes = Json::array();
  for (const analysis::ChangePoint& change : trend.changes)
    changes.push_back({{"at", FormatDay(trend.points[change.at].day)},
                       {"before", change.before},
                       {"after", change.after},
                       {"low", OrNull(change.difference.low)},
                       {"high", OrNull(change.difference.high)}});
  return {{"metric", trend.metric->id},
          {"outcome", NameOf(direction.outcome)},
          {"slope", direction.slope},
          {"low", OrNull(direction.low)},
          {"high", OrNull(direction.high)},
          {"start", direction.start},
          {"end", direction.end},
          {"n", direction.n},
          {"p", direction.p},
          {"level_changes", changes},
          {"week_rhythm_strength",
           trend.rhythm.is_beyond_noise ? Json(trend.rhythm.strength) : Json(nullptr)}};
}

Json ToTree(const inquiry::UnusualDay& day) {
  return {{"day", FormatDay(day.day)},
          {"metric", day.metric->id},
          {"dimension", day.subject.dimension},
          {"key", day.subject.key},
          {"value", day.anomaly.value},
          {"expected", day.anomaly.expected},
          {"low", day.anomaly.low},
          {"high", day.anomaly.high},
          {"n", day.anomaly.n},
          {"direction", day.anomaly.is_high ? "high" : "low"},
          {"p", day.anomaly.p},
          {"q", day.anomaly.q}};
}

Json ToTree(const inquiry::MetricForecast& made) {
  const analysis::forecast::Forecast& forecast = made.forecast;
  Json tree = {{"metric", made.metric->id}, {"history", made.history}};
  tree["backtest"] = {{"origins", forecast.backtest.origins},
                      {"window", forecast.backtest.window},
                      {"smape", forecast.backtest.smape},
                      {"mase", forecast.backtest.mase},
                      {"mase_of_seasonal_naive", forecast.backtest.mase_of_seasonal_naive}};
  tree["candidates"] = Json::array();
  for (const analysis::forecast::CandidateScore& candidate : forecast.candidates)
    tree["candidates"].push_back({{"name", candidate.name},
                                  {"smape", candidate.smape},
                                  {"mase", candidate.mase},
                                  {"weight", candidate.weight}});
  tree["effects"] = Json::array();
  for (const analysis::forecast::RegressorEffect& effect : forecast.regressors)
    tree["effects"].push_back({{"name", effect.name},
                               {"is_used", effect.is_used},
                               {"is_relative", effect.is_relative},
                               {"effect", effect.effect}});
  tree["points"] = Json::array();
  for (size_t i = made.skipped; i < forecast.points.size(); ++i)
    tree["points"].push_back({{"bucket", BucketOf(made, i - made.skipped)},
                              {"mean", forecast.points[i].mean},
                              {"low80", OrNull(forecast.points[i].low80)},
                              {"high80", OrNull(forecast.points[i].high80)},
                              {"low95", OrNull(forecast.points[i].low95)},
                              {"high95", OrNull(forecast.points[i].high95)}});
  return tree;
}

std::string Printed(const Json& tree) {
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string TrendsJson(const std::vector<inquiry::MetricTrend>& trends, metrics::Grain grain,
                       const MetricSession& opened) {
  Json tree = HeadOf("trend", opened);
  tree["grain"] = grain == metrics::Grain::kDay ? "day" : "week";
  tree["findings"] = Json::array();
  for (const inquiry::MetricTrend& trend : trends) tree["findings"].push_back(ToTree(trend));
  return Printed(tree);
}

std::string AnomaliesJson(const inquiry::UnusualDays& unusual, const MetricSession& opened) {
  Json tree = HeadOf("anomaly", opened);
  tree["scanned"] = unusual.scanned;
  tree["too_short"] = unusual.too_short;
  tree["findings"] = Json::array();
  for (const inquiry::UnusualDay& day : unusual.days) tree["findings"].push_back(ToTree(day));
  return Printed(tree);
}

std::string ForecastsJson(const std::vector<inquiry::MetricForecast>& made,
                          const MetricSession& opened) {
  Json tree = HeadOf("forecast", opened);
  tree["schema_version"] = kForecastSchemaVersion;
  Json forecasts = Json::array();
  for (const inquiry::MetricForecast& one : made) forecasts.push_back(ToTree(one));
  if (forecasts.size() == 1) tree.update(forecasts.front());
  tree["forecasts"] = std::move(forecasts);
  return Printed(tree);
}

}  // namespace kebao::app
