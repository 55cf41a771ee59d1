#pragma once

#include <string>

#include "inquiry/risk_inquiry.h"
#include "report/narrative/found_figures.h"
#include "report/narrative/sentence_parts.h"

namespace kebao::report {

/// "probability", "size", "contacts", "score"; and by kind of warning: "middle", "low", "high",
/// "target", "now" (targets); "target" (degradation); "lacking", "low", "high" (shortage); "load",
/// "due", "ratio", "low", "high" (people); "first", "last", "difference", "low", "high", "periods"
/// (topics); "ratio", "low", "high", "like" (events).
FoundFigures FiguresOf(const inquiry::RiskAnswer& answer, const inquiry::RiskWarning& warning,
                       const metrics::MetricSpec& contacts, const FigureMaker& figures);

/// What the warning is of, by the metric that its finding has.
const analysis::Finding& FindingOf(const inquiry::RiskAnswer& answer,
                                   const inquiry::RiskWarning& warning);

/// What threatens → sentences (narrative.risk).
class RiskSentences {
 public:
  /// Borrowed. `contacts`: what scores are counted in.
  RiskSentences(const SentenceParts& parts, const Vocabulary& vocabulary,
                const FigureMaker& figures, const metrics::MetricSpec& contacts)
      : parts_(parts), vocabulary_(vocabulary), figures_(figures), contacts_(contacts) {}

  /// `next`: id of the period's name. `event`: its name as it may be shown; of events only.
  document::Paragraph Tell(const inquiry::RiskAnswer& answer, const inquiry::RiskWarning& warning,
                           const std::string& next, const std::string& event, std::string id) const;

 private:
  Piece NameOf(const inquiry::TargetRisk& risk) const;
  void AddNames(const inquiry::RiskAnswer& answer, const inquiry::RiskWarning& warning,
                const std::string& event, Pieces* pieces) const;

  const SentenceParts& parts_;
  const Vocabulary& vocabulary_;
  const FigureMaker& figures_;
  const metrics::MetricSpec& contacts_;
};

}  // namespace kebao::report
