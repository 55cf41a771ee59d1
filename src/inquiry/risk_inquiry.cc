#include "inquiry/risk_inquiry.h"

#include <algorithm>

#include "inquiry/ask_series.h"
#include "inquiry/risk_parts.h"

namespace kebao::inquiry {
namespace {

constexpr int kDaysThatTellVolume = 28;

using Kind = RiskWarning::Kind;

class Warnings {
 public:
  explicit Warnings(double from) : from_(from) {}

  void Add(Kind kind, size_t at, const analysis::risk::RiskScore& score) {
    if (score.probability > 0 && score.probability >= from_) found_.push_back({kind, at, score});
  }
  std::vector<RiskWarning> Ranked() && {
    std::ranges::stable_sort(found_, std::ranges::greater{},
                             [](const RiskWarning& warning) { return warning.score.value(); });
    return std::move(found_);
  }

 private:
  double from_;
  std::vector<RiskWarning> found_;
};

std::vector<RiskWarning> WarningsOf(const RiskAnswer& answer, double from) {
  Warnings warnings(from);
  for (size_t i = 0; i < answer.targets.size(); ++i) {
    const TargetRisk& target = answer.targets[i];
    warnings.Add(Kind::kTarget, i, target.score);
    // Who is told that the next period will miss it need not be told that a later one will.
    if (!(target.score.probability >= from))
      warnings.Add(Kind::kDegradation, i, target.breach_score);
  }
  if (answer.shortage) warnings.Add(Kind::kShortage, 0, answer.shortage->score);
  for (size_t i = 0; i < answer.people.size(); ++i)
    if (answer.people[i].is_warning()) warnings.Add(Kind::kPersonLoad, i, answer.people[i].score);
  for (size_t i = 0; i < answer.topics.rising.size(); ++i)
    warnings.Add(Kind::kTopic, i, answer.topics.rising[i].score);
  for (size_t i = 0; i < answer.events.size(); ++i)
    if (answer.events[i].load.is_more()) warnings.Add(Kind::kEvent, i, answer.events[i].score);
  return std::move(warnings).Ranked();
}

}  // namespace

Result<metrics::Value> AskFigure(const AskedMetrics& asked, const metrics::QueryContext& context,
                                 const std::string& metric, LocalDay first, LocalDay limit) {
  KEBAO_TRY(const metrics::ResultTable answer,
            AskSeries(asked, context, {{metric}, {}, metrics::Grain::kNone, false}, first, limit));
  return answer.rows.empty() ? metrics::Value{} : answer.rows.front().values.front();
}

Result<double> ContactsAhead(const RiskFrame& frame, const metrics::QueryContext& context) {
  const LocalDay first =
      std::max(frame.known.first, LocalDay{frame.known.limit.days - kDaysThatTellVolume});
  KEBAO_TRY(const metrics::Value contacts,
            AskFigure(frame.service, context, "conversations", first, frame.known.limit));
  return contacts.value.value_or(0) / (frame.known.limit.days - first.days) * frame.days_ahead();
}

analysis::Finding RiskFinding(const metrics::MetricSpec& metric, analysis::Subject subject,
                              analysis::Outcome outcome, const analysis::risk::RiskScore& score) {
  analysis::Finding finding;
  finding.kind = analysis::Finding::Kind::kRisk;
  finding.metric = &metric;
  finding.subject = std::move(subject);
  finding.outcome = outcome;
  finding.impact = 100 * score.probability * score.size;
  finding.strength.is_beyond_noise = true;
  return finding;
}

Result<RiskAnswer> AskForRisks(const metrics::MetricService& service, const AskedMetrics& asked,
                               const metrics::QueryContext& context, const RiskRequest& request) {
  const CoveredDays known{request.covered.first,
                          std::min(request.covered.limit, context.period.limit)};
  if (!(known.first < known.limit)) return MakeProblem("forecast.history", "conversations");
  const RiskFrame frame{service, asked, context, request, metrics::NextPeriod(context.period),
                        known};
  RiskAnswer answer;
  answer.period = context.period;
  answer.next = frame.next;
  KEBAO_TRY(answer.contacts, ContactsAhead(frame, context));
  KEBAO_TRY(answer.targets, AskForTargets(frame));
  KEBAO_TRY_VOID(AskForOverload(frame, &answer));
  KEBAO_TRY(answer.topics, AskForTopics(frame));
  KEBAO_TRY_VOID(AskForEvents(frame, &answer));
  answer.warnings = WarningsOf(answer, request.plan.warn_from);
  return answer;
}

}  // namespace kebao::inquiry
