#pragma once

#include <string>
#include <vector>

#include "analysis/finding.h"
#include "document/document.h"
#include "report/build.h"
#include "report/labels.h"
#include "report/narrative/analysis_sentences.h"
#include "report/narrative/figure_index.h"
#include "report/redaction.h"

namespace kebao::report {

/// What the analysis of a report asks, names and has found so far. One of each report; the blocks
/// (tell.h) write into it in the order of the template. Answers are redacted before they are
/// analysed, so that nothing names what the audience must not see.
class Casebook {
 public:
  /// Borrowed. `is_covered`: the data cover both periods as a whole.
  Casebook(const ReportRequest& request, const ReportSources& sources, const Redaction& redaction,
           const FigureMaker& figures, const Vocabulary& vocabulary, const Labels& labels,
           PeriodNames periods, bool is_covered)
      : request_(request),
        sources_(sources),
        redaction_(redaction),
        figures_(figures),
        vocabulary_(vocabulary),
        labels_(labels),
        sentences_(figures, vocabulary, std::move(periods)),
        is_covered_(is_covered) {}

  const metrics::QueryContext& context() const { return request_.context; }
  const AnalysisFrame& frame() const { return sources_.analysis; }
  const metrics::MetricCatalog& catalog() const { return sources_.catalog; }
  const Texts& texts() const { return sources_.texts; }
  const Redaction& redaction() const { return redaction_; }
  const FigureMaker& figures() const { return figures_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  const Labels& labels() const { return labels_; }
  const AnalysisSentences& sentences() const { return sentences_; }
  bool is_covered() const { return is_covered_; }

  inquiry::AskedMetrics Asked();
  /// The period that comes next, without a comparison.
  metrics::QueryContext ContextOfNext() const;
  /// "next.month": the id of its name.
  std::string NameOfNext() const;
  /// Without those that the audience must not see.
  std::vector<std::string> Shown(std::vector<std::string> dimensions) const;
  std::string NameOf(const metrics::MetricSpec& spec) const;

  struct Found {
    analysis::Finding finding;
    std::string text;  // what was found, in a few words
  };
  void Remember(const analysis::Finding& finding, std::string text) {
    found_.push_back({finding, std::move(text)});
  }
  const std::vector<Found>& found() const { return found_; }
  /// Numbers that sentences may rest on.
  void Remember(const FoundFigures& found);

  /// Nothing is repeated: what was explained in one section is not explained in another.
  void MarkAsExplained(const std::string& metric) { explained_.push_back(metric); }
  bool IsExplained(const std::string& metric) const;

  /// Everything that was answered, and the numbers of everything that was found.
  Result<void> AddTo(FigureIndex* index) const;

 private:
  bool IsOfReport(const metrics::QueryContext& asked) const;

  const ReportRequest& request_;
  const ReportSources& sources_;
  const Redaction& redaction_;
  const FigureMaker& figures_;
  const Vocabulary& vocabulary_;
  const Labels& labels_;
  const AnalysisSentences sentences_;
  const bool is_covered_;
  std::vector<metrics::ResultTable> answers_;  // without a grain
  std::vector<document::Figure> found_figures_;
  std::vector<Found> found_;
  std::vector<std::string> explained_;  // metrics
};

}  // namespace kebao::report
