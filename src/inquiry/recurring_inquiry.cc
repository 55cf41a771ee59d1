#include "inquiry/recurring_inquiry.h"

#include <algorithm>
#include <map>

#include "inquiry/ask_series.h"
#include "inquiry/periods_until.h"
#include "metrics/plan/metric_dimensions.h"

namespace kebao::inquiry {
namespace {

using analysis::recurring::History;
using analysis::recurring::Recurring;

/// Counts of all problems of a breakdown, period by period.
struct Counts {
  std::map<std::vector<std::string>, std::vector<double>> by_keys;
  std::vector<double> totals;

  void Add(const metrics::ResultTable& answer, size_t period) {
    for (const metrics::Row& row : answer.rows) {
      const double count = row.values.front().value.value_or(0);
      if (row.is_total) {
        totals[period] = count;
        continue;
      }
      if (std::ranges::find(row.keys, std::string()) != row.keys.end()) continue;
      auto& counts = by_keys[row.keys];
      counts.resize(totals.size());
      counts[period] = count;
    }
  }
};

class RecurringAsker {
 public:
  RecurringAsker(const AskedMetrics& asked, const metrics::QueryContext& context,
                 const RecurringRequest& request)
      : asked_(asked), context_(context), request_(request) {
    context_.comparison.reset();
  }

  Result<RecurringAnswer> Ask() {
    answer_.periods =
        PeriodsUntil(context_.period, static_cast<size_t>(request_.plan.periods), request_.covered);
    for (const std::string& id : request_.plan.metrics) {
      KEBAO_TRY(const metrics::MetricSpec* metric, asked_.catalog().Find(id, context_.pack));
      KEBAO_TRY_VOID(AskMetric(*metric));
    }
    return std::move(answer_);
  }

 private:
  Result<void> AskMetric(const metrics::MetricSpec& metric) {
    const size_t before = answer_.breakdowns.size();
    const auto has = metrics::DimensionsOf(asked_.catalog(), metric, context_.pack);
    const auto is_known = [&](const std::string& dimension) {
      return std::ranges::find(has, dimension) != has.end();
    };
    for (const std::vector<std::string>& dimensions : request_.plan.breakdowns) {
      if (metric.kind != metrics::MetricKind::kCount) break;
      if (!std::ranges::all_of(dimensions, is_known)) continue;
      KEBAO_TRY(RecurringBreakdown breakdown, AskBreakdown(metric, dimensions));
      answer_.breakdowns.push_back(std::move(breakdown));
    }
    if (answer_.breakdowns.size() == before) answer_.not_counted.push_back(&metric);
    return {};
  }

  Result<RecurringBreakdown> AskBreakdown(const metrics::MetricSpec& metric,
                                          const std::vector<std::string>& dimensions) const {
    Counts counts;
    counts.totals.resize(answer_.periods.size());
    for (size_t i = 0; i < answer_.periods.size(); ++i) {
      const metrics::Query query{{metric.id}, dimensions, metrics::Grain::kNone, true};
      KEBAO_TRY(
          const metrics::ResultTable table,
          AskSeries(asked_, context_, query, answer_.periods[i].first, answer_.periods[i].limit));
      counts.Add(table, i);
    }
    std::vector<History> histories;
    for (const auto& [keys, numbers] : counts.by_keys) histories.push_back({keys, numbers});
    const auto scan =
        analysis::recurring::FindRecurring(histories, counts.totals, request_.plan.limits);
    RecurringBreakdown breakdown{&metric,      dimensions,   {},
                                 scan.scanned, scan.too_few, scan.dispersion};
    for (const Recurring& found : scan.recurring)
      breakdown.problems.push_back(ProblemOf(metric, dimensions, histories[found.problem], found));
    return breakdown;
  }

  RecurringProblem ProblemOf(const metrics::MetricSpec& metric,
                             const std::vector<std::string>& dimensions, const History& history,
                             const Recurring& found) const {
    RecurringProblem problem{history, found, {}, {}};
    for (size_t period = 0; period < found.periods.size(); ++period)
      if (found.periods[period].is_above)
        problem.record.push_back({period, EventsIn(answer_.periods[period])});
    problem.finding = FindingOf(metric, dimensions, problem);
    return problem;
  }

  std::vector<size_t> EventsIn(const metrics::Period& period) const {
    const Instant start = context_.zone.StartOf(period.first);
    const Instant end = context_.zone.StartOf(period.limit);
    std::vector<size_t> events;
    for (size_t i = 0; i < request_.events.size(); ++i) {
      const analysis::KnownEvent& event = request_.events[i];
      // What lasts is news only in the period in which it begins.
      const bool is_in = event.to ? event.from < end && start < *event.to
                                  : event.from < end && start <= event.from;
      if (is_in) events.push_back(i);
    }
    return events;
  }

  static analysis::Finding FindingOf(const metrics::MetricSpec& metric,
                                     const std::vector<std::string>& dimensions,
                                     const RecurringProblem& problem) {
    analysis::Finding finding;
    finding.kind = analysis::Finding::Kind::kRecurring;
    finding.metric = &metric;
    finding.subject = {dimensions.front(), problem.history.keys.front()};
    finding.outcome = problem.found.trend == Recurring::Trend::kRising ? analysis::Outcome::kUp
                      : problem.found.trend == Recurring::Trend::kFalling
                          ? analysis::Outcome::kDown
                          : analysis::Outcome::kNoise;
    const auto add = [&](const char* role, double count) {
      metrics::Value value;
      value.value = count;
      value.n = static_cast<int64_t>(count);
      finding.evidence.push_back({role, &metric, finding.subject, false, value});
    };
    add("now", problem.found.periods.back().count);
    add("whole", problem.found.cases);
    for (size_t i = 1; i < dimensions.size(); ++i)
      finding.evidence.push_back(
          {"part", &metric, {dimensions[i], problem.history.keys[i]}, false, {}});
    const analysis::Difference& difference = problem.found.difference;
    finding.strength = {difference.low,  difference.high,
                        problem.found.z, problem.found.trend != Recurring::Trend::kNone,
                        std::nullopt,    problem.found.q};
    finding.impact = 100 * problem.found.share.value;
    return finding;
  }

  const AskedMetrics& asked_;
  metrics::QueryContext context_;
  const RecurringRequest& request_;
  RecurringAnswer answer_;
};

}  // namespace

Result<RecurringAnswer> AskForRecurring(const AskedMetrics& asked,
                                        const metrics::QueryContext& context,
                                        const RecurringRequest& request) {
  return RecurringAsker(asked, context, request).Ask();
}

}  // namespace kebao::inquiry
