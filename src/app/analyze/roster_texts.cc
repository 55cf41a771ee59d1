#include "app/analyze/roster_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/text_table.h"
#include "base/number_format.h"
#include "report/labels.h"

namespace kebao::app {
namespace {

namespace staffing = analysis::staffing;
using inquiry::ProposedRoster;
using staffing::RosterShift;
using staffing::RosterShortage;

constexpr double kShown = 0.05;  // agents that one decimal shows
constexpr size_t kMostShortages = 20;

std::string ShiftText(const RosterShift& shift) {
  return ClockOf(shift.start) + "–" + ClockOf(shift.start + shift.length);
}

class RosterPrinter {
 public:
  RosterPrinter(const ProposedRoster& proposed, const RosterFrame& frame,
                const MetricSession& opened, Console* console)
      : proposed_(proposed),
        frame_(frame),
        labels_(opened.catalog(), console->texts(), opened.context().zone),
        numbers_(console->texts()),
        currency_(opened.session().settings().currency.value),
        console_(*console) {}

  void PrintSummary() const {
    const staffing::Roster& roster = proposed_.roster;
    double idle = 0;
    for (int at = 0; at < staffing::kHalfHoursOfRoster; ++at) idle += proposed_.IdleAt(at) / 2;
    Print("head", {{"week", FormatDay(proposed_.first)},
                   {"agents", Count(proposed_.request.agents.size())},
                   {"shifts", Count(roster.shifts.size())},
                   {"rostered", numbers_.Decimal(roster.rostered_hours, 1)}});
    Print("needed", {{"needed", numbers_.Decimal(roster.needed_hours, 1)},
                     {"shrinkage", numbers_.Percent(frame_.shrinkage, 0)},
                     {"lacking", numbers_.Decimal(roster.lacking_hours, 1)},
                     {"idle", numbers_.Decimal(idle, 1)}});
    const TextArguments gap = {{"gap", numbers_.Percent(roster.gap(), 1)}};
    if (roster.is_proven) {
      Print("proven", gap);
    } else if (!roster.is_time_up) {
      Print("rounds", gap);
    } else {
      Print("time",
            {{"gap", gap.at("gap")}, {"seconds", numbers_.Decimal(proposed_.request.seconds, 0)}});
    }
    for (const std::string& name : proposed_.unknown)
      Print("unknown", {{"agent", name}, {"days", std::to_string(frame_.history_days)}});
  }

  void PrintShifts() const {
    std::vector<std::string> header = WeekHeader(labels_.Dimension("agent").value_or("agent"));
    header.insert(header.begin() + 1, Text("hours"));
    TextTable table(std::move(header));
    for (const size_t agent : proposed_.order) {
      std::vector<std::string> cells(staffing::kDaysOfRoster, Text("none"));
      double hours = 0;
      for (const RosterShift& shift : proposed_.roster.shifts) {
        if (shift.agent != agent) continue;
        cells[static_cast<size_t>(shift.day)] = ShiftText(shift);
        hours += WorkedHours(shift, proposed_.request.rules);
      }
      cells.insert(cells.begin(), {proposed_.names[agent], numbers_.Decimal(hours, 1)});
      table.AddRow(std::move(cells));
    }
    console_.Print(table.Render());
  }

  void PrintSpread() const {
    const staffing::RosterSpread& spread = proposed_.roster.spread;
    if (spread.agents == 0) return;
    const auto percent = [&](double part) { return numbers_.Percent(part, 0); };
    Print(proposed_.request.rules.is_shared ? "spread" : "spread_unshared",
          {{"agents", Count(spread.agents)},
           {"least", numbers_.Decimal(spread.hours.least, 1)},
           {"most", numbers_.Decimal(spread.hours.most, 1)},
           {"least_part", percent(spread.part_of_most.least)},
           {"most_part", percent(spread.part_of_most.most)},
           {"mean", percent(spread.mean_part)},
           {"deviation", percent(spread.deviation)},
           {"before", percent(proposed_.roster.unshared_deviation)}});
    Print("spread_shifts", {{"weekend", Range(spread.weekend_days)},
                            {"early", Range(spread.early_shifts)},
                            {"late", Range(spread.late_shifts)}});
  }

  void PrintCoverage() const {
    Print("coverage");
    TextTable table(WeekHeader(Text("hour")));
    for (int of_day = 0; of_day < staffing::kHalfHoursOfRosterDay; ++of_day) {
      std::vector<std::string> cells = {ClockOf(of_day)};
      bool is_empty = true;
      for (int day = 0; day < staffing::kDaysOfRoster; ++day) {
        const int at = day * staffing::kHalfHoursOfRosterDay + of_day;
        const double there = proposed_.roster.at_work[static_cast<size_t>(at)];
        is_empty = is_empty && there == 0 && proposed_.NeededAt(at) < kShown;
        cells.push_back(fmt::format("{} / {}{}", numbers_.Decimal(proposed_.NeededAt(at), 1),
                                    numbers_.Integer(std::llround(there)),
                                    proposed_.LackingAt(at) >= kShown ? "!" : " "));
      }
      if (!is_empty) table.AddRow(std::move(cells));
    }
    console_.Print(table.Render());
  }

  /// The worst first.
  void PrintShortages() const {
    std::vector<RosterShortage> shortages;
    for (const RosterShortage& shortage : proposed_.shortages)
      if (shortage.lacking >= kShown) shortages.push_back(shortage);
    if (shortages.empty()) return;
    std::ranges::stable_sort(shortages, std::ranges::greater{}, &RosterShortage::lacking);
    Print("lacking");
    TextTable table({Text("column_when"), Text("column_channel"), Text("column_needed"),
                     Text("column_lacking"), Text("column_reason")});
    for (size_t i = 0; i < std::min(kMostShortages, shortages.size()); ++i)
      table.AddRow(CellsOf(shortages[i]));
    console_.Print(table.Render());
    if (shortages.size() > kMostShortages)
      Print("more", {{"count", Count(shortages.size() - kMostShortages)}});
  }

  void PrintBinding() const {
    const staffing::BindingRules& binding = proposed_.binding;
    if (binding.agents == 0) return Print("slack");
    Print("binding", {{"agents", std::to_string(binding.agents)},
                      {"all", Count(proposed_.request.agents.size())},
                      {"hours", std::to_string(binding.weekly_hours)},
                      {"off", std::to_string(binding.days_off)},
                      {"row", std::to_string(binding.days_in_row)},
                      {"available", std::to_string(binding.availability)}});
  }

  void PrintCost() const {
    if (!proposed_.cost || !frame_.per_shift_hour) return Print("no_cost");
    Print("cost", {{"cost", Money(proposed_.cost)},
                   {"hour", Money(frame_.per_shift_hour)},
                   {"contact", Money(proposed_.cost_per_contact)},
                   {"contacts", Count(static_cast<size_t>(std::llround(proposed_.contacts)))}});
  }

 private:
  std::string Text(const char* key, const TextArguments& arguments = {}) const {
    return console_.Text(std::string("cli.roster.") + key, arguments);
  }
  void Print(const char* key, const TextArguments& arguments = {}) const {
    console_.Print(Text(key, arguments));
  }
  std::string Range(const staffing::RosterRange& range) const {
    return Text("range", {{"least", numbers_.Decimal(range.least, 0)},
                          {"most", numbers_.Decimal(range.most, 0)}});
  }
  std::string Count(size_t count) const { return numbers_.Integer(static_cast<int64_t>(count)); }
  std::string Money(const std::optional<double>& minor) const {
    return minor ? numbers_.Money(std::llround(*minor), currency_) : numbers_.Missing();
  }
  std::vector<std::string> WeekHeader(std::string first) const {
    std::vector<std::string> header = {std::move(first)};
    for (int day = 0; day < staffing::kDaysOfRoster; ++day) header.push_back(Weekday(day));
    return header;
  }
  std::string Weekday(int day) const { return labels_.Value("weekday", std::to_string(day + 1)); }

  std::vector<std::string> CellsOf(const RosterShortage& shortage) const {
    const auto skill = static_cast<size_t>(shortage.skill);
    const int day = shortage.half_hour / staffing::kHalfHoursOfRosterDay;
    return {Weekday(day) + " " + ClockOf(shortage.half_hour),
            labels_.Value("channel", proposed_.channels[skill]),
            numbers_.Decimal(
                proposed_.request.needed[skill][static_cast<size_t>(shortage.half_hour)], 1),
            numbers_.Decimal(shortage.lacking, 1),
            Text((std::string("reason_") + NameOf(shortage.reason)).c_str())};
  }

  const ProposedRoster& proposed_;
  const RosterFrame& frame_;
  const report::Labels labels_;
  const NumberFormatter numbers_;
  const std::string currency_;
  Console& console_;
};

}  // namespace

std::string ClockOf(int half_hour) {
  const int of_day = half_hour % staffing::kHalfHoursOfRosterDay;
  return fmt::format("{:02}:{}", of_day / 2, of_day % 2 == 0 ? "00" : "30");
}

double WorkedHours(const RosterShift& shift, const staffing::RosterRules& rules) {
  int half_hours = shift.length;
  for (const staffing::ShiftLength& length : rules.lengths)
    if (length.length == shift.length)
      for (const staffing::BreakRule& rule : length.breaks) half_hours -= rule.length;
  return half_hours / 2.0;
}

const char* NameOf(staffing::ShortageReason reason) {
  using staffing::ShortageReason;
  switch (reason) {
    case ShortageReason::kNobody:
      return "nobody";
    case ShortageReason::kNoShift:
      return "no_shift";
    case ShortageReason::kBreaks:
      return "breaks";
    case ShortageReason::kAllUsed:
      return "all_used";
    case ShortageReason::kNotWorth:
      break;
  }
  return "not_worth";
}

void PrintRoster(const ProposedRoster& proposed, const RosterFrame& frame,
                 const MetricSession& opened, Console* console) {
  const RosterPrinter printer(proposed, frame, opened, console);
  printer.PrintSummary();
  printer.PrintShifts();
  printer.PrintSpread();
  printer.PrintCoverage();
  printer.PrintShortages();
  printer.PrintBinding();
  printer.PrintCost();
}

}  // namespace kebao::app
