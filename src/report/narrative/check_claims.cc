#include "report/narrative/check_claims.h"

#include <algorithm>
#include <sstream>

#include "analysis/difference.h"

namespace kebao::report {
namespace {

using document::BoundFigure;
using document::Claim;
using document::Figure;
using document::Paragraph;

using enum document::Claim::Kind;

const Figure& FirstOf(const Claim& claim, const Paragraph& sentence) {
  return sentence.figures[claim.first].figure;
}

const Figure& SecondOf(const Claim& claim, const Paragraph& sentence) {
  return sentence.figures[claim.second].figure;
}

bool IsZero(const std::string& text) {
  return text.find_first_of("123456789") == std::string::npos;
}

/// They differ by what rounds to nothing.
bool ReadTheSame(const Figure& first, const Figure& second, const FigureMaker& figures) {
  const double difference = *first.raw - *second.raw;
  const auto spec = figures.Spec(first.provenance.metric);
  const bool is_share = first.format == document::NumberFormat::kPercent1;
  const auto format = is_share ? document::NumberFormat::kPercentPoints1 : first.format;
  if (IsZero(figures.FormatSize(format, difference))) return true;
  if (!spec || is_share || !FigureMaker::HasRelative(**spec) || *second.raw == 0) return false;
  return IsZero(figures.FormatRelative(difference / *second.raw));
}

bool IsDirectionTrue(const Claim& claim, const Figure& first, const Figure& second,
                     const FigureMaker& figures) {
  const analysis::Difference difference = analysis::Subtract(
      {*first.raw, first.low, first.high}, {*second.raw, second.low, second.high});
  if (!first.is_complete || !second.is_complete) return false;
  if (claim.kind == kSame) return ReadTheSame(first, second, figures);
  if (claim.kind == kNoise) return !difference.is_beyond_noise();
  const bool is_moved = difference.is_beyond_noise() && !ReadTheSame(first, second, figures);
  return is_moved && (claim.kind == kUp ? difference.size > 0 : difference.size < 0);
}

/// Amounts always can be compared; whatever is estimated needs an interval and enough cases.
bool IsEligible(const metrics::MetricSpec& spec, const FigureIndex::Entry& entry) {
  using enum metrics::MetricKind;
  if (entry.n.value_or(0) < spec.min_n) return false;
  const bool is_amount =
      spec.kind == kCount || spec.kind == kDistinct || spec.kind == kSum || spec.kind == kStock;
  return is_amount || entry.has_interval || (spec.kind == kDerived && entry.n.value_or(0) > 0);
}

/// Among those with enough cases.
bool IsExtreme(const Claim& claim, const Figure& first, const FigureIndex& index,
               const FigureMaker& figures) {
  const auto spec = figures.Spec(first.provenance.metric);
  if (!spec) return false;
  return std::ranges::none_of(index.Family(first.provenance), [&](const FigureIndex::Entry& other) {
    if (!IsEligible(**spec, other)) return false;
    return claim.kind == kHighest ? other.raw > *first.raw : other.raw < *first.raw;
  });
}

bool IsTargetTrue(const Claim& claim, const Figure& value, double target) {
  const bool is_unclear = value.low && value.high && *value.low <= target &&
                          target <= *value.high && *value.raw != target;
  if (is_unclear) return claim.kind == kUnclear;
  const bool is_reached =
      claim.up_is_good.value_or(true) ? *value.raw >= target : *value.raw <= target;
  return claim.kind == (is_reached ? kReached : kMissed);
}

/// The key that the claim's word must have.
std::string KeyOf(const Claim& claim, const Paragraph& sentence, metrics::Unit unit) {
  const bool is_more = claim.word.starts_with("narrative.more.");
  switch (claim.kind) {
    case kUp:
    case kDown:
      return is_more ? MoreKey(unit, claim.kind == kUp)
                     : VerbKey(unit, claim.kind == kUp, claim.up_is_good);
    case kHighest:
    case kLowest:
      return MostKey(unit, claim.kind == kHighest);
    case kReached:
    case kMissed:
    case kUnclear:
      return TargetKey(claim.kind);
    case kRising:
    case kFalling:
      return TrendKey(unit, claim.kind == kRising);
    case kAbove:
    case kBelow:
      return BeyondKey(claim.kind == kAbove);
    case kOverall:
      return OverallKey(*FirstOf(claim, sentence).raw, *SecondOf(claim, sentence).raw);
    case kSame:
    case kNoise:
      break;
  }
  return "";
}

bool HasAny(const std::string& text, const std::vector<std::string>& words) {
  return std::ranges::any_of(
      words, [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

/// The words of a direction and of what it means, apart from the texts that the sentences use.
bool IsOfDirection(const Claim& claim, const std::string& text, const Vocabulary& vocabulary) {
  const auto words = [&](const char* list) {
    return WordsOf(vocabulary.Word(std::string("narrative.lexicon.") + list));
  };
  const bool says_up = HasAny(text, words("up")) || HasAny(text, words("up_near"));
  const bool says_down = HasAny(text, words("down")) || HasAny(text, words("down_near"));
  const bool says_good = HasAny(text, words("good"));
  const bool says_bad = HasAny(text, words("bad"));
  const bool is_up = claim.kind == kUp;
  const document::Verdict verdict = document::VerdictOf(claim);
  if (says_good && verdict != document::Verdict::kBetter) return false;
  if (says_bad && verdict != document::Verdict::kWorse) return false;
  if ((is_up ? says_down : says_up)) return false;
  return says_up || says_down || says_good || says_bad;
}

}  // namespace

std::vector<std::string> WordsOf(const std::string& list) {
  std::istringstream in(list);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

bool IsTrue(const Claim& claim, const Paragraph& sentence, const FigureIndex& index,
            const FigureMaker& figures) {
  const Figure& first = FirstOf(claim, sentence);
  const Figure& second = SecondOf(claim, sentence);
  if (!first.raw || !second.raw) return false;
  switch (claim.kind) {
    case kUp:
    case kDown:
    case kSame:
    case kNoise:
      return IsDirectionTrue(claim, first, second, figures);
    case kHighest:
    case kLowest:
      return IsExtreme(claim, first, index, figures);
    case kReached:
    case kMissed:
    case kUnclear:
      return IsTargetTrue(claim, first, *second.raw);
    case kRising:
      return first.low && *first.low > 0;
    case kFalling:
      return first.high && *first.high < 0;
    case kAbove:
      if (claim.first == claim.second) return first.low && *first.low > 0;
      return second.high && *first.raw > *second.high;
    case kBelow:
      if (claim.first == claim.second) return first.high && *first.high < 0;
      return second.low && *first.raw < *second.low;
    case kOverall:
      return sentence.figures[claim.first].derivation == document::Derivation::kTally &&
             sentence.figures[claim.second].derivation == document::Derivation::kTally;
  }
  return false;
}

bool IsRightWord(const Claim& claim, const Paragraph& sentence, const FigureMaker& figures,
                 const Vocabulary& vocabulary) {
  const std::string shown = sentence.text.substr(claim.place.begin, claim.place.size);
  if (claim.word.empty()) return shown.empty();
  const BoundFigure& first = sentence.figures[claim.first];
  const auto spec = figures.Spec(first.figure.provenance.metric);
  if (!spec && claim.kind != kOverall) return false;
  const bool is_share = first.derivation == document::Derivation::kShare;
  const metrics::Unit unit = !spec      ? metrics::Unit::kCount
                             : is_share ? metrics::Unit::kShare
                                        : (*spec)->unit;
  if (claim.word != KeyOf(claim, sentence, unit)) return false;
  if (shown != vocabulary.Word(claim.word)) return false;
  if (claim.kind != kUp && claim.kind != kDown) return true;
  // The share of a part has no good direction of its own.
  const auto polarity = is_share ? std::nullopt : UpIsGood((*spec)->polarity);
  return claim.up_is_good == polarity && IsOfDirection(claim, shown, vocabulary);
}

}  // namespace kebao::report
