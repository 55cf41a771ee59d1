#pragma once

#include <optional>
#include <string>

#include "inquiry/staffing_balance.h"
#include "report/narrative/found_figures.h"
#include "report/narrative/sentence_parts.h"

namespace kebao::report {

/// The staffing of a period and what it is set against.
struct StaffingTold {
  const inquiry::StaffingAnswer& answer;
  const metrics::MetricSpec& contacts;                // what is forecast
  const inquiry::ChannelStaffing* busiest = nullptr;  // nullptr: nobody is needed
  std::optional<inquiry::StaffingBalance> balance;    // nullopt: nobody's presence is known
  double needed_at_worst = 0;                         // agents, in the hour that lacks most
  double there_at_worst = 0;
  /// By half an agent-hour a week at least; less rounds to nothing.
  bool is_short() const { return balance && balance->lacking >= 0.5; }
};
StaffingTold TellingOf(const inquiry::StaffingAnswer& answer, const inquiry::StaffingPlan& plan,
                       const metrics::MetricSpec& contacts);

/// "hours", "rostered", "most"; with a balance "short", "spare", "needed", "there"; with costs
/// "human", "bot".
FoundFigures FiguresOf(const StaffingTold& told, const FigureMaker& figures);

/// Staffing → sentences (narrative.staffing).
class StaffingSentences {
 public:
  /// Borrowed.
  StaffingSentences(const SentenceParts& parts, const Vocabulary& vocabulary,
                    const FigureMaker& figures)
      : parts_(parts), vocabulary_(vocabulary), figures_(figures) {}

  /// Needs a busiest channel. `next`: id of the period's name.
  document::Paragraph TellNeed(const StaffingTold& told, const std::string& next,
                               std::string id) const;
  /// Needs a balance.
  document::Paragraph TellBalance(const StaffingTold& told, std::string id) const;
  /// Needs a cost per contact with a human.
  document::Paragraph TellCost(const StaffingTold& told, std::string id) const;

 private:
  const SentenceParts& parts_;
  const Vocabulary& vocabulary_;
  const FigureMaker& figures_;
};

}  // namespace kebao::report
