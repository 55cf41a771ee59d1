#include "report/narrative/found_figures.h"

#include <cmath>

#include "report/narrative/finder.h"
#include "report/narrative/vocabulary.h"

namespace kebao::report {
namespace {

using document::Figure;
using metrics::MetricSpec;

}  // namespace

std::string WhereOf(const std::vector<std::string>& dimensions,
                    const std::vector<std::string>& keys) {
  std::string where;
  for (size_t i = 0; i < dimensions.size(); ++i)
    where += (where.empty() ? "" : "; ") + ValueId(dimensions[i], keys[i]);
  return where;
}

FoundFigures FiguresOf(const inquiry::ExplainedChange& change, const FigureMaker& figures) {
  const analysis::Cause* cause = change.told();
  if (cause == nullptr) return {};
  std::string of;
  for (const analysis::CauseElement& element : cause->elements)
    of += (of.empty() ? "" : " + ") + WhereOf(cause->dimensions, element.keys);
  Finder finder(*change.metric, figures, of);
  const analysis::Departure& departure = cause->departure;
  finder.Add(departure);
  finder.Part("share", cause->share);
  finder.Effect("rest", change.search.change - departure.explained);
  if (analysis::IsQuotient(change.measure)) {
    finder.Effect("rate", departure.rate_effect);
    finder.Effect("mix", departure.mix_effect);
  }
  return finder.Take();
}

FoundFigures FiguresOf(const inquiry::ExplainedChange& change, const analysis::MovedSegment& moved,
                       const FigureMaker& figures) {
  Finder finder(*change.metric, figures, WhereOf(moved.dimensions, moved.element.keys));
  finder.Add(moved.element.departure);
  return finder.Take();
}

FoundFigures FiguresOf(const inquiry::MetricTrend& trend, const FigureMaker& figures) {
  const analysis::Direction& direction = trend.direction;
  Finder finder(*trend.metric, figures, "trend");
  const double steps =
      direction.slope == 0 ? 0 : (direction.end - direction.start) / direction.slope;
  const auto over_all = [steps](std::optional<double> slope) {
    return slope ? std::optional(*slope * steps) : std::nullopt;
  };
  const auto low = over_all(direction.low);
  const auto high = over_all(direction.high);
  SetInterval(low, high, &finder.Effect("change", direction.end - direction.start));
  if (low) finder.Effect("low", *low);
  if (high) finder.Effect("high", *high);
  finder.Value("start", direction.start);
  finder.Value("end", direction.end);
  finder.Count("points", static_cast<double>(direction.n));
  return finder.Take();
}

FoundFigures FiguresOf(const inquiry::UnusualDay& day, const FigureMaker& figures) {
  std::string of = "day=" + FormatDay(day.day);
  if (!day.subject.dimension.empty()) of += "; " + ValueId(day.subject.dimension, day.subject.key);
  Finder finder(*day.metric, figures, of);
  const analysis::Anomaly& anomaly = day.anomaly;
  finder.Value("value", anomaly.value).n = std::llround(anomaly.n);
  SetInterval(anomaly.low, anomaly.high, &finder.Value("expected", anomaly.expected));
  finder.Value("low", anomaly.low);
  finder.Value("high", anomaly.high);
  return finder.Take();
}

size_t PeakOf(const inquiry::MetricForecast& made) {
  size_t peak = made.skipped;
  const auto& points = made.forecast.points;
  for (size_t i = made.skipped; i < points.size(); ++i)
    if (points[i].mean > points[peak].mean) peak = i;
  return peak;
}

FoundFigures FiguresOf(const inquiry::MetricForecast& made, const FigureMaker& figures) {
  Finder finder(*made.metric, figures, "forecast from " + FormatDay(made.first));
  const auto& points = made.forecast.points;
  const size_t place = PeakOf(made);
  if (place >= points.size()) return {};
  const analysis::forecast::ForecastPoint& peak = points[place];
  SetInterval(peak.low95, peak.high95, &finder.Value("peak", peak.mean));
  if (peak.low95) finder.Value("peak_low", *peak.low95);
  if (peak.high95) finder.Value("peak_high", *peak.high95);
  double total = 0;
  for (size_t i = made.skipped; i < points.size(); ++i) total += points[i].mean;
  finder.Value("total", total);
  finder.Value("mean", total / static_cast<double>(points.size() - made.skipped));
  if (made.forecast.backtest.origins > 0) finder.Part("error", made.forecast.backtest.smape / 100);
  return finder.Take();
}

}  // namespace kebao::report
