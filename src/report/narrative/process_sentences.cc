#include "report/narrative/process_sentences.h"

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

}  // namespace

FoundFigures FiguresOf(const inquiry::DelayOfTime& delay, const FigureMaker& figures) {
  if (!delay.split || !delay.split->change.low || !delay.split->change.high) return {};
  const Delay& split = *delay.split;
  Finder finder(*delay.metric, figures, "delay");
  SetInterval(split.change.low, split.change.high, &finder.Effect("change", split.change.size));
  finder.Effect("low", *split.change.low);
  finder.Effect("high", *split.change.high);
  finder.Effect("complexity", split.complexity.size);
  finder.Effect("load", split.load.size);
  finder.Effect("other", split.neither.size);
  finder.Value("before", split.before);
  finder.Value("now", split.now);
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
  Finder finder(contacts, figures, "peaks");
  finder.Count("hours", peaks.found.peak_hours);
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
  return finder.Take();
}

Pieces ProcessSentences::PiecesOf(const FoundFigures& found, SentenceBuilder* sentence) const {
  Pieces pieces = parts_.PeriodPieces();
  for (const auto& [name, figure] : found)
    pieces[name] = Printed(parts_.HoldFound(figure, sentence));
  return pieces;
}

Paragraph ProcessSentences::TellDelay(const inquiry::DelayOfTime& delay, std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = PiecesOf(FiguresOf(delay, figures_), &sentence);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, delay.metric->id);
  sentence.Fill(vocabulary_.Pattern("narrative.process.delay"), pieces);
  const bool is_longer = delay.split->change.size > 0;
  return sentence.Take(std::move(id), is_longer ? Tone::kBad : Tone::kGood);
}

Paragraph ProcessSentences::TellBottleneck(const inquiry::Bottleneck& bottleneck,
                                           const metrics::MetricSpec& of, std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = PiecesOf(FiguresOf(bottleneck, of, figures_), &sentence);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, of.id);
  pieces["part"] = parts_.Named(BoundName::Kind::kValue,
                                ValueId(bottleneck.subject.dimension, bottleneck.subject.key));
  sentence.Fill(vocabulary_.Pattern("narrative.process.bottleneck"), pieces);
  return sentence.Take(std::move(id), Tone::kBad);
}

Paragraph ProcessSentences::TellPeaks(const inquiry::PeakAnswer& peaks,
                                      const metrics::MetricSpec& contacts, std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = PiecesOf(FiguresOf(peaks, contacts, figures_), &sentence);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, contacts.id);
  sentence.Fill(vocabulary_.Pattern("narrative.process.peaks"), pieces);
  return sentence.Take(std::move(id), Tone::kNeutral);
}

Paragraph ProcessSentences::TellOutcome(const inquiry::PeakOutcome& outcome, std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = PiecesOf(FiguresOf(outcome, figures_), &sentence);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, outcome.metric->id);
  const analysis::Difference& difference =
      outcome.adjusted ? *outcome.adjusted : outcome.difference;
  sentence.Fill(vocabulary_.Pattern(outcome.adjusted ? "narrative.process.peak_outcome_alike"
                                                     : "narrative.process.peak_outcome"),
                pieces);
  return sentence.Take(std::move(id),
                       ToneOf(difference.size > 0, UpIsGood(outcome.metric->polarity)));
}

}  // namespace kebao::report
