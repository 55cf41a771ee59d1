#include "report/narrative/check_narrative.h"

#include <algorithm>
#include <cmath>

#include "report/narrative/check_claims.h"

namespace kebao::report {
namespace {

using document::BoundFigure;
using document::Derivation;
using document::Figure;
using document::Paragraph;
using document::TextSpan;

bool IsClose(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max({1e-6, std::abs(a), std::abs(b)});
}

bool IsAsciiLetter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/// Texts of pieces with letters of their own stand for themselves only as whole words: "rose", not
/// "prose".
bool StandsAlone(const std::string& text, size_t at, size_t size) {
  const bool begins = at == 0 || !IsAsciiLetter(text[at]) || !IsAsciiLetter(text[at - 1]);
  const size_t end = at + size;
  return begins &&
         (end >= text.size() || !IsAsciiLetter(text[end - 1]) || !IsAsciiLetter(text[end]));
}

class SentenceCheck {
 public:
  SentenceCheck(const Paragraph& sentence, const FigureIndex& index, const FigureMaker& figures,
                const Vocabulary& vocabulary, std::vector<Lie>* lies)
      : sentence_(sentence),
        index_(index),
        figures_(figures),
        vocabulary_(vocabulary),
        lies_(*lies) {}

  void Run() {
    for (const BoundFigure& bound : sentence_.figures) CheckFigure(bound);
    for (const document::BoundName& name : sentence_.names) CheckName(name);
    for (const document::Claim& claim : sentence_.claims) CheckClaim(claim);
    CheckRest();
  }

 private:
  void Add(Lie::Kind kind, std::string what) {
    lies_.push_back({kind, sentence_.text, std::move(what)});
  }

  std::string At(const TextSpan& place) const {
    return place.begin > sentence_.text.size() ? ""
                                               : sentence_.text.substr(place.begin, place.size);
  }

  void CheckFigure(const BoundFigure& bound) {
    const Figure& figure = bound.figure;
    if (!figure.raw) return Add(Lie::Kind::kUnfounded, figure.text);
    if (bound.place.size > 0 && At(bound.place) != figure.text)
      Add(Lie::Kind::kText, At(bound.place));
    if (figure.text != TextOf(bound) || !HasRightUnit(bound)) Add(Lie::Kind::kFormat, figure.text);
    if (bound.derivation == Derivation::kGiven || bound.derivation == Derivation::kFound) {
      if (!index_.Holds(figure)) Add(Lie::Kind::kUnfounded, figure.text);
    } else {
      const std::optional<double> computed = Recompute(bound);
      if (!computed || !IsClose(*computed, *figure.raw)) Add(Lie::Kind::kArithmetic, figure.text);
    }
  }

  std::string TextOf(const BoundFigure& bound) const {
    const Figure& figure = bound.figure;
    if (bound.derivation == Derivation::kDifference)
      return figures_.FormatSize(figure.format, *figure.raw);
    if (bound.derivation == Derivation::kRelative) return figures_.FormatRelative(*figure.raw);
    if (bound.derivation == Derivation::kFound) return figures_.FoundText(figure);
    return figures_.Format(figure.format, *figure.raw);
  }

  bool HasRightUnit(const BoundFigure& bound) const {
    using enum document::NumberFormat;
    const auto format = bound.figure.format;
    if (bound.derivation == Derivation::kShare || bound.derivation == Derivation::kRelative)
      return format == kPercent1;
    if (bound.derivation == Derivation::kSampleSize || bound.derivation == Derivation::kTally)
      return format == kInteger;
    const auto spec = figures_.Spec(bound.figure.provenance.metric);
    if (!spec) return false;
    if (bound.derivation == Derivation::kGiven) return format == FigureMaker::FormatOf(**spec);
    if (bound.derivation == Derivation::kFound)
      return format == FigureMaker::FormatOf(**spec) || format == kPercent1 ||
             format == kPercentPoints1 || format == kDecimal1 || format == kDecimal2 ||
             format == kInteger || format == kMoney ||
             format == FigureMaker::DifferenceFormatOf(**spec);
    const bool is_of_shares = sentence_.figures[bound.first].derivation == Derivation::kShare;
    return format == (is_of_shares ? kPercentPoints1 : FigureMaker::DifferenceFormatOf(**spec));
  }

  std::optional<double> Recompute(const BoundFigure& bound) const {
    if (bound.derivation == Derivation::kTally) return Tally(bound.first);
    const Figure& first = sentence_.figures[bound.first].figure;
    const Figure& second = sentence_.figures[bound.second].figure;
    if (bound.derivation == Derivation::kSampleSize)
      return first.n ? std::optional(static_cast<double>(*first.n)) : std::nullopt;
    if (!first.raw || !second.raw) return std::nullopt;
    if (bound.derivation == Derivation::kDifference) return *first.raw - *second.raw;
    if (*second.raw == 0) return std::nullopt;
    return bound.derivation == Derivation::kShare ? *first.raw / *second.raw
                                                  : (*first.raw - *second.raw) / *second.raw;
  }

  double Tally(size_t verdict) const {
    using enum document::Claim::Kind;
    const auto counts = [&](const document::Claim& claim) {
      const bool is_direction =
          claim.kind == kUp || claim.kind == kDown || claim.kind == kSame || claim.kind == kNoise;
      return is_direction && claim.up_is_good &&
             (verdict == static_cast<size_t>(document::Verdict::kAny) ||
              verdict == static_cast<size_t>(document::VerdictOf(claim)));
    };
    return static_cast<double>(std::ranges::count_if(sentence_.claims, counts));
  }

  void CheckName(const document::BoundName& name) {
    const auto known = vocabulary_.Name(name.kind, name.id);
    const bool is_right =
        known && (*known == At(name.place) || Vocabulary::Inside(*known) == At(name.place));
    if (!is_right) Add(Lie::Kind::kName, At(name.place));
  }

  void CheckClaim(const document::Claim& claim) {
    if (!IsTrue(claim, sentence_, index_, figures_))
      Add(Lie::Kind::kClaim, At(claim.place));
    else if (!IsRightWord(claim, sentence_, figures_, vocabulary_))
      Add(Lie::Kind::kWord, At(claim.place));
  }

  /// What is left when everything bound is cut out must hold no number, unit or direction.
  void CheckRest() {
    const std::vector<TextSpan> bound = BoundPlaces();
    for (size_t index = 1; index < bound.size(); ++index)
      if (bound[index].begin < bound[index - 1].begin + bound[index - 1].size)
        Add(Lie::Kind::kText, At(bound[index]));
    const std::string rest = Rest(bound);
    for (const std::string& digit : WordsOf("0 1 2 3 4 5 6 7 8 9 ０ １ ２ ３ ４ ５ ６ ７ ８ ９"))
      if (rest.find(digit) != std::string::npos) Add(Lie::Kind::kUnbound, digit);
    for (const char* list : {"units", "up", "down", "good", "bad"}) {
      for (const std::string& word :
           WordsOf(vocabulary_.Word(std::string("narrative.lexicon.") + list)))
        if (IsIn(rest, word) && !IsOfPattern(word)) Add(Lie::Kind::kUnbound, word);
    }
  }

  static bool IsIn(const std::string& text, const std::string& word) {
    for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
      if (StandsAlone(text, at, word.size())) return true;
    return false;
  }

  /// The overview counts what got better and worse, and says so around its figures.
  bool IsOfPattern(const std::string& word) const {
    const auto overall = std::ranges::find(sentence_.claims, document::Claim::Kind::kOverall,
                                           &document::Claim::kind);
    if (overall == sentence_.claims.end()) return false;
    const bool is_all_changed = Tally(static_cast<size_t>(document::Verdict::kSteady)) == 0;
    return IsIn(vocabulary_.Pattern(OverviewKey(overall->word, is_all_changed)), word);
  }

  /// In the order of the text.
  std::vector<TextSpan> BoundPlaces() const {
    std::vector<TextSpan> bound;
    for (const auto& figure : sentence_.figures) bound.push_back(figure.place);
    for (const auto& name : sentence_.names) bound.push_back(name.place);
    for (const auto& claim : sentence_.claims) bound.push_back(claim.place);
    std::erase_if(bound, [](const TextSpan& place) { return place.size == 0; });
    std::ranges::sort(bound, {}, &TextSpan::begin);
    return bound;
  }

  std::string Rest(const std::vector<TextSpan>& bound) const {
    std::string rest;
    size_t at = 0;
    for (const TextSpan& place : bound) {
      if (place.begin > at) rest += sentence_.text.substr(at, place.begin - at) + "\n";
      at = std::max(at, place.begin + place.size);
    }
    return at < sentence_.text.size() ? rest + sentence_.text.substr(at) : rest;
  }

  const Paragraph& sentence_;
  const FigureIndex& index_;
  const FigureMaker& figures_;
  const Vocabulary& vocabulary_;
  std::vector<Lie>& lies_;
};

}  // namespace

std::vector<Lie> CheckNarrative(const document::Document& document, const FigureIndex& index,
                                const FigureMaker& figures, const Vocabulary& vocabulary) {
  std::vector<Lie> lies;
  for (const document::Section& section : document.sections) {
    for (const document::Block& block : section.blocks) {
      const auto* sentence = std::get_if<Paragraph>(&block);
      if (sentence == nullptr || sentence->id.empty() || sentence->edit) continue;
      SentenceCheck(*sentence, index, figures, vocabulary, &lies).Run();
    }
  }
  return lies;
}

}  // namespace kebao::report
