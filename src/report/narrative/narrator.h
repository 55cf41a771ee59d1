#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "analysis/compare.h"
#include "document/document.h"
#include "report/build.h"
#include "report/narrative/finding_sentences.h"
#include "report/template.h"

namespace kebao::report {

/// The answer to a question of the narrative.
using AnswerTo = std::function<const metrics::ResultTable&(const metrics::Query&)>;

/// How the report's periods are called.
PeriodNames PeriodNamesOf(const ReportRequest& request);

/// Makes the sentences of narrative blocks: finds what the answers allow to be said, puts it in
/// order, and stops at the block's limit.
class Narrator {
 public:
  /// Borrowed. `is_covered`: the data cover both periods as a whole.
  Narrator(const ReportRequest& request, const metrics::MetricCatalog& catalog,
           const FigureMaker& figures, const Vocabulary& vocabulary, bool is_covered);

  /// The sentences of one block, in order; none where there are no figures. `section` is its id.
  /// What another block has said, of this section or an earlier one, is not said again. Problems:
  /// those of metrics.
  Result<std::vector<document::Paragraph>> Tell(const std::string& section,
                                                const NarrativeBlock& block,
                                                const AnswerTo& answer_to);

 private:
  using Findings = std::vector<analysis::Finding>;
  bool IsOfPeople(const std::string& dimension) const;
  Result<void> FindWhole(const NarrativeBlock& block, const AnswerTo& answer_to,
                         Findings* findings) const;
  Result<void> FindParts(const NarrativeBlock& block, const AnswerTo& answer_to,
                         Findings* findings) const;
  std::vector<document::Paragraph> Together(const std::string& section, const Findings& findings);
  std::vector<document::Paragraph> Alike(const std::string& section,
                                         const Findings& findings) const;
  Findings Spoken(Findings findings, bool is_by_impact) const;
  std::vector<document::Paragraph> OneByOne(const std::string& section, const Findings& findings,
                                            size_t room);
  std::vector<document::Paragraph> Overview(const std::string& section,
                                            const Findings& findings) const;

  const metrics::MetricCatalog& catalog_;
  const FigureMaker& figures_;
  const FindingSentences sentences_;
  const analysis::ComparisonFrame frame_;
  std::set<std::string> said_;          // ids of sentences
  std::set<std::string> told_changes_;  // metrics whose change stands in a sentence
  bool has_explained_noise_ = false;
  bool has_explained_gaps_ = false;  // why nothing is compared yet
};

}  // namespace kebao::report
