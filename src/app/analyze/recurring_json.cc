#include <nlohmann/json.hpp>

#include "app/analyze/recurring_texts.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchemaVersion = 1;

Json OrNull(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

template <class Measured>
Json Interval(double value, const Measured& measured) {
  return {{"value", value}, {"low", OrNull(measured.low)}, {"high", OrNull(measured.high)}};
}

Json RecordOf(const inquiry::RecurringProblem& problem, const inquiry::RecurringAnswer& answer,
              const inquiry::RecurringRequest& request) {
  Json record = Json::array();
  for (const inquiry::Coincident& coincident : problem.record) {
    Json events = Json::array();
    for (const size_t event : coincident.events)
      events.push_back(
          {{"event", request.events[event].name}, {"kind", request.events[event].kind}});
    record.push_back(
        {{"period", answer.periods[coincident.period].id}, {"events", std::move(events)}});
  }
  return record;
}

Json ToTree(const inquiry::RecurringProblem& problem, const inquiry::RecurringAnswer& answer,
            const inquiry::RecurringRequest& request) {
  const auto& found = problem.found;
  Json periods = Json::array();
  for (const auto& period : found.periods)
    periods.push_back({{"n", period.count},
                       {"share", period.share},
                       {"leading", period.is_leading},
                       {"above", period.is_above},
                       {"q", period.q}});
  return {{"keys", problem.history.keys},
          {"n", found.cases},
          {"share", Interval(found.share.value, found.share)},
          {"leading", found.leading},
          {"above", found.above},
          {"first_seen", answer.periods[found.first_seen].id},
          {"first_seen_or_before", found.first_seen == 0},
          {"trend", NameOf(found.trend)},
          {"difference", Interval(found.difference.size, found.difference)},
          {"q", found.q},
          {"warning", problem.is_warning()},
          {"periods", std::move(periods)},
          {"record", RecordOf(problem, answer, request)}};
}

}  // namespace

std::string RecurringJson(const inquiry::RecurringAnswer& answer,
                          const inquiry::RecurringRequest& request, const MetricSession& opened) {
  Json tree = {{"schema_version", kSchemaVersion},     {"kind", "recurring"},
               {"period", opened.context().period.id}, {"time_zone", opened.context().zone.name()},
               {"pack", opened.context().pack},        {"leading", request.plan.limits.leading}};
  tree["periods"] = Json::array();
  for (const metrics::Period& period : answer.periods) tree["periods"].push_back(period.id);
  tree["breakdowns"] = Json::array();
  for (const inquiry::RecurringBreakdown& breakdown : answer.breakdowns) {
    Json problems = Json::array();
    for (const auto& problem : breakdown.problems)
      problems.push_back(ToTree(problem, answer, request));
    tree["breakdowns"].push_back({{"metric", breakdown.metric->id},
                                  {"dimensions", breakdown.dimensions},
                                  {"scanned", breakdown.scanned},
                                  {"too_few", breakdown.too_few},
                                  {"dispersion", breakdown.dispersion},
                                  {"problems", std::move(problems)}});
  }
  tree["not_counted"] = Json::array();
  for (const metrics::MetricSpec* metric : answer.not_counted)
    tree["not_counted"].push_back(metric->id);
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kebao::app
