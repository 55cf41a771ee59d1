#include "report/narrative/staffing_sentences.h"

#include <algorithm>

#include "report/narrative/finder.h"

namespace kebao::report {
namespace {

using document::BoundName;
using document::NumberFormat;
using document::Paragraph;
using document::Tone;
using inquiry::ChannelStaffing;

LocalDay BusiestDay(const StaffingTold& told) {
  const auto& half_hours = told.busiest->half_hours;
  const auto most = std::ranges::max_element(half_hours, {}, [](const auto& half_hour) {
    return std::pair(half_hour.agents, half_hour.contacts);
  });
  return {told.answer.first.days +
          static_cast<int32_t>((most - half_hours.begin()) / inquiry::kHalfHoursOfDay)};
}

}  // namespace

StaffingTold TellingOf(const inquiry::StaffingAnswer& answer, const inquiry::StaffingPlan& plan,
                       const metrics::MetricSpec& contacts) {
  StaffingTold told{answer, contacts};
  for (const ChannelStaffing& channel : answer.channels)
    if (channel.most_agents > 0 &&
        (told.busiest == nullptr || channel.most_agents > told.busiest->most_agents))
      told.busiest = &channel;
  const auto there = inquiry::ThereOf(answer, plan);
  if (!there) return told;
  told.balance = inquiry::BalanceOf(answer, *there);
  told.needed_at_worst = answer.needed[told.balance->worst_weekday][told.balance->worst_hour];
  told.there_at_worst = (*there)[told.balance->worst_weekday][told.balance->worst_hour];
  return told;
}

FoundFigures FiguresOf(const StaffingTold& told, const FigureMaker& figures) {
  Finder finder(told.contacts, figures, "staffing from " + FormatDay(told.answer.first));
  double hours = 0;
  for (const ChannelStaffing& channel : told.answer.channels) hours += channel.agent_hours;
  finder.Count("hours", hours);
  finder.Count("rostered", told.answer.rostered_hours);
  if (told.busiest != nullptr)
    finder.Number("most", NumberFormat::kDecimal1, told.busiest->most_agents);
  if (told.balance) {
    finder.Count("short", told.balance->lacking);
    finder.Count("spare", told.balance->spare);
    finder.Number("needed", NumberFormat::kDecimal1, told.needed_at_worst);
    finder.Number("there", NumberFormat::kDecimal1, told.there_at_worst);
  }
  const auto& costs = told.answer.costs;
  if (costs && costs->per_human_contact)
    finder.Number("human", NumberFormat::kMoney, *costs->per_human_contact);
  if (costs && costs->per_bot_contact)
    finder.Number("bot", NumberFormat::kMoney, *costs->per_bot_contact);
  return finder.Take();
}

Paragraph StaffingSentences::TellNeed(const StaffingTold& told, const std::string& next,
                                      std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(told, figures_), &sentence);
  pieces["next"] = parts_.Named(BoundName::Kind::kPeriod, next);
  pieces["day"] = parts_.Named(BoundName::Kind::kDay, FormatDay(BusiestDay(told)));
  pieces["channel"] =
      parts_.Named(BoundName::Kind::kValue, ValueId("channel", told.busiest->plan.channel));
  sentence.Fill(vocabulary_.Pattern("narrative.staffing.needed"), pieces);
  return sentence.Take(std::move(id), Tone::kNeutral);
}

Paragraph StaffingSentences::TellBalance(const StaffingTold& told, std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(told, figures_), &sentence);
  const bool is_short = told.is_short();
  const auto weekday = std::to_string(told.balance->worst_weekday + 1);
  pieces["weekday"] = parts_.Named(BoundName::Kind::kValue, ValueId("weekday", weekday));
  pieces["hour"] = parts_.Named(BoundName::Kind::kValue,
                                ValueId("hour_of_day", std::to_string(told.balance->worst_hour)));
  sentence.Fill(
      vocabulary_.Pattern(is_short ? "narrative.staffing.lacking" : "narrative.staffing.enough"),
      pieces);
  return sentence.Take(std::move(id), is_short ? Tone::kBad : Tone::kNeutral);
}

Paragraph StaffingSentences::TellCost(const StaffingTold& told, std::string id) const {
  SentenceBuilder sentence;
  const Pieces pieces = parts_.FoundPieces(FiguresOf(told, figures_), &sentence);
  sentence.Fill(vocabulary_.Pattern(pieces.contains("bot") ? "narrative.staffing.cost"
                                                           : "narrative.staffing.cost_human"),
                pieces);
  return sentence.Take(std::move(id), Tone::kNeutral);
}

}  // namespace kebao::report
