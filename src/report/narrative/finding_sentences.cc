#include "report/narrative/finding_sentences.h"

#include <algorithm>

namespace kebao::report {

using analysis::Finding;
using analysis::Outcome;
using document::BoundName;
using document::Claim;
using document::Paragraph;
using document::Tone;
using document::Verdict;
using metrics::MetricSpec;
using metrics::Unit;

namespace {

bool IsZero(const std::string& text) {
  return text.find_first_of("123456789") == std::string::npos;
}

std::string ChangePattern(const MetricSpec& spec, double before, bool has_n) {
  if (!FigureMaker::HasRelative(spec))
    return has_n ? "narrative.change.level" : "narrative.change.level_plain";
  if (before == 0) return "narrative.change.from_nothing";
  return has_n && spec.unit != Unit::kCount ? "narrative.change.amount" : "narrative.change.count";
}

Claim::Kind ClaimOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kUp:
      return Claim::Kind::kUp;
    case Outcome::kDown:
      return Claim::Kind::kDown;
    case Outcome::kNoise:
      return Claim::Kind::kNoise;
    case Outcome::kReached:
      return Claim::Kind::kReached;
    case Outcome::kMissed:
      return Claim::Kind::kMissed;
    case Outcome::kUnclear:
      return Claim::Kind::kUnclear;
    default:
      return Claim::Kind::kSame;
  }
}

}  // namespace

Outcome FindingSentences::OutcomeOf(const Finding& finding) const {
  if (finding.outcome != Outcome::kUp && finding.outcome != Outcome::kDown) return finding.outcome;
  if (finding.kind != Finding::Kind::kChange) return finding.outcome;
  const double before = *finding.Of("before")->value.value;
  const double difference = *finding.Of("now")->value.value - before;
  const MetricSpec& spec = *finding.metric;
  if (IsZero(figures_.FormatSize(FigureMaker::DifferenceFormatOf(spec), difference)))
    return Outcome::kSame;
  if (FigureMaker::HasRelative(spec) && before != 0 &&
      IsZero(figures_.FormatRelative(difference / before)))
    return Outcome::kSame;
  return finding.outcome;
}

Paragraph FindingSentences::Tell(const Finding& finding, std::string id) const {
  switch (finding.kind) {
    case Finding::Kind::kShare:
      return TellShare(finding, std::move(id));
    case Finding::Kind::kRank:
      return TellRank(finding, std::move(id));
    case Finding::Kind::kTarget:
      return TellTarget(finding, std::move(id));
    case Finding::Kind::kChange:
      break;
    default:
      KEBAO_ASSERT(!"of findings of analysis sentences are made by those who found them");
  }
  return TellChange(finding, std::move(id));
}

Claim FindingSentences::HoldClaim(const Finding& finding, SentenceBuilder* sentence) const {
  Claim claim{.kind = ClaimOf(OutcomeOf(finding))};
  claim.first = parts_.Hold(*finding.Of("now"), sentence);
  claim.second = parts_.Hold(*finding.Of("before"), sentence);
  claim.up_is_good = UpIsGood(finding.metric->polarity);
  return claim;
}

Paragraph FindingSentences::TellChange(const Finding& finding, std::string id) const {
  const MetricSpec& spec = *finding.metric;
  SentenceBuilder sentence;
  Claim verb = HoldClaim(finding, &sentence);
  Claim more = verb;
  const bool is_up = verb.kind == Claim::Kind::kUp;
  verb.word = VerbKey(spec.unit, is_up, verb.up_is_good);
  more.word = MoreKey(spec.unit, is_up);
  const double before = *sentence.figure(verb.second).raw;
  const std::string pattern =
      ChangePattern(spec, before, HasSampleSize(spec, sentence.figure(verb.first)));
  Pieces pieces = parts_.PeriodPieces();
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, spec.id);
  pieces["verb"] = parts_.Worded(verb);
  pieces["more"] = parts_.Worded(more);
  pieces["value"] = Printed(verb.first);
  pieces["before"] = Printed(verb.second);
  pieces["difference"] = Printed(parts_.HoldDifference(spec, verb.first, verb.second, &sentence));
  if (pattern == "narrative.change.count" || pattern == "narrative.change.amount")
    pieces["relative"] = Printed(parts_.HoldRelative(spec, verb.first, verb.second, &sentence));
  pieces["n"] = Printed(parts_.HoldSampleSize(verb.first, &sentence));
  sentence.Fill(vocabulary_.Pattern(pattern), pieces);
  return sentence.Take(std::move(id), ToneOf(is_up, verb.up_is_good));
}

Paragraph FindingSentences::TellShare(const Finding& finding, std::string id) const {
  const MetricSpec& spec = *finding.metric;
  SentenceBuilder sentence;
  const size_t part = parts_.Hold(*finding.Of("part"), &sentence);
  const size_t whole = parts_.Hold(*finding.Of("whole"), &sentence);
  const size_t share = parts_.HoldShare(part, whole, &sentence);
  const auto& subject = finding.Of("part")->subject;
  Pieces pieces = parts_.PeriodPieces();
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, spec.id);
  pieces["dimension"] = parts_.Named(BoundName::Kind::kDimension, subject.dimension);
  pieces["part"] = parts_.Named(BoundName::Kind::kValue, ValueId(subject.dimension, subject.key));
  pieces["value"] = Printed(part);
  pieces["share"] = Printed(share);
  if (subject.key.empty()) {
    sentence.Fill(vocabulary_.Pattern("narrative.share.not_stated"), pieces);
    return sentence.Take(std::move(id), Tone::kNeutral);
  }
  Claim most{.kind = Claim::Kind::kHighest, .first = part, .second = part};
  most.word = MostKey(spec.unit, true);
  pieces["most"] = parts_.Worded(most);
  const bool has_moved = finding.outcome == Outcome::kUp || finding.outcome == Outcome::kDown;
  if (has_moved) {
    const size_t part_before = parts_.Hold(*finding.Of("part_before"), &sentence);
    const size_t whole_before = parts_.Hold(*finding.Of("whole_before"), &sentence);
    const size_t share_before = parts_.HoldShare(part_before, whole_before, &sentence);
    MetricSpec of_share = spec;
    of_share.unit = Unit::kShare;
    pieces["difference"] = Printed(parts_.HoldDifference(of_share, share, share_before, &sentence));
    Claim more{.kind = ClaimOf(finding.outcome), .first = share, .second = share_before};
    more.word = MoreKey(Unit::kShare, finding.outcome == Outcome::kUp);
    pieces["more"] = parts_.Worded(more);
  }
  sentence.Fill(vocabulary_.Pattern(has_moved ? "narrative.share.moved" : "narrative.share.same"),
                pieces);
  return sentence.Take(std::move(id), Tone::kNeutral);
}

/// {best}, {best_value}, {best_n} and {best_most}; the same for "worst".
void FindingSentences::AddRanked(const Finding& finding, const std::string& role,
                                 SentenceBuilder* sentence, Pieces* pieces) const {
  const analysis::Evidence* evidence = finding.Of(role);
  if (evidence == nullptr) return;
  const size_t value = parts_.Hold(*evidence, sentence);
  const bool is_highest = (role == "best") == (finding.metric->polarity == metrics::Polarity::kUp);
  Claim most{.kind = is_highest ? Claim::Kind::kHighest : Claim::Kind::kLowest,
             .first = value,
             .second = value};
  most.word = MostKey(finding.metric->unit, is_highest);
  (*pieces)[role] = parts_.Named(BoundName::Kind::kValue,
                                 ValueId(evidence->subject.dimension, evidence->subject.key));
  (*pieces)[role + "_value"] = Printed(value);
  (*pieces)[role + "_n"] = Printed(parts_.HoldSampleSize(value, sentence));
  (*pieces)[role + "_most"] = parts_.Worded(most);
}

Paragraph FindingSentences::TellRank(const Finding& finding, std::string id) const {
  SentenceBuilder sentence;
  const size_t whole = parts_.Hold(*finding.Of("whole"), &sentence);
  Pieces pieces = parts_.PeriodPieces();
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, finding.metric->id);
  pieces["dimension"] = parts_.Named(BoundName::Kind::kDimension, finding.subject.dimension);
  pieces["whole"] = Printed(whole);
  pieces["n"] = Printed(parts_.HoldSampleSize(whole, &sentence));
  AddRanked(finding, "best", &sentence, &pieces);
  AddRanked(finding, "worst", &sentence, &pieces);
  const bool has_best = pieces.contains("best");
  const bool has_worst = pieces.contains("worst");
  const char* pattern = has_best && has_worst ? "narrative.rank.both"
                        : has_best            ? "narrative.rank.best"
                        : has_worst           ? "narrative.rank.worst"
                                              : "narrative.rank.none";
  sentence.Fill(vocabulary_.Pattern(pattern), pieces);
  return sentence.Take(std::move(id), Tone::kNeutral);
}

Paragraph FindingSentences::TellAlikeOf(const MetricSpec& metric,
                                        const std::vector<const Finding*>& ranks,
                                        std::string id) const {
  SentenceBuilder sentence;
  const size_t whole = parts_.Hold(*ranks.front()->Of("whole"), &sentence);
  Pieces pieces = {{"metric", parts_.Named(BoundName::Kind::kMetric, metric.id)},
                   {"whole", Printed(whole)},
                   {"n", Printed(parts_.HoldSampleSize(whole, &sentence))}};
  pieces["list"] = [&](SentenceBuilder& list) {
    for (const Finding* rank : ranks) {
      if (rank != ranks.front()) list.Say(vocabulary_.Pattern("narrative.list.names"));
      parts_.Named(BoundName::Kind::kDimension, rank->subject.dimension)(list);
    }
  };
  sentence.Fill(vocabulary_.Pattern("narrative.rank.none_of_metric"), pieces);
  return sentence.Take(std::move(id), Tone::kNeutral);
}

Paragraph FindingSentences::TellAlikeBy(const std::string& dimension,
                                        const std::vector<const Finding*>& ranks,
                                        std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = {{"dimension", parts_.Named(BoundName::Kind::kDimension, dimension)}};
  pieces["list"] = [&](SentenceBuilder& list) {
    for (const Finding* rank : ranks) {
      if (rank != ranks.front()) list.Say(vocabulary_.Pattern("narrative.list.names"));
      list.Fill(vocabulary_.Pattern("narrative.rank.item"),
                {{"metric", parts_.Named(BoundName::Kind::kMetric, rank->metric->id)},
                 {"whole", Printed(parts_.Hold(*rank->Of("whole"), &list))}});
    }
  };
  sentence.Fill(vocabulary_.Pattern("narrative.rank.none_by_dimension"), pieces);
  return sentence.Take(std::move(id), Tone::kNeutral);
}

Paragraph FindingSentences::TellTarget(const Finding& finding, std::string id) const {
  SentenceBuilder sentence;
  const size_t value = parts_.Hold(*finding.Of("now"), &sentence);
  const size_t target = parts_.Hold(*finding.Of("target"), &sentence);
  Claim claim{.kind = ClaimOf(finding.outcome), .first = value, .second = target};
  claim.up_is_good = UpIsGood(finding.metric->polarity);
  claim.word = TargetKey(claim.kind);
  sentence.Fill(vocabulary_.Pattern("narrative.target.sentence"),
                {{"metric", parts_.Named(BoundName::Kind::kMetric, finding.metric->id)},
                 {"value", Printed(value)},
                 {"target", Printed(target)},
                 {"word", parts_.Worded(claim)},
                 {"n", Printed(parts_.HoldSampleSize(value, &sentence))}});
  const Tone tone = finding.outcome == Outcome::kReached  ? Tone::kGood
                    : finding.outcome == Outcome::kMissed ? Tone::kBad
                                                          : Tone::kNeutral;
  return sentence.Take(std::move(id), tone);
}

/// A change that is up or down says so; of others the value is enough.
void FindingSentences::SayItem(const Finding& finding, bool has_n,
                               SentenceBuilder* sentence) const {
  Claim claim;
  if (finding.Of("before") != nullptr) {
    claim = HoldClaim(finding, sentence);
  } else {
    claim.first = parts_.Hold(*finding.Of("now"), sentence);
  }
  const bool is_moved = finding.Of("before") != nullptr &&
                        (claim.kind == Claim::Kind::kUp || claim.kind == Claim::Kind::kDown);
  Pieces pieces = {{"metric", parts_.Named(BoundName::Kind::kMetric, finding.metric->id)},
                   {"value", Printed(claim.first)}};
  if (is_moved) {
    claim.word = VerbKey(finding.metric->unit, claim.kind == Claim::Kind::kUp, claim.up_is_good);
    pieces["verb"] = parts_.Worded(claim);
  } else if (finding.Of("before") != nullptr) {
    sentence->Claim(claim, "");
  }
  if (has_n) pieces["n"] = Printed(parts_.HoldSampleSize(claim.first, sentence));
  sentence->Fill(vocabulary_.Pattern(is_moved ? "narrative.list.item_moved"
                                     : has_n  ? "narrative.list.item_n"
                                              : "narrative.list.item"),
                 pieces);
}

Paragraph FindingSentences::TellTogether(const std::string& pattern,
                                         const std::vector<const Finding*>& findings,
                                         std::string id) const {
  SentenceBuilder list(true);
  for (const Finding* finding : findings) {
    if (finding != findings.front()) list.Say(vocabulary_.Pattern("narrative.list.separator"));
    SayItem(*finding, pattern == "narrative.list.too_few", &list);
  }
  Pieces pieces = parts_.PeriodPieces();
  pieces["list"] = [&list](SentenceBuilder& sentence) { sentence.Append(list); };
  SentenceBuilder sentence;
  sentence.Fill(vocabulary_.Pattern(pattern), pieces);
  return sentence.Take(std::move(id), Tone::kNeutral);
}

Paragraph FindingSentences::TellOverview(const std::vector<const Finding*>& findings,
                                         std::string id) const {
  SentenceBuilder sentence;
  size_t counts[3] = {0, 0, 0};  // by Verdict
  for (const Finding* finding : findings) {
    const Claim claim = HoldClaim(*finding, &sentence);
    ++counts[static_cast<size_t>(document::VerdictOf(claim))];
    sentence.Claim(claim, "");
  }
  const size_t better = parts_.HoldTally(Verdict::kBetter, counts[1], &sentence);
  const size_t worse = parts_.HoldTally(Verdict::kWorse, counts[2], &sentence);
  Claim overall{.kind = Claim::Kind::kOverall, .first = better, .second = worse};
  overall.word = OverallKey(static_cast<double>(counts[1]), static_cast<double>(counts[2]));
  Pieces pieces = parts_.PeriodPieces();
  pieces["overall"] = parts_.Worded(overall);
  pieces["total"] = Printed(parts_.HoldTally(Verdict::kAny, findings.size(), &sentence));
  pieces["better"] = Printed(better);
  pieces["worse"] = Printed(worse);
  pieces["steady"] = Printed(parts_.HoldTally(Verdict::kSteady, counts[0], &sentence));
  sentence.Fill(vocabulary_.Pattern(OverviewKey(overall.word, counts[0] == 0)), pieces);
  const Tone tone = counts[1] > 0 && counts[2] == 0   ? Tone::kGood
                    : counts[2] > 0 && counts[1] == 0 ? Tone::kBad
                                                      : Tone::kNeutral;
  return sentence.Take(std::move(id), tone);
}

}  // namespace kebao::report
