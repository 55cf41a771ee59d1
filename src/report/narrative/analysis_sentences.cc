#include "report/narrative/analysis_sentences.h"

#include <cmath>

#include "analysis/attribution/scan.h"

namespace kebao::report {
namespace {

using analysis::Cause;
using analysis::CauseElement;
using document::BoundName;
using document::Claim;
using document::Paragraph;
using document::Tone;
using inquiry::ExplainedChange;
using metrics::Value;

/// What a segment has in one period, as the metrics answered it.
Value ValueOf(analysis::Measure measure, const analysis::Sums& sums) {
  Value value;
  value.value = analysis::FigureOf(measure, sums);
  value.n = std::llround(sums.n);
  return value;
}

bool IsUp(const ExplainedChange& change) { return *change.now.value > *change.before.value; }

}  // namespace

Piece AnalysisSentences::PartName(const std::vector<std::string>& dimensions,
                                  const std::vector<std::string>& keys) const {
  return [this, &dimensions, &keys](SentenceBuilder& sentence) {
    for (size_t i = 0; i < dimensions.size(); ++i) {
      if (i > 0) sentence.Say(vocabulary_.Pattern("narrative.cause.cross"));
      parts_.Named(BoundName::Kind::kValue, ValueId(dimensions[i], keys[i]))(sentence);
    }
  };
}

Piece AnalysisSentences::DimensionNames(const std::vector<std::string>& dimensions) const {
  return [this, dimensions](SentenceBuilder& sentence) {
    for (const std::string& dimension : dimensions) {
      if (dimension != dimensions.front())
        sentence.Say(vocabulary_.Pattern("narrative.list.names"));
      parts_.Named(BoundName::Kind::kDimension, dimension)(sentence);
    }
  };
}

/// Every number of the finding by its name.
/// {metric}, {verb}, {value}, {before}, {more}, {difference}
Pieces AnalysisSentences::ChangePieces(const ExplainedChange& change,
                                       SentenceBuilder* sentence) const {
  const metrics::MetricSpec& spec = *change.metric;
  Pieces pieces = parts_.FoundPieces(FiguresOf(change, figures_), sentence);
  Claim verb{.kind = IsUp(change) ? Claim::Kind::kUp : Claim::Kind::kDown};
  verb.first = parts_.HoldAt(spec, change.now, "", sentence);
  verb.second = parts_.HoldAt(spec, change.before, "comparison", sentence);
  verb.up_is_good = UpIsGood(spec.polarity);
  Claim more = verb;
  verb.word = VerbKey(spec.unit, IsUp(change), verb.up_is_good);
  more.word = MoreKey(spec.unit, IsUp(change));
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, spec.id);
  pieces["verb"] = parts_.Worded(verb);
  pieces["more"] = parts_.Worded(more);
  pieces["value"] = Printed(verb.first);
  pieces["before"] = Printed(verb.second);
  pieces["difference"] = Printed(parts_.HoldDifference(spec, verb.first, verb.second, sentence));
  return pieces;
}

/// "智能门锁S2（由 4 到 41）"; what was not there before has no figure of then.
void AnalysisSentences::SayPart(const ExplainedChange& change, const Cause& cause,
                                const CauseElement& element, SentenceBuilder* sentence) const {
  const metrics::MetricSpec& spec = *change.metric;
  const std::string where = WhereOf(cause.dimensions, element.keys);
  const Value now = ValueOf(change.measure, element.change.now);
  const Value before = ValueOf(change.measure, element.change.before);
  Pieces pieces = {{"part", PartName(cause.dimensions, element.keys)}};
  const bool has_both = now.value && before.value;
  if (has_both) {
    pieces["now"] = Printed(parts_.HoldAt(spec, now, where, sentence));
    pieces["before"] = Printed(parts_.HoldAt(spec, before, where + "; comparison", sentence));
  }
  sentence->Fill(
      vocabulary_.Pattern(has_both ? "narrative.cause.part" : "narrative.cause.part_alone"),
      pieces);
}

Paragraph AnalysisSentences::TellCause(const ExplainedChange& change, std::string id) const {
  const Cause& cause = *change.told();
  SentenceBuilder sentence;
  Pieces pieces = ChangePieces(change, &sentence);
  SentenceBuilder list(true);
  for (const CauseElement& element : cause.elements) {
    if (&element != &cause.elements.front()) list.Say(vocabulary_.Pattern("narrative.list.names"));
    SayPart(change, cause, element, &list);
  }
  pieces["dimension"] = DimensionNames(cause.dimensions);
  pieces["parts"] = [&list](SentenceBuilder& whole) { whole.Append(list); };
  sentence.Fill(vocabulary_.Pattern(cause.share > 1 ? "narrative.cause.more_than_all"
                                                    : "narrative.cause.sentence"),
                pieces);
  if (analysis::IsQuotient(change.measure))
    sentence.Fill(vocabulary_.Pattern("narrative.cause.effects"), pieces);
  return sentence.Take(std::move(id), ToneOf(IsUp(change), UpIsGood(change.metric->polarity)));
}

Paragraph AnalysisSentences::TellEverywhere(const std::vector<const ExplainedChange*>& changes,
                                            std::string id) const {
  SentenceBuilder list;  // with which the sentence begins
  for (const ExplainedChange* change : changes) {
    if (change != changes.front()) list.Say(vocabulary_.Pattern("narrative.list.separator"));
    const Pieces pieces = ChangePieces(*change, &list);
    list.Fill(vocabulary_.Pattern("narrative.list.item_moved"), pieces);
  }
  SentenceBuilder sentence;
  sentence.Fill(vocabulary_.Pattern("narrative.cause.everywhere"),
                {{"list", [&list](SentenceBuilder& whole) { whole.Append(list); }}});
  return sentence.Take(std::move(id), Tone::kNeutral);
}

Paragraph AnalysisSentences::TellMoved(const ExplainedChange& change,
                                       const analysis::MovedSegment& moved, std::string id) const {
  const metrics::MetricSpec& spec = *change.metric;
  const CauseElement& element = moved.element;
  const std::string where = WhereOf(moved.dimensions, element.keys);
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(change, moved, figures_), &sentence);
  const size_t now =
      parts_.HoldAt(spec, ValueOf(change.measure, element.change.now), where, &sentence);
  const size_t before = parts_.HoldAt(spec, ValueOf(change.measure, element.change.before),
                                      where + "; comparison", &sentence);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, spec.id);
  pieces["part"] = PartName(moved.dimensions, element.keys);
  pieces["now"] = Printed(now);
  pieces["before"] = Printed(before);
  sentence.Fill(vocabulary_.Pattern("narrative.cause.moved"), pieces);
  return sentence.Take(std::move(id),
                       ToneOf(element.departure.explained > 0, UpIsGood(spec.polarity)));
}

Paragraph AnalysisSentences::TellEvent(const std::string& event, LocalDay day, bool has_begun,
                                       std::string id) const {
  SentenceBuilder sentence;
  sentence.Fill(vocabulary_.Pattern(has_begun ? "narrative.cause.event_began"
                                              : "narrative.cause.event_ended"),
                {{"event", parts_.Named(BoundName::Kind::kEvent, event)},
                 {"day", parts_.Named(BoundName::Kind::kDay, FormatDay(day))}});
  return sentence.Take(std::move(id), Tone::kNeutral);
}

Paragraph AnalysisSentences::TellTrend(const inquiry::MetricTrend& trend, metrics::Grain grain,
                                       std::string id) const {
  const metrics::MetricSpec& spec = *trend.metric;
  const bool is_up = trend.direction.outcome == analysis::Direction::Outcome::kUp;
  SentenceBuilder sentence;
  const FoundFigures found = FiguresOf(trend, figures_);
  Pieces pieces = parts_.PeriodPieces();
  size_t change = 0;
  for (const auto& [name, figure] : found) {
    const size_t held = parts_.HoldFound(figure, &sentence);
    if (name == "change") change = held;
    pieces[name] = Printed(held);
  }
  Claim claim{.kind = is_up ? Claim::Kind::kRising : Claim::Kind::kFalling};
  claim.first = change;
  claim.second = change;
  claim.up_is_good = UpIsGood(spec.polarity);
  claim.word = TrendKey(spec.unit, is_up);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, spec.id);
  pieces["trend"] = parts_.Worded(claim);
  sentence.Fill(vocabulary_.Pattern(grain == metrics::Grain::kDay ? "narrative.trend.by_day"
                                                                  : "narrative.trend.by_week"),
                pieces);
  return sentence.Take(std::move(id), ToneOf(is_up, claim.up_is_good));
}

Paragraph AnalysisSentences::TellUnusual(const inquiry::UnusualDay& day, std::string id) const {
  const metrics::MetricSpec& spec = *day.metric;
  SentenceBuilder sentence;
  Pieces pieces = parts_.PeriodPieces();
  Claim claim{.kind = day.anomaly.is_high ? Claim::Kind::kAbove : Claim::Kind::kBelow};
  for (const auto& [name, figure] : FiguresOf(day, figures_)) {
    const size_t held = parts_.HoldFound(figure, &sentence);
    if (name == "value") claim.first = held;
    if (name == "expected") claim.second = held;
    pieces[name] = Printed(held);
  }
  claim.up_is_good = UpIsGood(spec.polarity);
  claim.word = BeyondKey(day.anomaly.is_high);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, spec.id);
  pieces["day"] = parts_.Named(BoundName::Kind::kDay, FormatDay(day.day));
  pieces["beyond"] = parts_.Worded(claim);
  const bool is_of_part = !day.subject.dimension.empty();
  if (is_of_part) {
    pieces["dimension"] = parts_.Named(BoundName::Kind::kDimension, day.subject.dimension);
    pieces["part"] =
        parts_.Named(BoundName::Kind::kValue, ValueId(day.subject.dimension, day.subject.key));
  }
  sentence.Fill(
      vocabulary_.Pattern(is_of_part ? "narrative.unusual.part" : "narrative.unusual.whole"),
      pieces);
  return sentence.Take(std::move(id), ToneOf(day.anomaly.is_high, claim.up_is_good));
}

Paragraph AnalysisSentences::TellForecast(const inquiry::MetricForecast& made,
                                          const std::string& next, std::string id) const {
  SentenceBuilder sentence;
  const FoundFigures found = FiguresOf(made, figures_);
  Pieces pieces = parts_.FoundPieces(found, &sentence);
  const size_t peak = (PeakOf(made) - made.skipped) / static_cast<size_t>(made.steps_per_day);
  const LocalDay day{made.first.days + static_cast<int32_t>(peak)};
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, made.metric->id);
  pieces["next"] = parts_.Named(BoundName::Kind::kPeriod, next);
  pieces["day"] = parts_.Named(BoundName::Kind::kDay, FormatDay(day));
  const bool has_total = made.metric->kind == metrics::MetricKind::kCount ||
                         made.metric->kind == metrics::MetricKind::kSum;
  sentence.Fill(
      vocabulary_.Pattern(has_total ? "narrative.forecast.amount" : "narrative.forecast.level"),
      pieces);
  if (found.contains("peak_low") && found.contains("peak_high"))
    sentence.Fill(vocabulary_.Pattern("narrative.forecast.peak"), pieces);
  sentence.Fill(vocabulary_.Pattern(found.contains("error") ? "narrative.forecast.error"
                                                            : "narrative.forecast.untested"),
                pieces);
  return sentence.Take(std::move(id), Tone::kNeutral);
}

}  // namespace kebao::report
