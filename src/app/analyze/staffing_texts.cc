#include "app/analyze/staffing_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/text_table.h"
#include "base/number_format.h"
#include "report/labels.h"

namespace kebao::app {
namespace {

using inquiry::ChannelOutcome;
using inquiry::ChannelStaffing;
using inquiry::MeasuredValue;
using inquiry::WorkKind;

constexpr double kRounded = 0.05;  // agents that one decimal does not show

class StaffingPrinter {
 public:
  StaffingPrinter(const MetricSession& opened, Console* console)
      : labels_(opened.catalog(), console->texts(), opened.context().zone),
        numbers_(console->texts()),
        currency_(opened.session().settings().currency.value),
        console_(*console) {}

  std::string Text(const char* key, const TextArguments& arguments = {}) const {
    return console_.Text(std::string("cli.staffing.") + key, arguments);
  }
  void Print(const std::string& line) const { console_.Print(line); }
  void PrintBelow(const std::string& line) const { console_.Print("  " + line); }
  std::string Channel(const std::string& id) const { return labels_.Value("channel", id); }
  std::string Weekday(size_t weekday) const {
    return labels_.Value("weekday", std::to_string(weekday + 1));
  }
  std::string Agents(double agents) const {
    return agents == std::round(agents) ? numbers_.Integer(static_cast<int64_t>(agents))
                                        : numbers_.Decimal(agents, 1);
  }
  std::string Whole(double value) const {
    return numbers_.Integer(static_cast<int64_t>(std::llround(value)));
  }
  std::string Money(const std::optional<double>& minor) const {
    return minor ? numbers_.Money(std::llround(*minor), currency_) : numbers_.Missing();
  }
  /// What stands behind a measured value.
  template <class Format>
  std::string Behind(const MeasuredValue& value, const Format& format) const {
    const std::string n = numbers_.Integer(value.n);
    if (!value.low || !value.high) return Text("only_n", {{"n", n}});
    return Text("interval_n",
                {{"low", format(*value.low)}, {"high", format(*value.high)}, {"n", n}});
  }
  std::string Analyze(const char* key, const TextArguments& arguments = {}) const {
    return console_.Text(std::string("cli.analyze.") + key, arguments);
  }
  const NumberFormatter& numbers() const { return numbers_; }

 private:
  const report::Labels labels_;
  const NumberFormatter numbers_;
  const std::string currency_;
  Console& console_;
};

const char* KindKey(WorkKind kind) {
  switch (kind) {
    case WorkKind::kCall:
      return "kind_call";
    case WorkKind::kChat:
      return "kind_chat";
    case WorkKind::kBacklog:
      break;
  }
  return "kind_backlog";
}

void PrintVolume(const ChannelStaffing& channel, const inquiry::StaffingAnswer& answer,
                 const inquiry::StaffingPlan& plan, const StaffingPrinter& printer) {
  const TextArguments names = {{"channel", printer.Channel(channel.plan.channel)},
                               {"kind", printer.Text(KindKey(channel.plan.kind))},
                               {"least", printer.numbers().Decimal(plan.least_arrivals, 2)}};
  if (channel.most_agents == 0) return printer.Print(printer.Text("channel_none", names));
  const auto most = std::ranges::max_element(
      channel.half_hours, {}, [](const inquiry::HalfHourStaffing& half_hour) {
        return std::pair(half_hour.agents, half_hour.contacts);
      });
  double contacts = 0;
  for (const inquiry::HalfHourStaffing& half_hour : channel.half_hours)
    contacts += half_hour.contacts;
  std::string interval;
  if (most->agents_low && most->agents_high)
    interval = printer.Text("interval", {{"low", printer.Agents(*most->agents_low)},
                                         {"high", printer.Agents(*most->agents_high)}});
  TextArguments arguments = names;
  arguments.erase("least");
  arguments["contacts"] = printer.Whole(contacts);
  arguments["hours"] = printer.Whole(channel.agent_hours);
  arguments["rostered"] = printer.Whole(channel.rostered_hours);
  arguments["shrinkage"] = printer.numbers().Percent(plan.shrinkage, 0);
  arguments["agents"] = printer.Agents(most->agents);
  arguments["interval"] = interval;
  arguments["when"] = HalfHourOf(answer, static_cast<size_t>(most - channel.half_hours.begin()));
  printer.Print(printer.Text("channel", arguments));
}

void PrintForecastError(const ChannelStaffing& channel, const StaffingPrinter& printer) {
  const analysis::forecast::Backtest& test = channel.forecast.forecast.backtest;
  if (test.origins == 0) return printer.PrintBelow(printer.Analyze("no_backtest"));
  printer.PrintBelow(printer.Analyze(
      "backtest", {{"origins", std::to_string(test.origins)},
                   {"window", std::to_string(test.window)},
                   {"smape", printer.numbers().Decimal(test.smape, 1)},
                   {"mase", printer.numbers().Decimal(test.mase, 2)},
                   {"naive", printer.numbers().Decimal(test.mase_of_seasonal_naive, 2)}}));
}

std::string HandleText(const ChannelStaffing& channel, const StaffingPrinter& printer) {
  const auto seconds = [&](double value) { return printer.numbers().Duration(value); };
  const auto& measured = channel.handle_seconds;
  if (!channel.is_handle_assumed)
    return printer.Text("handle", {{"value", seconds(measured->value)},
                                   {"interval", printer.Behind(*measured, seconds)}});
  const std::string assumed = seconds(channel.handle_seconds_used);
  if (!measured) return printer.Text("handle_assumed", {{"value", assumed}});
  return printer.Text("handle_replaced", {{"value", assumed},
                                          {"measured", seconds(measured->value)},
                                          {"n", printer.numbers().Integer(measured->n)}});
}

std::string TargetText(const inquiry::ChannelPlan& plan, const StaffingPrinter& printer) {
  const NumberFormatter& numbers = printer.numbers();
  std::vector<std::string> parts;
  if (plan.kind == WorkKind::kBacklog)
    parts.push_back(
        printer.Text("target_backlog", {{"deadline", numbers.Duration(plan.deadline_seconds)},
                                        {"probability", numbers.Percent(plan.probability)}}));
  if (plan.target.service_level)
    parts.push_back(
        printer.Text("target_level", {{"level", numbers.Percent(*plan.target.service_level)},
                                      {"within", numbers.Duration(plan.target.within_seconds)}}));
  if (plan.target.most_occupancy)
    parts.push_back(printer.Text("target_occupancy",
                                 {{"share", numbers.Percent(*plan.target.most_occupancy)}}));
  if (plan.target.most_abandoned)
    parts.push_back(printer.Text("target_abandoned",
                                 {{"share", numbers.Percent(*plan.target.most_abandoned)}}));
  return fmt::format("{}", fmt::join(parts, printer.Text("separator")));
}

void PrintSimulation(const ChannelStaffing& channel, const StaffingPrinter& printer) {
  if (!channel.simulation) return printer.PrintBelow(printer.Text("not_simulated"));
  const analysis::staffing::SimulationResult& found = *channel.simulation;
  const auto share = [&](double value) { return printer.numbers().Percent(value); };
  std::string interval;
  if (found.service_level.low)
    interval =
        printer.Text("interval", {{"low", share(*found.service_level.low)},
                                  {"high", share(std::min(1.0, *found.service_level.high))}});
  printer.PrintBelow(
      printer.Text("simulated", {{"runs", std::to_string(found.replications)},
                                 {"level", share(found.service_level.mean)},
                                 {"interval", interval},
                                 {"abandoned", share(found.abandoned_share.mean)},
                                 {"wait", printer.numbers().Duration(found.wait_seconds.mean)}}));
}

void PrintQueue(const ChannelStaffing& channel, const StaffingPrinter& printer) {
  const auto seconds = [&](double value) { return printer.numbers().Duration(value); };
  if (channel.plan.concurrency > 1)
    printer.PrintBelow(
        printer.Text("chats", {{"chats", std::to_string(channel.plan.concurrency)},
                               {"slowdown", printer.numbers().Percent(channel.plan.slowdown, 0)},
                               {"alone", seconds(channel.handle_seconds_used)}}));
  printer.PrintBelow(
      channel.patience_seconds
          ? printer.Text("patience",
                         {{"value", seconds(channel.patience_seconds->value)},
                          {"interval", printer.Behind(*channel.patience_seconds, seconds)}})
          : printer.Text("no_patience"));
  if (channel.most_agents > 0) PrintSimulation(channel, printer);
}

void PrintPlanned(const ChannelStaffing& channel, const inquiry::StaffingAnswer& answer,
                  const inquiry::StaffingPlan& plan, const StaffingPrinter& printer) {
  PrintVolume(channel, answer, plan, printer);
  PrintForecastError(channel, printer);
  const auto share = [&](double value) { return printer.numbers().Percent(value); };
  if (channel.human_share)
    printer.PrintBelow(
        printer.Text("human", {{"share", share(channel.human_share->value)},
                               {"interval", printer.Behind(*channel.human_share, share)}}));
  printer.PrintBelow(HandleText(channel, printer));
  printer.PrintBelow(TargetText(channel.plan, printer));
  if (channel.plan.kind != WorkKind::kBacklog) PrintQueue(channel, printer);
}

void PrintChannel(const ChannelStaffing& channel, const inquiry::StaffingAnswer& answer,
                  const inquiry::StaffingPlan& plan, const StaffingPrinter& printer) {
  const std::string name = printer.Channel(channel.plan.channel);
  switch (channel.outcome) {
    case ChannelOutcome::kPlanned:
      return PrintPlanned(channel, answer, plan, printer);
    case ChannelOutcome::kNoContacts:
      return printer.Print(printer.Text(
          "no_contacts", {{"channel", name}, {"days", std::to_string(answer.history_days)}}));
    case ChannelOutcome::kNoHandleTime:
      return printer.Print(printer.Text("no_handle", {{"channel", name}}));
    case ChannelOutcome::kElapsedTime:
      break;
  }
  printer.Print(printer.Text(
      "elapsed", {{"channel", name},
                  {"measured", printer.numbers().Duration(channel.handle_seconds->value)},
                  {"n", printer.numbers().Integer(channel.handle_seconds->n)}}));
}

void PrintHeat(const inquiry::StaffingAnswer& answer,
               const std::optional<inquiry::WeekOfHours>& there, const StaffingPrinter& printer) {
  std::vector<std::string> header = {printer.Text("column_hour")};
  for (size_t weekday = 0; weekday < 7; ++weekday)
    if (answer.weekdays[weekday] > 0) header.push_back(printer.Weekday(weekday));
  TextTable table(header);
  for (size_t hour = 0; hour < 24; ++hour) {
    std::vector<std::string> cells = {fmt::format("{:02}:00", hour)};
    for (size_t weekday = 0; weekday < 7; ++weekday) {
      if (answer.weekdays[weekday] == 0) continue;
      const double needed = answer.needed[weekday][hour];
      std::string cell = printer.numbers().Decimal(needed, 1);
      if (there) {
        const double here = (*there)[weekday][hour];
        cell = fmt::format("{} / {}{}", cell, printer.numbers().Decimal(here, 1),
                           here < needed - kRounded ? "!" : " ");
      }
      cells.push_back(cell);
    }
    table.AddRow(cells);
  }
  printer.Print(table.Render());
}

void PrintPresence(const inquiry::StaffingAnswer& answer, const inquiry::StaffingPlan& plan,
                   const StaffingPrinter& printer) {
  const auto there = ThereOf(answer, plan);
  if (!there) {
    printer.Print(printer.Text("no_presence"));
    return PrintHeat(answer, there, printer);
  }
  const inquiry::Presence& presence = answer.at_work ? *answer.at_work : *answer.in_shifts;
  std::string who = printer.Text(answer.at_work ? "at_work" : "in_shifts",
                                 {{"first", FormatDay(presence.first)},
                                  {"last", FormatDay({presence.limit.days - 1})},
                                  {"n", printer.numbers().Integer(presence.n)}});
  if (!presence.is_of_period) who += printer.Text("typical");
  printer.Print(printer.Text("heat", {{"presence", who}}));
  PrintHeat(answer, there, printer);
  const inquiry::StaffingBalance balance = BalanceOf(answer, *there);
  printer.Print(printer.Text("balance", {{"lacking", printer.Whole(balance.lacking)},
                                         {"spare", printer.Whole(balance.spare)},
                                         {"needed", printer.Whole(balance.needed)}}));
  if (balance.lacking < 0.5) return;
  const size_t weekday = balance.worst_weekday;
  const size_t hour = balance.worst_hour;
  printer.Print(
      printer.Text("worst", {{"weekday", printer.Weekday(weekday)},
                             {"hour", fmt::format("{:02}:00", hour)},
                             {"needed", printer.numbers().Decimal(answer.needed[weekday][hour], 1)},
                             {"there", printer.numbers().Decimal((*there)[weekday][hour], 1)}}));
}

void PrintCosts(const inquiry::StaffingAnswer& answer, const StaffingPrinter& printer) {
  if (!answer.costs) return printer.Print(printer.Text("no_month"));
  const inquiry::StaffingCosts& costs = *answer.costs;
  if (!costs.total) return printer.Print(printer.Text("no_costs"));
  printer.Print(printer.Text("costs", {{"month", costs.month.id},
                                       {"total", printer.Money(costs.total)},
                                       {"human", printer.Money(costs.per_human_contact)},
                                       {"bot", printer.Money(costs.per_bot_contact)}}));
  if (!costs.per_shift_hour) return;
  printer.PrintBelow(printer.Text(
      "cost_hour", {{"hour", printer.Money(costs.per_shift_hour)},
                    {"rostered", printer.Whole(answer.rostered_hours)},
                    {"cost", printer.Money(*costs.per_shift_hour * answer.rostered_hours)}}));
}

}  // namespace

void PrintStaffing(const inquiry::StaffingAnswer& answer, const inquiry::StaffingPlan& plan,
                   const MetricSession& opened, Console* console) {
  const StaffingPrinter printer(opened, console);
  printer.Print(printer.Text("head", {{"period", opened.context().period.id},
                                      {"first", FormatDay(answer.first)},
                                      {"days", std::to_string(answer.days)},
                                      {"history", std::to_string(answer.history_days)}}));
  for (const ChannelStaffing& channel : answer.channels)
    PrintChannel(channel, answer, plan, printer);
  PrintPresence(answer, plan, printer);
  printer.Print(printer.Text("half_hours"));
  PrintCosts(answer, printer);
}

std::string HalfHourOf(const inquiry::StaffingAnswer& answer, size_t half_hour) {
  const size_t of_day = half_hour % inquiry::kHalfHoursOfDay;
  const LocalDay day{answer.first.days +
                     static_cast<int32_t>(half_hour / inquiry::kHalfHoursOfDay)};
  return fmt::format("{} {:02}:{}", FormatDay(day), of_day / 2, of_day % 2 == 0 ? "00" : "30");
}

}  // namespace kebao::app
