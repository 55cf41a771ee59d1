#pragma once

#include <string>
#include <vector>

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

/// Findings → sentences, by the patterns of catalog/texts/*/narrative.yaml. One sentence is one
/// paragraph, with everything in it bound to what it rests on.
class FindingSentences {
 public:
  /// Borrowed.
  FindingSentences(const FigureMaker& figures, const Vocabulary& vocabulary, PeriodNames periods)
      : figures_(figures), vocabulary_(vocabulary), periods_(std::move(periods)) {}

  /// Of a change that is up or down, a share, a rank, a target that can be judged.
  document::Paragraph Tell(const analysis::Finding& finding, std::string id) const;
  /// "narrative.list.steady", "narrative.list.too_few" …: one sentence for all of them.
  document::Paragraph TellTogether(const std::string& pattern,
                                   const std::vector<const analysis::Finding*>& findings,
                                   std::string id) const;
  /// Several ranks in which nobody stands out: those of one metric, those by one dimension.
  document::Paragraph TellAlikeOf(const metrics::MetricSpec& metric,
                                  const std::vector<const analysis::Finding*>& ranks,
                                  std::string id) const;
  document::Paragraph TellAlikeBy(const std::string& dimension,
                                  const std::vector<const analysis::Finding*>& ranks,
                                  std::string id) const;
  /// How many of the changes are good and bad. Of findings that were compared and have a good
  /// direction.
  document::Paragraph TellOverview(const std::vector<const analysis::Finding*>& findings,
                                   std::string id) const;
  /// The outcome as a reader sees it: a change that rounds to nothing is none.
  analysis::Outcome OutcomeOf(const analysis::Finding& finding) const;

 private:
  Pieces PeriodPieces() const;
  Piece Named(document::BoundName::Kind kind, const std::string& id) const;
  Piece Worded(document::Claim claim) const;
  size_t Hold(const analysis::Evidence& evidence, SentenceBuilder* sentence) const;
  size_t HoldSampleSize(size_t of, SentenceBuilder* sentence) const;
  size_t HoldDifference(const metrics::MetricSpec& spec, size_t first, size_t second,
                        SentenceBuilder* sentence) const;
  size_t HoldRelative(const metrics::MetricSpec& spec, size_t first, size_t second,
                      SentenceBuilder* sentence) const;
  size_t HoldShare(size_t part, size_t whole, SentenceBuilder* sentence) const;
  size_t HoldTally(document::Verdict verdict, size_t count, SentenceBuilder* sentence) const;
  document::Claim HoldClaim(const analysis::Finding& finding, SentenceBuilder* sentence) const;
  document::Paragraph TellChange(const analysis::Finding& finding, std::string id) const;
  document::Paragraph TellShare(const analysis::Finding& finding, std::string id) const;
  document::Paragraph TellRank(const analysis::Finding& finding, std::string id) const;
  document::Paragraph TellTarget(const analysis::Finding& finding, std::string id) const;
  void AddRanked(const analysis::Finding& finding, const std::string& role,
                 SentenceBuilder* sentence, Pieces* pieces) const;
  void SayItem(const analysis::Finding& finding, bool has_n, SentenceBuilder* sentence) const;

  const FigureMaker& figures_;
  const Vocabulary& vocabulary_;
  const PeriodNames periods_;
};

}  // namespace kebao::report
