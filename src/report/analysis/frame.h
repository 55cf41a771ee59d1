#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/attribution/known_events.h"
#include "inquiry/cause_inquiry.h"
#include "inquiry/people_inquiry.h"
#include "inquiry/process_inquiry.h"
#include "inquiry/recurring_inquiry.h"
#include "inquiry/risk_inquiry.h"
#include "inquiry/series_inquiry.h"
#include "inquiry/staffing_inquiry.h"
#include "report/analysis/playbook.h"

namespace kebao::report {

/// What analyses of a report have to know beside its figures: what is looked at where a block names
/// nothing (catalog/analysis), the days, and what to do about what is found.
struct AnalysisFrame {
  inquiry::CausePlan causes;
  inquiry::FindRows rows;  // they name nobody: names are those of the answers
  std::vector<std::string> trend_metrics;
  std::vector<std::string> unusual_metrics;
  std::vector<std::string> unusual_dimensions;
  std::vector<analysis::KnownEvent> events;     // of both periods
  std::vector<analysis::NamedDay> alike_days;   // all days of an event alike: forecasts
  std::vector<analysis::NamedDay> single_days;  // each its own: unusual days
  std::optional<inquiry::CoveredDays> covered;  // nullopt: no data
  inquiry::PeoplePlan people;
  std::string people_of_load = "agent";  // a dimension
  inquiry::ProcessPlan process;
  inquiry::RecurringRequest recurring;  // with the events of all its periods
  std::set<int64_t> bots;               // codes of agents that are nobody to compare
  inquiry::StaffingPlan staffing;
  /// Staffing counts rows one by one, which names nobody. Unset: nothing to ask.
  std::function<Result<inquiry::StaffingAnswer>(const metrics::QueryContext&)> ask_staffing;
  /// The plan of catalog/analysis/risk.yaml, with whatever it needs to know of days and people.
  /// Without `has_people` nobody's load is looked at.
  std::function<Result<inquiry::RiskAnswer>(const inquiry::AskedMetrics&,
                                            const metrics::QueryContext&, bool has_people)>
      ask_risks;
  Playbook playbook;
};

}  // namespace kebao::report
