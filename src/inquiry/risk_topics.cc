#include <algorithm>
#include <map>

#include "inquiry/ask_series.h"
#include "inquiry/risk_parts.h"
#include "metrics/plan/metric_dimensions.h"

namespace kebao::inquiry {
namespace {

using analysis::risk::TopicHistory;

/// Counts of each value of the dimensions, period by period.
class TopicCounts {
 public:
  explicit TopicCounts(size_t periods) : totals_(periods) {}

  void Add(const metrics::ResultTable& answer, const std::string& dimension, size_t period) {
    for (const metrics::Row& row : answer.rows) {
      const double count = row.values.front().value.value_or(0);
      if (row.is_total) {
        totals_[period] = count;
      } else if (!row.keys.front().empty()) {
        auto& counts = counts_[{dimension, row.keys.front()}];
        counts.resize(totals_.size());
        counts[period] = count;
      }
    }
  }
  const std::vector<double>& totals() const { return totals_; }
  std::vector<TopicHistory> Histories() const {
    std::vector<TopicHistory> histories;
    for (const auto& [topic, counts] : counts_)
      histories.push_back({topic.first, topic.second, counts});
    return histories;
  }

 private:
  std::vector<double> totals_;
  std::map<std::pair<std::string, std::string>, std::vector<double>> counts_;
};

TopicRisk RiskOf(const metrics::MetricSpec& metric, TopicHistory history,
                 analysis::risk::RisingTopic rise) {
  TopicRisk risk{std::move(history), std::move(rise), {}, {}};
  risk.score = {risk.rise.probability, std::min(1.0, risk.rise.size), risk.history.counts.back()};
  const analysis::Subject subject{risk.history.dimension, risk.history.key};
  risk.finding = RiskFinding(metric, subject, analysis::Outcome::kUp, risk.score);
  const auto add = [&](const char* role, double count) {
    metrics::Value value;
    value.value = count;
    value.n = static_cast<int64_t>(count);
    risk.finding.evidence.push_back({role, &metric, subject, false, value});
  };
  add("now", risk.history.counts.back());
  add("before", risk.history.counts.front());
  risk.finding.strength = {risk.rise.difference.low,
                           risk.rise.difference.high,
                           risk.rise.z,
                           true,
                           risk.rise.p,
                           risk.rise.q};
  return risk;
}

}  // namespace

Result<TopicRisks> AskForTopics(const RiskFrame& frame) {
  TopicRisks risks;
  const RiskPlan& plan = frame.request.plan;
  if (plan.topic_metric.empty()) return risks;
  KEBAO_TRY(risks.metric, frame.service.catalog().Find(plan.topic_metric, frame.context.pack));
  risks.periods =
      PeriodsUntil(frame.context.period, static_cast<size_t>(plan.topic_periods), frame.known);
  const auto has =
      metrics::DimensionsOf(frame.service.catalog(), *risks.metric, frame.context.pack);
  TopicCounts counts(risks.periods.size());
  for (const std::string& dimension : plan.topic_dimensions) {
    if (std::ranges::find(has, dimension) == has.end()) continue;
    for (size_t i = 0; i < risks.periods.size(); ++i) {
      const metrics::Query query{{plan.topic_metric}, {dimension}, metrics::Grain::kNone, true};
      KEBAO_TRY(const metrics::ResultTable answer,
                AskSeries(frame.asked, frame.context, query, risks.periods[i].first,
                          risks.periods[i].limit));
      counts.Add(answer, dimension, i);
    }
  }
  const std::vector<TopicHistory> histories = counts.Histories();
  analysis::risk::RisingScan scan = analysis::risk::FindRisingTopics(
      histories, counts.totals(), {.least_cases = plan.topic_least_cases});
  for (analysis::risk::RisingTopic& rise : scan.rising) {
    const TopicHistory& history = histories[rise.topic];
    risks.rising.push_back(RiskOf(*risks.metric, history, std::move(rise)));
  }
  risks.scanned = scan.scanned;
  risks.too_few = scan.too_few;
  risks.dispersion = scan.dispersion;
  return risks;
}

}  // namespace kebao::inquiry
