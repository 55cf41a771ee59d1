#pragma once

#include <optional>
#include <string>

#include "analysis/finding.h"
#include "document/document.h"
#include "report/figures.h"
#include "report/narrative/sentence_builder.h"
#include "report/narrative/vocabulary.h"

namespace kebao::report {

/// Which periods a report is about, as ids of names: "this.month", "compared.previous.month".
struct PeriodNames {
  std::string current;
  std::string compared;
};

/// What sentences are put together from: names, words, and figures bound to what they rest on.
class SentenceParts {
 public:
  /// Borrowed.
  SentenceParts(const FigureMaker& figures, const Vocabulary& vocabulary, PeriodNames periods)
      : figures_(figures), vocabulary_(vocabulary), periods_(std::move(periods)) {}

  /// {this} and {compared}
  Pieces PeriodPieces() const;
  Piece Named(document::BoundName::Kind kind, const std::string& id) const;
  Piece Worded(const document::Claim& claim) const;
  size_t Hold(const analysis::Evidence& evidence, SentenceBuilder* sentence) const;
  /// A value of the metric at a place ("agent=王芳", "comparison"), with its interval.
  size_t HoldAt(const metrics::MetricSpec& spec, const metrics::Value& value,
                const std::string& where, SentenceBuilder* sentence) const;
  size_t HoldSampleSize(size_t of, SentenceBuilder* sentence) const;
  size_t HoldDifference(const metrics::MetricSpec& spec, size_t first, size_t second,
                        SentenceBuilder* sentence) const;
  size_t HoldRelative(const metrics::MetricSpec& spec, size_t first, size_t second,
                      SentenceBuilder* sentence) const;
  size_t HoldShare(size_t part, size_t whole, SentenceBuilder* sentence) const;
  size_t HoldTally(document::Verdict verdict, size_t count, SentenceBuilder* sentence) const;
  /// A number that an analysis found (FigureMaker::Found).
  size_t HoldFound(document::Figure found, SentenceBuilder* sentence) const;
  /// All numbers of a finding, each as a piece of its name, beside {this} and {compared}.
  Pieces FoundPieces(const FoundFigures& found, SentenceBuilder* sentence) const;

 private:
  const FigureMaker& figures_;
  const Vocabulary& vocabulary_;
  const PeriodNames periods_;
};

/// What a direction means where up is good, bad or neither.
document::Tone ToneOf(bool is_up, std::optional<bool> up_is_good);
/// Whether a sentence can say "n = 12" of it. Of derived figures n is the rarer of several counts,
/// of sums the number of rows that were added: a reader would take them for something else.
bool HasSampleSize(const metrics::MetricSpec& spec, const document::Figure& figure);

}  // namespace kebao::report
