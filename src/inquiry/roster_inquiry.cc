#include "inquiry/roster_inquiry.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace kebao::inquiry {
namespace {

namespace staffing = analysis::staffing;
using metrics::ResultTable;

constexpr const char* kHandled = "agent_conversations";

bool IsOneWeek(const metrics::Period& period) {
  return WeekdayOf(period.first) == 1 &&
         period.limit.days - period.first.days == staffing::kDaysOfRoster;
}

/// Channels that need anybody, and how many in each half hour of the week.
void AddNeeds(const StaffingAnswer& answer, double shrinkage, ProposedRoster* proposed) {
  for (const ChannelStaffing& channel : answer.channels) {
    if (channel.agent_hours <= 0) continue;
    proposed->channels.push_back(channel.plan.channel);
    auto& needed = proposed->request.needed.emplace_back();
    for (size_t i = 0; i < needed.size(); ++i) {
      needed[i] = channel.half_hours[i].agents / (1 - shrinkage);
      proposed->contacts += channel.half_hours[i].contacts;
    }
  }
}

struct Handler {
  std::string name;
  std::map<std::string, double> contacts;  // by channel
};
using Handlers = std::map<int64_t, Handler>;  // by agent key

Result<Handlers> AskWhoHandles(const AskedMetrics& asked, metrics::QueryContext context,
                               CoveredDays history) {
  context.period = {"", history.first, history.limit, metrics::Grain::kNone};
  context.comparison.reset();
  const metrics::Query question{{kHandled}, {"agent", "channel"}, metrics::Grain::kNone, false};
  KEBAO_TRY(const std::vector<ResultTable> answers, asked.Answer(context, std::vector{question}));
  Handlers handlers;
  for (const metrics::Row& row : answers.front().rows) {
    if (row.is_total || row.key_codes[0] < 0) continue;
    Handler& handler = handlers[row.key_codes[0]];
    handler.name = row.keys[0];
    handler.contacts[row.keys[1]] += row.values[0].value.value_or(0);
  }
  return handlers;
}

std::vector<int> SkillsOf(const std::map<std::string, double>& contacts,
                          const std::vector<std::string>& channels, double least_share) {
  double all = 0;
  for (const auto& [channel, count] : contacts) all += count;
  std::vector<int> skills;
  for (size_t place = 0; place < channels.size(); ++place) {
    const auto found = contacts.find(channels[place]);
    if (found != contacts.end() && found->second > 0 && found->second >= least_share * all)
      skills.push_back(static_cast<int>(place));
  }
  return skills;
}

void SetRules(const RosterPlan::OfAgent& rules, LocalDay first, staffing::RosterAgent* agent) {
  agent->is_available = rules.is_available;
  agent->least_hours = rules.hours.least;
  agent->most_hours = rules.hours.most;
  for (const RosterPlan::Leave& leave : rules.leave)
    for (int day = 0; day < staffing::kDaysOfRoster; ++day) {
      const LocalDay date{first.days + day};
      if (date < leave.first || !(date < leave.limit)) continue;
      agent->is_available[static_cast<size_t>(day)] = false;
      agent->least_hours = 0;
    }
}

void AddAgents(const Handlers& handlers, const RosterPlan& plan, ProposedRoster* proposed) {
  std::set<std::string> known;
  for (const auto& [key, handler] : handlers) {
    known.insert(handler.name);
    staffing::RosterAgent agent;
    agent.name = handler.name;
    agent.skills = SkillsOf(handler.contacts, proposed->channels, plan.least_share_of_channel);
    if (agent.skills.empty()) continue;
    const auto own = plan.agents.find(handler.name);
    SetRules(own == plan.agents.end() ? RosterPlan::OfAgent{.hours = plan.hours} : own->second,
             proposed->first, &agent);
    proposed->request.agents.push_back(std::move(agent));
    proposed->agent_keys.push_back(key);
  }
  for (const auto& [name, rules] : plan.agents)
    if (!known.contains(name)) proposed->unknown.push_back(name);
}

void NameAgents(const Handlers& shown, ProposedRoster* proposed) {
  for (const int64_t key : proposed->agent_keys) {
    const auto found = shown.find(key);
    proposed->names.push_back(found == shown.end() ? "" : found->second.name);
  }
  proposed->order.resize(proposed->names.size());
  std::iota(proposed->order.begin(), proposed->order.end(), size_t{0});
  std::ranges::stable_sort(proposed->order, {},
                           [&](size_t agent) { return proposed->names[agent]; });
}

void AddCost(const StaffingAnswer& answer, ProposedRoster* proposed) {
  if (!answer.costs || !answer.costs->per_shift_hour) return;
  proposed->cost = *answer.costs->per_shift_hour * proposed->roster.rostered_hours;
  if (proposed->contacts > 0) proposed->cost_per_contact = *proposed->cost / proposed->contacts;
}

double Sum(const std::vector<std::array<double, staffing::kHalfHoursOfRoster>>& skills, int at) {
  double sum = 0;
  for (const auto& skill : skills) sum += skill[static_cast<size_t>(at)];
  return sum;
}

}  // namespace

double ProposedRoster::NeededAt(int half_hour) const { return Sum(request.needed, half_hour); }
double ProposedRoster::LackingAt(int half_hour) const {
  return std::max(0.0, NeededAt(half_hour) - Sum(roster.covered, half_hour));
}
double ProposedRoster::IdleAt(int half_hour) const {
  return std::max(0.0,
                  roster.at_work[static_cast<size_t>(half_hour)] - Sum(roster.covered, half_hour));
}

Result<ProposedRoster> AskForRoster(const RosterQuestion& question, const StaffingAnswer& answer,
                                    const RosterPlan& plan, CoveredDays covered) {
  const metrics::Period& period = question.context.period;
  if (!IsOneWeek(period)) return MakeProblem("roster.week", period.id);
  ProposedRoster proposed;
  proposed.first = period.first;
  AddNeeds(answer, plan.shrinkage, &proposed);
  const LocalDay limit = std::min(covered.limit, period.first);
  const CoveredDays history{{limit.days - answer.history_days}, limit};
  KEBAO_TRY(Handlers handlers, AskWhoHandles(question.service, question.context, history));
  for (const int64_t nobody : question.left_out) handlers.erase(nobody);
  AddAgents(handlers, plan, &proposed);
  if (proposed.request.agents.empty()) return MakeProblem("roster.nobody", period.id);
  KEBAO_TRY(const Handlers shown, AskWhoHandles(question.shown, question.context, history));
  NameAgents(shown, &proposed);
  proposed.request.rules = plan.rules;
  proposed.request.seconds = plan.seconds;
  proposed.request.gap = plan.gap;
  proposed.request.rounds = plan.rounds;
  KEBAO_TRY(proposed.roster, staffing::ProposeRoster(proposed.request, period.id));
  proposed.shortages = staffing::ShortagesOf(proposed.request, proposed.roster);
  proposed.binding = staffing::BindingRulesOf(proposed.request, proposed.roster);
  AddCost(answer, &proposed);
  return proposed;
}

}  // namespace kebao::inquiry
