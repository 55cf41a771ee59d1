#pragma once

#include <string>
#include <vector>

#include "analysis/finding.h"
#include "document/document.h"
#include "report/figures.h"
#include "report/narrative/sentence_builder.h"
#include "report/narrative/sentence_parts.h"
#include "report/narrative/vocabulary.h"

namespace kebao::report {

/// Findings → sentences, by the patterns of catalog/texts/*/narrative.yaml. One sentence is one
/// paragraph, with everything in it bound to what it rests on.
class FindingSentences {
 public:
  /// Borrowed.
  FindingSentences(const FigureMaker& figures, const Vocabulary& vocabulary, PeriodNames periods)
      : figures_(figures),
        vocabulary_(vocabulary),
        parts_(figures, vocabulary, std::move(periods)) {}

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
  const SentenceParts parts_;
};

}  // namespace kebao::report
