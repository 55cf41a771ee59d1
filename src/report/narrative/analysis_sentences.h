#pragma once

#include <string>

#include "document/document.h"
#include "inquiry/cause_inquiry.h"
#include "inquiry/series_inquiry.h"
#include "report/narrative/found_figures.h"
#include "report/narrative/sentence_parts.h"

namespace kebao::report {

/// What inquiries found → sentences, by the patterns of catalog/texts/*/narrative.yaml (cause,
/// trend, unusual, forecast). One sentence is one paragraph, everything in it bound.
class AnalysisSentences {
 public:
  /// Borrowed.
  AnalysisSentences(const FigureMaker& figures, const Vocabulary& vocabulary, PeriodNames periods)
      : figures_(figures),
        vocabulary_(vocabulary),
        parts_(figures, vocabulary, std::move(periods)) {}

  const SentenceParts& parts() const { return parts_; }

  /// Of a change with a cause: where it comes from.
  document::Paragraph TellCause(const inquiry::ExplainedChange& change, std::string id) const;
  /// Of one of its `moved`: a part that went another way than the rest.
  document::Paragraph TellMoved(const inquiry::ExplainedChange& change,
                                const analysis::MovedSegment& moved, std::string id) const;
  /// Of changes that come from everywhere: one sentence.
  document::Paragraph TellEverywhere(const std::vector<const inquiry::ExplainedChange*>& changes,
                                     std::string id) const;
  /// What was going on at the same time. `event`: as it may be shown.
  document::Paragraph TellEvent(const std::string& event, LocalDay day, bool has_begun,
                                std::string id) const;
  /// Of a trend up or down. `grain`: kDay or kWeek.
  document::Paragraph TellTrend(const inquiry::MetricTrend& trend, metrics::Grain grain,
                                std::string id) const;
  document::Paragraph TellUnusual(const inquiry::UnusualDay& day, std::string id) const;
  /// `next`: id of the period's name, "next.month".
  document::Paragraph TellForecast(const inquiry::MetricForecast& made, const std::string& next,
                                   std::string id) const;

 private:
  Piece PartName(const std::vector<std::string>& dimensions,
                 const std::vector<std::string>& keys) const;
  Piece DimensionNames(const std::vector<std::string>& dimensions) const;
  void SayPart(const inquiry::ExplainedChange& change, const analysis::Cause& cause,
               const analysis::CauseElement& element, SentenceBuilder* sentence) const;
  Pieces ChangePieces(const inquiry::ExplainedChange& change, SentenceBuilder* sentence) const;

  const FigureMaker& figures_;
  const Vocabulary& vocabulary_;
  const SentenceParts parts_;
};

}  // namespace kebao::report
