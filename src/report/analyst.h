#pragma once

#include <string>
#include <utility>
#include <vector>

#include "document/document.h"
#include "report/build.h"
#include "report/labels.h"
#include "report/narrative/analysis_sentences.h"
#include "report/narrative/figure_index.h"
#include "report/redaction.h"
#include "report/template.h"

namespace kebao::report {

/// Makes the blocks of analysis: asks (inquiry), and tells what was found as sentences, charts and
/// tables. Answers are redacted before they are analysed, so that nothing names what the audience
/// must not see. Nothing is repeated: what was explained in one section is not explained in
/// another.
class Analyst {
 public:
  /// Borrowed. `is_covered`: the data cover both periods as a whole.
  Analyst(const ReportRequest& request, const ReportSources& sources, const Redaction& redaction,
          const FigureMaker& figures, const Vocabulary& vocabulary, const Labels& labels,
          PeriodNames periods, bool is_covered);

  using Blocks = std::vector<document::Block>;
  /// Why figures changed that changed by enough. Without a comparison: nothing. Problems of all of
  /// these: those of metrics.
  Result<Blocks> Causes(const CauseBlock& block, const std::string& section);
  Result<Blocks> Trends(const TrendBlock& block, const std::string& section);
  Result<Blocks> UnusualDays(const UnusualBlock& block, const std::string& section);
  /// Of the period after the report's. Nothing where the history is too short.
  Result<Blocks> Forecasts(const ForecastBlock& block, const std::string& section);
  /// What the playbook has for what the blocks before have found and for the metrics that are
  /// worse.
  Result<Blocks> Suggestions(const SuggestionBlock& block);

  /// Everything that was answered, and the numbers of everything that was found.
  Result<void> AddTo(FigureIndex* index) const;

 private:
  struct Found {
    analysis::Finding finding;
    std::string text;  // what was found, in a few words
  };
  inquiry::AskedMetrics Asked();
  /// Without those that the audience must not see.
  std::vector<std::string> Shown(std::vector<std::string> dimensions) const;
  metrics::QueryContext ContextOfNext() const;
  /// Each once, the most fitting first.
  Blocks Events(const std::vector<const inquiry::ExplainedChange*>& changes,
                const std::string& section) const;
  Blocks CausesOf(const std::vector<const inquiry::ExplainedChange*>& told,
                  const std::string& section);
  Blocks CauseCharts(const CauseBlock& block,
                     const std::vector<const inquiry::ExplainedChange*>& told) const;
  Blocks MovedParts(const CauseBlock& block, const std::vector<inquiry::ExplainedChange>& changes,
                    const std::string& section);
  document::Block CauseTable(const CauseBlock& block,
                             const std::vector<const inquiry::ExplainedChange*>& changes) const;
  document::Block UnusualTable(const UnusualBlock& block,
                               const std::vector<inquiry::UnusualDay>& days) const;
  Result<document::Block> ControlChart(const std::string& id, const inquiry::UnusualDay& first,
                                       const std::vector<inquiry::UnusualDay>& days);
  Result<document::Block> ForecastChart(const std::string& id, const inquiry::MetricForecast& made);
  std::string CauseText(const analysis::Cause& cause) const;
  std::string Name(const metrics::MetricSpec& spec) const;
  void Remember(const analysis::Finding& finding, std::string text);
  void RememberFigures(const FoundFigures& found);
  document::Paragraph Nothing(const char* key, const TextArguments& arguments = {}) const;
  /// Says how many were found beyond those that are told; nothing where there are none.
  void SayThatThereAreMore(size_t found, size_t told, Blocks* blocks) const;

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
