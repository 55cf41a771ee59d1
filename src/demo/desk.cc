#include "demo/desk.h"

#include <algorithm>

namespace kebao::demo {
namespace {

constexpr uint64_t kCustomerStream = 12;
constexpr double kCustomersPerConversation = 0.42;
constexpr int kLearningDays = 90;          // of a new agent
constexpr double kLearningSlowdown = 0.5;  // at the first day

std::vector<StoryEffect> EffectsWithShares(const DemoCatalog& catalog, const TimeLine& line,
                                           bool with_story) {
  std::vector<StoryEffect> effects = ResolveEffects(catalog, line, with_story);
  for (StoryEffect& effect : effects) effect.base_share = BaseShareOf(effect, catalog);
  return effects;
}

WeightedChoice RegionChoice(const DemoCatalog& catalog) {
  std::vector<double> weights;
  for (const WeightedName& region : catalog.regions) weights.push_back(region.weight);
  return WeightedChoice(weights);
}

int NightTeam(const DemoCatalog& catalog) {
  for (size_t team = 0; team < catalog.teams.size(); ++team) {
    if (catalog.teams[team].days_off == DaysOff::kNight) return static_cast<int>(team);
  }
  return 0;
}

}  // namespace

double BaseShareOf(const StoryEffect& effect, const DemoCatalog& catalog) {
  double region_total = 0, region_hit = 0;
  for (size_t region = 0; region < catalog.regions.size(); ++region) {
    region_total += catalog.regions[region].weight;
    if (effect.region < 0 || effect.region == static_cast<int>(region))
      region_hit += catalog.regions[region].weight;
  }
  double total = 0, hit = 0;
  for (size_t index = 0; index < catalog.issues.size(); ++index) {
    const IssueSpec& issue = catalog.issues[index];
    const auto occurs = [&](const ProductSpec& product) {
      return std::find(issue.business_lines.begin(), issue.business_lines.end(),
                       product.business_line) != issue.business_lines.end();
    };
    double products = 0, matching = 0;
    for (size_t place = 0; place < catalog.products.size(); ++place) {
      const ProductSpec& product = catalog.products[place];
      if (!occurs(product)) continue;
      products += product.weight;
      const bool matches =
          (effect.product < 0 || effect.product == static_cast<int>(place)) &&
          (effect.business_line < 0 || effect.business_line == product.business_line);
      if (matches) matching += product.weight;
    }
    total += issue.weight;
    if (effect.issue < 0 || effect.issue == static_cast<int>(index))
      hit += issue.weight * matching / products;
  }
  return hit / total * region_hit / region_total;
}

Desk::Desk(const DemoCatalog& catalog, const DemoOptions& options)
    : catalog_(catalog),
      options_(options),
      line_(TimeZone::Find(options.zone).value(), options.first_day, options.days),
      effects_(EffectsWithShares(catalog, line_, options.with_story)),
      roster_(catalog, line_, effects_, options),
      volume_(catalog, line_, effects_),
      region_choice_(RegionChoice(catalog)),
      customer_count_(
          std::max<int64_t>(20, static_cast<int64_t>(static_cast<double>(options.conversations) *
                                                     kCustomersPerConversation))),
      night_team_(NightTeam(catalog)) {
  for (size_t team = 0; team < catalog.teams.size(); ++team)
    pressure_.push_back(TeamPressure(static_cast<int>(team)));
  effects_of_agent_.resize(roster_.agents().size());
  for (const StoryEffect& effect : effects_) {
    for (size_t agent = 0; agent < roster_.agents().size(); ++agent) {
      if (effect.agent >= 0 && roster_.agents()[agent].id == effect.spec.agent)
        effects_of_agent_[agent].push_back(&effect);
    }
  }
}

std::vector<double> Desk::TeamPressure(int team) const {
  std::vector<double> loads(static_cast<size_t>(line_.days()) * 24, 0);
  double weighted = 0, weights = 0;
  for (int day = 0; day < line_.days(); ++day) {
    for (int hour = 0; hour < 24; ++hour) {
      const double volume = volume_.WeightOf(day, hour);
      const int staff = roster_.StaffAt(team, line_.StartOf(day) + hour * 3600);
      if (staff == 0) continue;
      const double load = volume / staff;
      loads[static_cast<size_t>(day * 24 + hour)] = load;
      weighted += load * volume;
      weights += volume;
    }
  }
  const double mean = weights > 0 ? weighted / weights : 1;
  for (double& load : loads) load = std::clamp(load / mean, 0.3, 3.5);
  return loads;
}

double Desk::PressureAt(int team, EpochSeconds at) const {
  const int day = line_.DayOf(at);
  if (day < 0 || day >= line_.days()) return 1;
  const int hour = std::min(23, line_.HourOf(at));
  return pressure_[static_cast<size_t>(team)][static_cast<size_t>(day * 24 + hour)];
}

AgentForm Desk::FormAt(int agent, EpochSeconds at) const {
  const Agent& person = roster_.agents()[static_cast<size_t>(agent)];
  const int day = line_.DayOf(at);
  const int days_here = std::max(0, day - person.joined_day);
  AgentForm form;
  form.skill = person.spec->skill;
  form.reply_factor = 1.5 - form.skill;
  if (days_here < kLearningDays)
    form.reply_factor *= 1 + kLearningSlowdown * (kLearningDays - days_here) / kLearningDays;
  const auto apply = [&](const StoryEffect& effect) {
    if (!effect.HoldsAt(at)) return;
    form.reply_factor *= effect.spec.reply_factor;
    form.wait_factor *= effect.spec.wait_factor;
    form.csat_shift += effect.spec.csat_shift;
  };
  for (const StoryEffect* effect : effects_of_agent_[static_cast<size_t>(agent)]) apply(*effect);
  const int team = roster_.TeamOf(agent, day);
  for (const StoryEffect& effect : effects_) {
    if (effect.team >= 0 && effect.team == team) apply(effect);
  }
  return form;
}

Customer Desk::CustomerOf(int64_t index) const {
  Random random = Random::Stream(options_.seed, kCustomerStream, static_cast<uint64_t>(index));
  Customer customer;
  customer.index = index;
  customer.region = static_cast<int>(region_choice_.Pick(random));
  const uint32_t draw = random.Below(100);
  customer.type = draw < 6 ? "VIP" : draw < 16 ? "企业" : "普通";
  customer.traits = random.Next();
  return customer;
}

}  // namespace kebao::demo
