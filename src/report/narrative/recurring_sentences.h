#pragma once

#include <string>

#include "inquiry/recurring_inquiry.h"
#include "report/narrative/found_figures.h"
#include "report/narrative/sentence_parts.h"

namespace kebao::report {

/// "share" with "low" and "high", "n", "periods", "leading", "above"; where the trend is beyond
/// noise "difference" with "difference_low" and "difference_high".
FoundFigures FiguresOf(const inquiry::RecurringBreakdown& breakdown,
                       const inquiry::RecurringProblem& problem, const FigureMaker& figures);

/// Problems that come back → sentences (narrative.recurring).
class RecurringSentences {
 public:
  /// Borrowed.
  RecurringSentences(const SentenceParts& parts, const Vocabulary& vocabulary,
                     const FigureMaker& figures)
      : parts_(parts), vocabulary_(vocabulary), figures_(figures) {}

  document::Paragraph Tell(const inquiry::RecurringBreakdown& breakdown,
                           const inquiry::RecurringProblem& problem, std::string id) const;

 private:
  const SentenceParts& parts_;
  const Vocabulary& vocabulary_;
  const FigureMaker& figures_;
};

}  // namespace kebao::report
