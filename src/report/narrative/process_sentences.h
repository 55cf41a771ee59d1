#pragma once

#include <string>

#include "inquiry/process_inquiry.h"
#include "report/narrative/found_figures.h"
#include "report/narrative/sentence_parts.h"

namespace kebao::report {

/// "change", "complexity" and "load", each with its interval ("low", "complexity_low" …), "other",
/// "before", "now", "n" of a time that became longer or shorter. None where there is no split or no
/// interval.
FoundFigures FiguresOf(const inquiry::DelayOfTime& delay, const FigureMaker& figures);
/// A stage that moved beyond noise where the whole did not: in cases of the same kind, or because
/// other kinds came.
struct MovedStage {
  const metrics::MetricSpec* metric = nullptr;  // its mean
  analysis::process::PartOfDelay part;
  bool is_mix = false;
  double n = 0;  // cases of this period
};
/// "difference", "low", "high", "n". None without an interval.
FoundFigures FiguresOf(const MovedStage& moved, const FigureMaker& figures);
/// "mean", "expected", "difference" with "low" and "high", "n", "impact". `of`: the metric whose
/// seconds these are.
FoundFigures FiguresOf(const inquiry::Bottleneck& bottleneck, const metrics::MetricSpec& of,
                       const FigureMaker& figures);
/// "hours", "share" with "low" and "high", "factor". `contacts`: what is counted.
FoundFigures FiguresOf(const inquiry::PeakAnswer& peaks, const metrics::MetricSpec& contacts,
                       const FigureMaker& figures);
/// "in", "out", "difference" with "low" and "high". None where nothing was compared.
FoundFigures FiguresOf(const inquiry::PeakOutcome& outcome, const FigureMaker& figures);
/// "count", "most" of one edge and its "share". None where no team is known.
FoundFigures FiguresOf(const inquiry::FlowAnswer& flow, const metrics::MetricSpec& handovers,
                       const FigureMaker& figures);

/// Where the time goes → sentences (narrative.process).
class ProcessSentences {
 public:
  /// Borrowed.
  ProcessSentences(const SentenceParts& parts, const Vocabulary& vocabulary,
                   const FigureMaker& figures)
      : parts_(parts), vocabulary_(vocabulary), figures_(figures) {}

  /// Needs FiguresOf it, likewise the others.
  document::Paragraph TellDelay(const inquiry::DelayOfTime& delay, std::string id) const;
  document::Paragraph TellMoved(const MovedStage& moved, std::string id) const;
  document::Paragraph TellBottleneck(const inquiry::Bottleneck& bottleneck,
                                     const metrics::MetricSpec& of, std::string id) const;
  document::Paragraph TellPeaks(const inquiry::PeakAnswer& peaks,
                                const metrics::MetricSpec& contacts, std::string id) const;
  document::Paragraph TellOutcome(const inquiry::PeakOutcome& outcome, std::string id) const;
  document::Paragraph TellHandovers(const inquiry::FlowAnswer& flow,
                                    const metrics::MetricSpec& handovers, std::string id) const;

 private:
  const SentenceParts& parts_;
  const Vocabulary& vocabulary_;
  const FigureMaker& figures_;
};

}  // namespace kebao::report
