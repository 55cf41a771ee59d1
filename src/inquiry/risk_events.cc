#include <algorithm>
#include <cmath>

#include "analysis/trend/trend_finding.h"
#include "inquiry/ask_series.h"
#include "inquiry/risk_parts.h"

namespace kebao::inquiry {
namespace {

using analysis::risk::CalendarEvent;
using analysis::risk::EventLoad;

constexpr int kDaysBefore = 28;
constexpr int kMostDays = 4 * 366;

/// Contacts day by day; a day without rows had none.
Result<analysis::PointSeries> DailyContacts(const RiskFrame& frame) {
  const LocalDay first = std::max(frame.known.first, LocalDay{frame.known.limit.days - kMostDays});
  KEBAO_TRY(
      const metrics::ResultTable answer,
      AskSeries(frame.service, frame.context, {{"conversations"}, {}, metrics::Grain::kDay, false},
                first, frame.known.limit));
  analysis::PointSeries series = analysis::SeriesOf(answer, 0);
  for (analysis::SeriesPoint& point : series)
    if (!point.value) point.value = 0;
  return series;
}

/// A figure of the event's days against the four weeks before.
Result<std::vector<FigureOfEvent>> FiguresOf(const RiskFrame& frame, const CalendarEvent& event) {
  std::vector<FigureOfEvent> figures;
  const LocalDay before{event.first.days - kDaysBefore};
  if (before < frame.known.first) return figures;
  for (const std::string& id : frame.request.plan.event_metrics) {
    FigureOfEvent figure;
    KEBAO_TRY(figure.metric, frame.service.catalog().Find(id, frame.context.pack));
    KEBAO_TRY(figure.during, AskFigure(frame.service, frame.context, id, event.first, event.limit));
    KEBAO_TRY(figure.before, AskFigure(frame.service, frame.context, id, before, event.first));
    const auto during = analysis::EstimateOf(*figure.metric, figure.during);
    const auto usual = analysis::EstimateOf(*figure.metric, figure.before);
    const bool is_enough = figure.during.n >= std::max<int64_t>(1, figure.metric->min_n) &&
                           figure.before.n >= std::max<int64_t>(1, figure.metric->min_n);
    if (!during || !usual || !is_enough) continue;
    figure.difference = analysis::Subtract(*during, *usual);
    figures.push_back(std::move(figure));
  }
  return figures;
}

EventRisk RiskOf(const metrics::MetricSpec& contacts, std::span<const CalendarEvent> events,
                 EventLoad load) {
  EventRisk risk{events[load.event], {}, std::move(load), {}, {}, {}};
  for (const analysis::risk::PastLoad& past : risk.load.like)
    risk.like.push_back(events[past.event]);
  const double size = std::clamp(std::log(risk.load.ratio), 0.0, 1.0);
  risk.score = {risk.load.probability, size, risk.load.ordinary * risk.load.ratio};
  risk.finding = RiskFinding(contacts, {}, analysis::Outcome::kUp, risk.score);
  metrics::Value expected;
  expected.value = risk.load.ordinary * risk.load.ratio;
  expected.low = risk.load.ordinary * risk.load.low;
  expected.high = risk.load.ordinary * risk.load.high;
  expected.n = static_cast<int64_t>(risk.like.size());
  risk.finding.evidence.push_back({"expected", &contacts, {}, false, expected});
  risk.finding.strength.low = risk.load.low;
  risk.finding.strength.high = risk.load.high;
  return risk;
}

}  // namespace

Result<void> AskForEvents(const RiskFrame& frame, RiskAnswer* answer) {
  std::vector<CalendarEvent> events;
  for (const CalendarEvent& event : frame.request.events)
    if (std::ranges::find(frame.request.plan.event_kinds, event.kind) !=
        frame.request.plan.event_kinds.end())
      events.push_back(event);
  KEBAO_TRY(const metrics::MetricSpec* contacts,
            frame.service.catalog().Find("conversations", frame.context.pack));
  KEBAO_TRY(const analysis::PointSeries daily, DailyContacts(frame));
  std::vector<EventLoad> loads =
      analysis::risk::EventLoadsOf(daily, events, frame.next.first, frame.next.limit);
  std::vector<bool> is_judged(events.size());
  for (EventLoad& load : loads) {
    is_judged[load.event] = true;
    EventRisk risk = RiskOf(*contacts, events, std::move(load));
    KEBAO_TRY(risk.figures, FiguresOf(frame, risk.like.back()));
    answer->events.push_back(std::move(risk));
  }
  for (size_t i = 0; i < events.size(); ++i)
    if (!is_judged[i] && !(events[i].first < frame.next.first) &&
        events[i].first < frame.next.limit)
      answer->unlike.push_back(events[i]);
  return {};
}

}  // namespace kebao::inquiry
