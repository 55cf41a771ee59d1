#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/staffing/roster.h"
#include "analysis/staffing/roster_shortages.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"
#include "inquiry/roster_plan.h"
#include "inquiry/staffing_inquiry.h"

namespace kebao::inquiry {

/// A week of shifts for those who work now. Agents are places in `request.agents`.
struct ProposedRoster {
  LocalDay first;                     // a Monday
  std::vector<std::string> channels;  // that need people; skills are places in it
  analysis::staffing::RosterRequest request;
  std::vector<int64_t> agent_keys;
  std::vector<std::string> names;  // as they may be shown
  std::vector<size_t> order;       // of the names: agents, each once
  analysis::staffing::Roster roster;
  std::vector<analysis::staffing::RosterShortage> shortages;
  analysis::staffing::BindingRules binding;
  std::vector<std::string> unknown;  // of the plan, whom nobody is
  double contacts = 0;               // of the week, that need a human
  /// Minor units; nullopt: wages or shifts are not recorded.
  std::optional<double> cost, cost_per_contact;

  double NeededAt(int half_hour) const;  // agents, of all channels
  double LackingAt(int half_hour) const;
  double IdleAt(int half_hour) const;  // at work, breaks left out, beyond what is needed
};

/// Whom and what a roster is made for.
struct RosterQuestion {
  const metrics::MetricService& service;
  const AskedMetrics& shown;  // the same, by names that may be seen
  const metrics::QueryContext& context;
  std::set<int64_t> left_out;  // agents that are nobody: bots
};

/// People are those who handled contacts over the days that staffing measured over, their skills
/// the channels where enough of these were. Needs are staffing's, with the plan's shrinkage. Who is
/// on leave that week need not reach the least hours. The same data and plan give the same roster,
/// whoever may see whose name, as long as the time limit does not end the search.
/// Problems: "roster.week" (the period is not one week from Monday on), "roster.nobody" (nobody
/// handled anything), those of metrics and of ProposeRoster.
Result<ProposedRoster> AskForRoster(const RosterQuestion& question, const StaffingAnswer& staffing,
                                    const RosterPlan& plan, CoveredDays covered);

}  // namespace kebao::inquiry
