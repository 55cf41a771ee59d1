#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/staffing/required_agents.h"
#include "analysis/staffing/simulation.h"
#include "analysis/trend/aligned_days.h"
#include "base/problem.h"
#include "inquiry/series_inquiry.h"
#include "inquiry/staffing_plan.h"
#include "metrics/metric_service.h"

namespace kebao::inquiry {

/// How many agents are needed when, against who is there: forecast, measured times and patience
/// in; agents per half hour, channel by channel, out.

inline constexpr int kHalfHoursOfDay = 48;

/// A measured value, its cases and 95 % interval.
struct MeasuredValue {
  double value = 0;
  int64_t n = 0;
  std::optional<double> low;
  std::optional<double> high;
};

/// Why a channel has agents or none.
enum class ChannelOutcome {
  kPlanned,
  kNoContacts,    // none in the history
  kNoHandleTime,  // none measured, none assumed
  kElapsedTime,   // measured, but time that passed and not work; none assumed
};

/// A half hour. Contacts that need a human, with the forecast's 95 % interval, and agents for them.
struct HalfHourStaffing {
  double contacts = 0;
  std::optional<double> contacts_low, contacts_high;
  double agents = 0;  // whole for calls and chats
  std::optional<double> agents_low, agents_high;
};

struct ChannelStaffing {
  ChannelPlan plan;
  ChannelOutcome outcome = ChannelOutcome::kPlanned;
  int64_t history_contacts = 0;  // in the days that are measured over
  MetricForecast forecast;       // by day
  /// Of contacts that a human takes part in; nullopt: no bot, so all.
  std::optional<MeasuredValue> human_share;
  std::optional<MeasuredValue> handle_seconds;  // as measured
  double handle_seconds_used = 0;               // of one contact handled alone
  bool is_handle_assumed = false;
  std::optional<MeasuredValue> patience_seconds;  // nullopt: not told, nobody is taken to give up
  std::vector<HalfHourStaffing> half_hours;       // over the period
  double agent_hours = 0;                         // sum of the agents
  double rostered_hours = 0;                      // with shrinkage
  double most_agents = 0;
  /// Calls and chats: the planned agents in a simulation of the whole period.
  std::optional<analysis::staffing::SimulationResult> simulation;
};

/// Agents by weekday (0: Monday) and hour.
using WeekOfHours = std::array<std::array<double, 24>, 7>;

/// Who was, or is to be, there.
struct Presence {
  LocalDay first;
  LocalDay limit;
  bool is_of_period = false;  // false: of the days before it, taken to be typical
  int64_t n = 0;              // states or shifts
  WeekOfHours agents{};       // mean of the days; 0 on weekdays that do not occur
};

/// Recorded amounts of a month in minor units; what is recorded is no sample and has no interval.
struct StaffingCosts {
  metrics::Period month;
  std::optional<double> total;
  std::optional<double> bot;
  std::optional<double> wages;
  std::optional<double> human_contacts;  // handled with a human
  std::optional<double> bot_contacts;    // by the bot alone
  std::optional<double> shift_hours;
  /// (total − bot) ÷ human contacts; bot ÷ contacts by the bot alone; wages ÷ hours in shifts.
  std::optional<double> per_human_contact, per_bot_contact, per_shift_hour;
};

struct StaffingAnswer {
  LocalDay first;
  int days = 0;
  int history_days = 0;                   // that are measured over
  std::vector<ChannelStaffing> channels;  // in the plan's order
  WeekOfHours needed{};                   // of all channels, mean of the period's days
  std::array<int, 7> weekdays{};          // how often each occurs in the period
  double rostered_hours = 0;
  std::optional<Presence> at_work;  // agent states; nullopt: not recorded
  std::optional<Presence> in_shifts;
  std::optional<StaffingCosts> costs;  // nullopt: no whole month that the data cover
};

/// `covered` must not be empty. Problems: those of metrics and of staffing; "forecast.history"
/// where nothing is known before the period.
Result<StaffingAnswer> AskForStaffing(const metrics::MetricService& service,
                                      const metrics::QueryContext& context,
                                      const StaffingPlan& plan,
                                      std::span<const analysis::NamedDay> calendar,
                                      CoveredDays covered);

}  // namespace kebao::inquiry
