#include "report/narrative/process_sentences.h"

#include <algorithm>
#include <cmath>

#include "report/narrative/finder.h"

namespace kebao::report {
namespace {

using analysis::process::Delay;
using analysis::process::PartOfDelay;
using document::BoundName;
using document::Claim;
using document::NumberFormat;
using document::Paragraph;
using document::Tone;

void AddDifference(const analysis::Difference& difference, Finder* finder) {
  SetInterval(difference.low, difference.high, &finder->Effect("difference", difference.size));
  if (difference.low) finder->Effect("low", *difference.low);
  if (difference.high) finder->Effect("high", *difference.high);
}

/// With its interval as "low" and "high" behind the prefix. False: it has none.
bool AddPart(const char* name, const std::string& prefix, const PartOfDelay& part, Finder* finder) {
  if (!part.low || !part.high) return false;
  SetInterval(part.low, part.high, &finder->Effect(name, part.size));
  finder->Effect(prefix + "low", *part.low);
  finder->Effect(prefix + "high", *part.high);
  return true;
}

/// Of two teams that are known; nullptr: none.
const inquiry::FlowEdge* LargestKnown(const inquiry::FlowAnswer& flow) {
  const auto found = std::ranges::find_if(flow.edges, [](const inquiry::FlowEdge& edge) {
    return !edge.from.empty() && !edge.to.empty();
  });
  return found == flow.edges.end() ? nullptr : &*found;
}

}  // namespace

FoundFigures FiguresOf(const inquiry::DelayOfTime& delay, const FigureMaker& figures) {
  if (!delay.split) return {};
  const Delay& split = *delay.split;
  Finder finder(*delay.metric, figures, "delay");
  const bool has_intervals = AddPart("change", "", split.change, &finder) &&
                             AddPart("complexity", "complexity_", split.complexity, &finder) &&
                             AddPart("load", "load_", split.load, &finder);
  if (!has_intervals) return {};
  finder.Effect("other", split.neither.size);
  finder.Count("n", split.n_now);
  finder.Value("before", split.before);
  finder.Value("now", split.now);
  return finder.Take();
}

FoundFigures FiguresOf(const MovedStage& moved, const FigureMaker& figures) {
  Finder finder(*moved.metric, figures, moved.is_mix ? "mix" : "same kind");
  if (!AddPart("difference", "", moved.part, &finder)) return {};
  finder.Count("n", moved.n);
  return finder.Take();
}

FoundFigures FiguresOf(const inquiry::Bottleneck& bottleneck, const metrics::MetricSpec& of,
                       const FigureMaker& figures) {
  if (!bottleneck.difference.is_tested()) return {};
  Finder finder(
      of, figures,
      bottleneck.stage + "; " + ValueId(bottleneck.subject.dimension, bottleneck.subject.key));
  finder.Value("mean", bottleneck.mean);
  finder.Value("expected", bottleneck.expected);
  AddDifference(bottleneck.difference, &finder);
  finder.Count("n", bottleneck.n);
  finder.Number("impact", NumberFormat::kDuration, bottleneck.impact);
  return finder.Take();
}

FoundFigures FiguresOf(const inquiry::PeakAnswer& peaks, const metrics::MetricSpec& contacts,
                       const FigureMaker& figures) {
  if (!peaks.found.share || peaks.found.peak_hours == 0) return {};
  if (!peaks.found.share->low || !peaks.found.share->high) return {};
  Finder finder(contacts, figures, "peaks");
  finder.Count("hours", peaks.found.peak_hours);
  finder.Part("low", *peaks.found.share->low);
  finder.Part("high", *peaks.found.share->high);
  finder.Count("n", peaks.found.contacts);
  SetInterval(peaks.found.share->low, peaks.found.share->high,
              &finder.Part("share", peaks.found.share->value));
  finder.Number("factor", NumberFormat::kDecimal1, peaks.rule.factor);
  return finder.Take();
}

FoundFigures FiguresOf(const inquiry::PeakOutcome& outcome, const FigureMaker& figures) {
  const analysis::Difference& difference =
      outcome.adjusted ? *outcome.adjusted : outcome.difference;
  if (!outcome.in_peak || !outcome.out_of_peak || !difference.is_tested()) return {};
  Finder finder(*outcome.metric, figures, "peak hours");
  finder.Value("in", outcome.in_peak->value).n = std::llround(outcome.n_in);
  finder.Value("out", outcome.out_of_peak->value).n = std::llround(outcome.n_out);
  AddDifference(difference, &finder);
  finder.Count("n_in", outcome.n_in);
  finder.Count("n_out", outcome.n_out);
  return finder.Take();
}

FoundFigures FiguresOf(const inquiry::FlowAnswer& flow, const metrics::MetricSpec& handovers,
                       const FigureMaker& figures) {
  const inquiry::FlowEdge* most = LargestKnown(flow);
  if (most == nullptr) return {};
  Finder finder(handovers, figures, "handovers");
  finder.Count("count", flow.count);
  finder.Count("most", most->count);
  finder.Part("share", most->count / flow.count);
  return finder.Take();
}

Paragraph ProcessSentences::TellDelay(const inquiry::DelayOfTime& delay, std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(delay, figures_), &sentence);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, delay.metric->id);
  sentence.Fill(vocabulary_.Pattern("narrative.process.delay"), pieces);
  const bool is_longer = delay.split->change.size > 0;
  return sentence.Take(std::move(id), is_longer ? Tone::kBad : Tone::kGood);
}

Paragraph ProcessSentences::TellMoved(const MovedStage& moved, std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(moved, figures_), &sentence);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, moved.metric->id);
  sentence.Fill(vocabulary_.Pattern(moved.is_mix ? "narrative.process.moved_by_mix"
                                                 : "narrative.process.moved"),
                pieces);
  return sentence.Take(std::move(id), moved.part.size > 0 ? Tone::kBad : Tone::kGood);
}

Paragraph ProcessSentences::TellBottleneck(const inquiry::Bottleneck& bottleneck,
                                           const metrics::MetricSpec& of, std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(bottleneck, of, figures_), &sentence);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, of.id);
  pieces["part"] = parts_.Named(BoundName::Kind::kValue,
                                ValueId(bottleneck.subject.dimension, bottleneck.subject.key));
  sentence.Fill(vocabulary_.Pattern("narrative.process.bottleneck"), pieces);
  return sentence.Take(std::move(id), Tone::kBad);
}

Paragraph ProcessSentences::TellPeaks(const inquiry::PeakAnswer& peaks,
                                      const metrics::MetricSpec& contacts, std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(peaks, contacts, figures_), &sentence);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, contacts.id);
  sentence.Fill(vocabulary_.Pattern("narrative.process.peaks"), pieces);
  return sentence.Take(std::move(id), Tone::kNeutral);
}

Paragraph ProcessSentences::TellOutcome(const inquiry::PeakOutcome& outcome, std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(outcome, figures_), &sentence);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, outcome.metric->id);
  const analysis::Difference& difference =
      outcome.adjusted ? *outcome.adjusted : outcome.difference;
  sentence.Fill(vocabulary_.Pattern(outcome.adjusted ? "narrative.process.peak_outcome_alike"
                                                     : "narrative.process.peak_outcome"),
                pieces);
  return sentence.Take(std::move(id),
                       ToneOf(difference.size > 0, UpIsGood(outcome.metric->polarity)));
}

Paragraph ProcessSentences::TellHandovers(const inquiry::FlowAnswer& flow,
                                          const metrics::MetricSpec& handovers,
                                          std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(flow, handovers, figures_), &sentence);
  const inquiry::FlowEdge& most = *LargestKnown(flow);
  pieces["from"] = parts_.Named(BoundName::Kind::kValue, ValueId(flow.from_dimension, most.from));
  pieces["to"] = parts_.Named(BoundName::Kind::kValue, ValueId(flow.to_dimension, most.to));
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, handovers.id);
  sentence.Fill(vocabulary_.Pattern("narrative.process.handovers"), pieces);
  return sentence.Take(std::move(id), Tone::kNeutral);
}

}  // namespace kebao::report
