#include <algorithm>
#include <cmath>

#include "analysis/attribution/from_result_table.h"
#include "analysis/false_discovery.h"
#include "analysis/risk/count_model.h"
#include "analysis/risk/figure_model.h"
#include "analysis/risk/total_prediction.h"
#include "analysis/trend/trend_finding.h"
#include "inquiry/ask_series.h"
#include "inquiry/risk_parts.h"
#include "inquiry/risk_weeks.h"

namespace kebao::inquiry {
namespace {

using analysis::risk::FigureBlock;
using analysis::risk::FigureScale;
using analysis::risk::Prediction;
using metrics::MetricKind;
using metrics::MetricSpec;

constexpr int kDaysOfWeek = 7;

metrics::QueryContext Filtered(metrics::QueryContext context, const TargetPlan& plan) {
  context.filters.insert(context.filters.end(), plan.filters.begin(), plan.filters.end());
  context.comparison.reset();
  return context;
}

PredictedBy WayOf(const MetricSpec& metric) {
  if (const auto measure = analysis::MeasureOf(metric); measure && analysis::IsQuotient(*measure))
    return PredictedBy::kWeeks;
  const bool adds_up = metric.kind == MetricKind::kCount || metric.kind == MetricKind::kSum ||
                       metric.kind == MetricKind::kStock;
  return adds_up ? PredictedBy::kForecast : PredictedBy::kWindows;
}

FigureScale ScaleFor(const MetricSpec& metric, const std::vector<FigureBlock>& blocks) {
  if (analysis::MeasureOf(metric) == analysis::Measure::kShare) return FigureScale::kShare;
  const bool is_above_zero =
      std::ranges::all_of(blocks, [](const FigureBlock& block) { return block.value > 0; });
  return is_above_zero && metric.unit != metrics::Unit::kPoints ? FigureScale::kLog
                                                                : FigureScale::kPlain;
}

class TargetAsker {
 public:
  TargetAsker(const RiskFrame& frame, const TargetPlan& plan)
      : frame_(frame), context_(Filtered(frame.context, plan)) {
    risk_.plan = plan;
    const int known = frame.known.limit.days - frame.known.first.days;
    weeks_ = std::min(frame.request.plan.history_weeks, known / kDaysOfWeek);
    first_ = {frame.known.limit.days - weeks_ * kDaysOfWeek};
  }

  Result<TargetRisk> Ask() {
    KEBAO_TRY(risk_.metric, frame_.asked.catalog().Find(risk_.plan.metric, context_.pack));
    const metrics::Period& period = frame_.context.period;
    KEBAO_TRY(risk_.now, AskFigure(frame_.service, context_, risk_.plan.metric, period.first,
                                   frame_.known.limit));
    if (risk_.metric->polarity == metrics::Polarity::kNone)
      return Without(TargetOutcome::kNoDirection);
    KEBAO_TRY_VOID(AskDaily());
    KEBAO_TRY(const std::optional<Prediction> prediction, Predict());
    if (!prediction)
      return Without(has_value_ ? TargetOutcome::kTooFew : TargetOutcome::kNotMeasured);
    KEBAO_TRY(const double contacts, ContactsAhead(frame_, context_));
    risk_.miss = analysis::risk::MissOf(*risk_.metric, *prediction, risk_.plan.target);
    risk_.score = {risk_.miss.probability, risk_.miss.size, contacts};
    Conclude();
    FollowTrend(contacts);
    return std::move(risk_);
  }

 private:
  Result<TargetRisk> Without(TargetOutcome outcome) {
    risk_.outcome = outcome;
    return std::move(risk_);
  }

  Result<void> AskDaily() {
    risk_.by = WayOf(*risk_.metric);
    if (weeks_ == 0) return {};
    KEBAO_TRY(
        const metrics::ResultTable answer,
        AskSeries(frame_.service, context_, {{risk_.plan.metric}, {}, metrics::Grain::kDay, false},
                  first_, frame_.known.limit));
    daily_ = analysis::SeriesOf(answer, 0);
    has_value_ = std::ranges::any_of(daily_, analysis::IsUsable);
    if (IsRare()) risk_.by = PredictedBy::kCounts;
    return {};
  }

  Result<std::optional<Prediction>> Predict() {
    switch (risk_.by) {
      case PredictedBy::kWeeks:
        return FromWeeks();
      case PredictedBy::kForecast:
        return FromForecast();
      case PredictedBy::kCounts:
        return FromCounts();
      case PredictedBy::kWindows:
        break;
    }
    return FromWindows();
  }

  std::optional<Prediction> FromWeeks() {
    const std::vector<FigureBlock> weeks = WeeksOf(daily_, first_, weeks_);
    risk_.points = weeks.size();
    if (weeks.empty()) return std::nullopt;
    const double cases = CasesADay(weeks, static_cast<size_t>(weeks_)) * frame_.days_ahead();
    if (cases <= 0) return std::nullopt;
    return analysis::risk::PredictFigure(
        weeks, ScaleFor(*risk_.metric, weeks),
        {static_cast<double>(weeks_), frame_.days_ahead() / kDaysOfWeek, cases});
  }

  /// Of each whole week; a day without a row had none.
  std::vector<double> WeeklyCounts() const {
    std::vector<double> counts(static_cast<size_t>(weeks_), 0);
    for (const analysis::SeriesPoint& point : daily_)
      if (point.value)
        counts[static_cast<size_t>(point.day.days - first_.days) / kDaysOfWeek] += *point.value;
    return counts;
  }

  /// A count of which few come: medians of its days, added up, would be too low.
  bool IsRare() const {
    if (risk_.metric->kind != MetricKind::kCount || !has_value_) return false;
    const std::vector<double> counts = WeeklyCounts();
    const size_t last = std::min(counts.size(), kWeeksThatTellCases);
    double sum = 0;
    for (size_t i = counts.size() - last; i < counts.size(); ++i) sum += counts[i];
    return counts.size() >= analysis::risk::kFewestBlocks &&
           sum < analysis::risk::kFewCounts * static_cast<double>(last);
  }

  std::optional<Prediction> FromCounts() {
    const std::vector<double> counts = WeeklyCounts();
    risk_.points = counts.size();
    return analysis::risk::PredictCounts(counts, frame_.days_ahead() / kDaysOfWeek);
  }

  Result<std::optional<Prediction>> FromForecast() {
    if (!has_value_) return std::nullopt;
    metrics::QueryContext ahead = context_;
    ahead.period = frame_.next;
    KEBAO_TRY(const MetricForecast made,
              AskForForecast(frame_.service, ahead, risk_.plan.metric, metrics::Grain::kDay,
                             frame_.request.named_days, frame_.known));
    risk_.points = made.history;
    return analysis::risk::PredictTotal(made.forecast, made.skipped,
                                        risk_.metric->kind == MetricKind::kStock
                                            ? analysis::risk::Gathering::kLast
                                            : analysis::risk::Gathering::kSum);
  }

  /// As many periods before as there are, each asked as a whole: such figures have no parts.
  Result<std::optional<Prediction>> FromWindows() {
    std::vector<FigureBlock> blocks;
    const auto windows = PeriodsUntil(
        frame_.context.period, static_cast<size_t>(frame_.request.plan.windows), frame_.known);
    for (size_t i = 0; i < windows.size(); ++i) {
      KEBAO_TRY(const metrics::Value value, AskFigure(frame_.service, context_, risk_.plan.metric,
                                                      windows[i].first, windows[i].limit));
      if (value.value && value.is_complete && value.is_recorded)
        blocks.push_back({static_cast<double>(i) + 1, *value.value, 1});
    }
    has_value_ |= !blocks.empty();
    risk_.points = blocks.size();
    return analysis::risk::PredictFigure(blocks, ScaleFor(*risk_.metric, blocks),
                                         {static_cast<double>(windows.size()), 1, 1});
  }

  metrics::Value Expected() const {
    metrics::Value value;
    value.value = risk_.miss.middle;
    value.low = risk_.miss.low;
    value.high = risk_.miss.high;
    value.n = static_cast<int64_t>(risk_.points);
    return value;
  }

  void AddEvidence(const char* role, const metrics::Value& value,
                   analysis::Finding* finding) const {
    finding->evidence.push_back({role, risk_.metric, {}, false, value});
  }

  analysis::Finding FindingOf(const analysis::risk::RiskScore& score) const {
    analysis::Finding finding = RiskFinding(*risk_.metric, {}, analysis::Outcome::kMissed, score);
    metrics::Value target;
    target.value = risk_.plan.target;
    AddEvidence("now", risk_.now, &finding);
    AddEvidence("target", target, &finding);
    return finding;
  }

  void Conclude() {
    risk_.finding = FindingOf(risk_.score);
    AddEvidence("expected", Expected(), &risk_.finding);
    risk_.finding.strength = {risk_.miss.low,
                              risk_.miss.high,
                              0,
                              risk_.miss.probability >= 0.95,
                              1 - risk_.miss.probability,
                              {}};
  }

  /// Of a week: what adds up reaches the period's target by its weeks' part of it.
  double TargetOfWeek() const {
    const MetricKind kind = risk_.metric->kind;
    const bool adds_up = kind == MetricKind::kCount || kind == MetricKind::kSum;
    return adds_up ? risk_.plan.target * kDaysOfWeek / frame_.days_ahead() : risk_.plan.target;
  }

  /// The trend of its weeks, by their figures, while the figure itself keeps the target.
  void FollowTrend(double contacts) {
    if (!risk_.now.value) return;
    if (!analysis::risk::IsWithin(*risk_.metric, *risk_.now.value, risk_.plan.target)) return;
    const analysis::PointSeries weekly = Weekly();
    risk_.direction = analysis::DirectionOf(weekly);
    const double horizon = frame_.days_ahead() * frame_.request.plan.horizon_periods / kDaysOfWeek;
    risk_.breach = analysis::risk::BreachOf(*risk_.metric, risk_.direction, TargetOfWeek(), horizon,
                                            LevelError(weekly, risk_.direction));
    if (!risk_.breach) return;
    const auto day = [&](double steps) {
      constexpr double kFarthest = 1e6;
      const double days = std::min((steps - 0.5) * kDaysOfWeek, kFarthest);  // from its middle
      return LocalDay{frame_.known.limit.days +
                      static_cast<int32_t>(std::lround(std::max(0.0, days)))};
    };
    risk_.likely = day(risk_.breach->likely);
    risk_.earliest = day(risk_.breach->earliest);
    if (risk_.breach->latest) risk_.latest = day(*risk_.breach->latest);
    risk_.breach_score = {risk_.breach->probability, risk_.breach->size, contacts};
    risk_.breach_finding = FindingOf(risk_.breach_score);
    risk_.breach_finding.strength = {
        risk_.direction.low, risk_.direction.high, risk_.direction.z, true, risk_.direction.p, {}};
  }

  /// Whole weeks up to the last known day. Amounts add up; of a stock the last day counts.
  analysis::PointSeries Weekly() const {
    analysis::PointSeries weekly;
    if (risk_.by == PredictedBy::kWeeks) {
      for (const FigureBlock& block : WeeksOf(daily_, first_, weeks_)) {
        const LocalDay day{first_.days + (static_cast<int32_t>(block.at) - 1) * kDaysOfWeek};
        while (static_cast<double>(weekly.size()) + 1 < block.at)
          weekly.push_back({{first_.days + static_cast<int32_t>(weekly.size()) * kDaysOfWeek},
                            0,
                            std::nullopt,
                            0,
                            true});
        weekly.push_back({day, 0, block.value, block.n, true});
      }
      return weekly;
    }
    if (risk_.by == PredictedBy::kWindows) return weekly;
    for (int week = 0; week < weeks_; ++week) weekly.push_back(AmountOfWeek(week));
    return weekly;
  }

  analysis::SeriesPoint AmountOfWeek(int week) const {
    const LocalDay first{first_.days + week * kDaysOfWeek};
    analysis::SeriesPoint point{first, 0, std::nullopt, 0, true};
    for (const analysis::SeriesPoint& day : daily_) {
      if (day.day < first || !(day.day.days < first.days + kDaysOfWeek)) continue;
      point.is_complete &= day.is_complete;
      if (!day.value) continue;
      const bool is_stock = risk_.metric->kind == MetricKind::kStock;
      point.value = is_stock ? *day.value : point.value.value_or(0) + *day.value;
      point.n += day.n;
    }
    return point;
  }

  const RiskFrame& frame_;
  const metrics::QueryContext context_;
  TargetRisk risk_;
  int weeks_ = 0;
  LocalDay first_;
  analysis::PointSeries daily_;
  bool has_value_ = false;
};

/// What was found by looking at many targets must hold for all of them together.
void HoldFalseAlarms(std::vector<TargetRisk>* risks) {
  std::vector<double> ps;
  for (const TargetRisk& risk : *risks) ps.push_back(risk.direction.p);
  const std::vector<double> qs = analysis::FalseDiscoveryRates(ps);
  for (size_t i = 0; i < risks->size(); ++i) {
    TargetRisk& risk = (*risks)[i];
    risk.direction_q = qs[i];
    risk.breach_finding.strength.q = qs[i];
    if (qs[i] <= analysis::kFalseDiscoveries) continue;
    risk.breach.reset();
    risk.breach_score = {};
  }
}

}  // namespace

Result<std::vector<TargetRisk>> AskForTargets(const RiskFrame& frame) {
  std::vector<TargetRisk> risks;
  for (const TargetPlan& plan : frame.request.plan.targets) {
    KEBAO_TRY(TargetRisk risk, TargetAsker(frame, plan).Ask());
    risks.push_back(std::move(risk));
  }
  HoldFalseAlarms(&risks);
  return risks;
}

}  // namespace kebao::inquiry
