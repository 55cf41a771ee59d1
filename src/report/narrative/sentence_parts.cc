#include "report/narrative/sentence_parts.h"

#include <cmath>

namespace kebao::report {

using analysis::Evidence;
using document::BoundFigure;
using document::BoundName;
using document::Claim;
using document::Derivation;
using document::Figure;
using metrics::MetricSpec;

namespace {

/// What tells this figure from the others of its metric; the tables of the report say the same.
std::string WhereOf(const Evidence& evidence) {
  if (evidence.role == "target") return evidence.role;
  const std::string where = evidence.subject.dimension.empty()
                                ? ""
                                : ValueId(evidence.subject.dimension, evidence.subject.key);
  if (!evidence.is_of_comparison) return where;
  return where.empty() ? "comparison" : where + "; comparison";
}

}  // namespace

document::Tone ToneOf(bool is_up, std::optional<bool> up_is_good) {
  if (!up_is_good) return document::Tone::kNeutral;
  return *up_is_good == is_up ? document::Tone::kGood : document::Tone::kBad;
}

bool HasSampleSize(const MetricSpec& spec, const document::Figure& figure) {
  using enum metrics::MetricKind;
  return spec.kind != kDerived && spec.kind != kSum && figure.n.value_or(0) > 0;
}

Piece SentenceParts::Named(BoundName::Kind kind, const std::string& id) const {
  return [this, kind, id](SentenceBuilder& sentence) {
    const std::string name = vocabulary_.Name(kind, id).value_or(id);
    const bool is_own = kind == BoundName::Kind::kValue;  // somebody's name stays as it is
    sentence.Name(kind, id, is_own || !sentence.is_inside() ? name : Vocabulary::Inside(name));
  };
}

Piece SentenceParts::Worded(const Claim& claim) const {
  return [this, claim](SentenceBuilder& sentence) {
    sentence.Claim(claim, vocabulary_.Word(claim.word));
  };
}

Pieces SentenceParts::PeriodPieces() const {
  return {{"this", Named(BoundName::Kind::kPeriod, periods_.current)},
          {"compared", Named(BoundName::Kind::kPeriod, periods_.compared)}};
}

size_t SentenceParts::Hold(const Evidence& evidence, SentenceBuilder* sentence) const {
  if (evidence.role != "target")
    return HoldAt(*evidence.metric, evidence.value, WhereOf(evidence), sentence);
  BoundFigure bound{figures_.Make(*evidence.metric, evidence.value, WhereOf(evidence))};
  bound.figure.n.reset();
  return sentence->Hold(std::move(bound));
}

size_t SentenceParts::HoldAt(const MetricSpec& spec, const metrics::Value& value,
                             const std::string& where, SentenceBuilder* sentence) const {
  BoundFigure bound{figures_.Make(spec, value, where)};
  if (const auto estimate = analysis::EstimateOf(spec, value)) {
    bound.figure.low = estimate->low;
    bound.figure.high = estimate->high;
  }
  return sentence->Hold(std::move(bound));
}

size_t SentenceParts::HoldSampleSize(size_t of, SentenceBuilder* sentence) const {
  BoundFigure bound{figures_.Count(sentence->figure(of).n.value_or(0))};
  bound.derivation = Derivation::kSampleSize;
  bound.first = of;
  bound.second = of;
  bound.figure.provenance = sentence->figure(of).provenance;
  return sentence->Hold(std::move(bound));
}

size_t SentenceParts::HoldDifference(const MetricSpec& spec, size_t first, size_t second,
                                     SentenceBuilder* sentence) const {
  const Figure& now = sentence->figure(first);
  const Figure& before = sentence->figure(second);
  const analysis::Difference difference =
      analysis::Subtract({*now.raw, now.low, now.high}, {*before.raw, before.low, before.high});
  BoundFigure bound{.derivation = Derivation::kDifference, .first = first, .second = second};
  Figure& figure = bound.figure;
  figure.raw = difference.size;
  figure.format = FigureMaker::DifferenceFormatOf(spec);
  figure.text = figures_.FormatSize(figure.format, difference.size);
  figure.n = now.n;
  figure.low = difference.low;
  figure.high = difference.high;
  figure.provenance = now.provenance;
  return sentence->Hold(std::move(bound));
}

size_t SentenceParts::HoldRelative(const MetricSpec& spec, size_t first, size_t second,
                                   SentenceBuilder* sentence) const {
  const Figure& before = sentence->figure(second);
  BoundFigure bound{.derivation = Derivation::kRelative, .first = first, .second = second};
  bound.figure.raw = (*sentence->figure(first).raw - *before.raw) / *before.raw;
  bound.figure.format = document::NumberFormat::kPercent1;
  bound.figure.text = figures_.FormatRelative(*bound.figure.raw);
  bound.figure.provenance = {spec.id, before.provenance.pack,
                             sentence->figure(first).provenance.filters};
  return sentence->Hold(std::move(bound));
}

size_t SentenceParts::HoldShare(size_t part, size_t whole, SentenceBuilder* sentence) const {
  BoundFigure bound{.derivation = Derivation::kShare, .first = part, .second = whole};
  const Figure& all = sentence->figure(whole);
  bound.figure.raw = *sentence->figure(part).raw / *all.raw;
  bound.figure.format = document::NumberFormat::kPercent1;
  bound.figure.text = figures_.Format(bound.figure.format, *bound.figure.raw);
  bound.figure.n = std::llround(*all.raw);
  bound.figure.provenance = sentence->figure(part).provenance;
  const auto interval = analysis::ShareEstimate(*sentence->figure(part).raw, *all.raw);
  bound.figure.low = interval.low;
  bound.figure.high = interval.high;
  return sentence->Hold(std::move(bound));
}

size_t SentenceParts::HoldTally(document::Verdict verdict, size_t count,
                                SentenceBuilder* sentence) const {
  BoundFigure bound{figures_.Count(static_cast<int64_t>(count))};
  bound.derivation = Derivation::kTally;
  bound.first = static_cast<size_t>(verdict);
  return sentence->Hold(std::move(bound));
}

size_t SentenceParts::HoldFound(Figure found, SentenceBuilder* sentence) const {
  BoundFigure bound{std::move(found)};
  bound.derivation = Derivation::kFound;
  return sentence->Hold(std::move(bound));
}

Pieces SentenceParts::FoundPieces(const FoundFigures& found, SentenceBuilder* sentence) const {
  Pieces pieces = PeriodPieces();
  for (const auto& [name, figure] : found) pieces[name] = Printed(HoldFound(figure, sentence));
  return pieces;
}

}  // namespace kebao::report
