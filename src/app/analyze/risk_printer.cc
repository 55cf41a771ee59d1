#include "app/analyze/risk_printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/analyze/risk_texts.h"

namespace kebao::app {

using inquiry::RiskWarning;
using Kind = RiskWarning::Kind;

namespace {

constexpr size_t kHours = 24;
constexpr size_t kToldMoves = 3;

}  // namespace

std::string RiskPrinter::Days(LocalDay first, LocalDay limit) const {
  const LocalDay last{limit.days - 1};
  if (first == last) return FormatDay(first);
  return print_.Text("range", {{"low", FormatDay(first)}, {"high", FormatDay(last)}});
}

std::string RiskPrinter::Chance(double probability) const {
  constexpr double kHardlyAny = 0.005;
  if (probability < kHardlyAny) return "<1%";
  if (probability > 1 - kHardlyAny) return ">99%";
  return print_.numbers().Percent(probability, 0);
}

std::string RiskPrinter::Range(double low, double high) const {
  return print_.Text("range", {{"low", Factor(low)}, {"high", Factor(high)}});
}

std::string RiskPrinter::Name(const inquiry::TargetRisk& risk) const {
  if (risk.plan.filters.empty()) return print_.Name(*risk.metric);
  std::vector<std::string> values;
  for (const metrics::Filter& filter : risk.plan.filters)
    for (const std::string& value : filter.values)
      values.push_back(print_.Label(filter.dimension, value));
  return Text("filtered",
              {{"metric", print_.Name(*risk.metric)}, {"values", print_.Listed(values)}});
}

std::string RiskPrinter::Limit(const inquiry::TargetRisk& risk) const {
  const bool is_least = risk.metric->polarity == metrics::Polarity::kUp;
  return Text(is_least ? "at_least" : "at_most",
              {{"target", print_.Value(*risk.metric, risk.plan.target)}});
}

std::string RiskPrinter::HourOf(size_t hour) const {
  return fmt::format("{} {:02}:00", print_.Label("weekday", std::to_string(hour / kHours + 1)),
                     hour % kHours);
}

std::string RiskPrinter::What(const RiskWarning& warning) const {
  switch (warning.kind) {
    case Kind::kTarget:
      return Target(answer_.targets[warning.at]);
    case Kind::kDegradation:
      return Degradation(answer_.targets[warning.at]);
    case Kind::kShortage:
      return Shortage();
    case Kind::kPersonLoad:
      return Person(answer_.people[warning.at]);
    case Kind::kTopic:
      return Topic(answer_.topics.rising[warning.at]);
    case Kind::kEvent:
      break;
  }
  return Event(answer_.events[warning.at]);
}

std::string RiskPrinter::Target(const inquiry::TargetRisk& risk) const {
  return Text("target", {{"metric", Name(risk)},
                         {"limit", Limit(risk)},
                         {"expected", print_.Value(*risk.metric, risk.miss.middle)},
                         {"low", print_.Value(*risk.metric, risk.miss.low)},
                         {"high", print_.Value(*risk.metric, risk.miss.high)},
                         {"now", print_.Value(*risk.metric, risk.now)},
                         {"n", print_.Count(static_cast<double>(risk.now.n))},
                         {"period", answer_.period.id}});
}

std::string RiskPrinter::Degradation(const inquiry::TargetRisk& risk) const {
  return Text("degradation", {{"metric", Name(risk)},
                              {"limit", Limit(risk)},
                              {"now", print_.Value(*risk.metric, risk.direction.end)},
                              {"slope", print_.Size(*risk.metric, risk.direction.slope)},
                              {"low", print_.Size(*risk.metric, *risk.direction.low)},
                              {"high", print_.Size(*risk.metric, *risk.direction.high)},
                              {"n", std::to_string(risk.direction.n)},
                              {"likely", FormatDay(risk.likely)},
                              {"earliest", FormatDay(risk.earliest)},
                              {"latest", risk.latest ? FormatDay(*risk.latest) : Text("never")}});
}

std::string RiskPrinter::Shortage() const {
  const analysis::risk::Shortage& shortage = answer_.shortage->shortage;
  return Text("shortage", {{"lacking", print_.numbers().Decimal(shortage.lacking, 1)},
                           {"low", print_.numbers().Decimal(shortage.low, 1)},
                           {"high", print_.numbers().Decimal(shortage.high, 1)},
                           {"needed", print_.numbers().Decimal(shortage.needed, 1)},
                           {"hours", print_.Count(static_cast<double>(shortage.hours.size()))},
                           {"worst", shortage.hours.empty() ? print_.numbers().Missing()
                                                            : HourOf(shortage.hours.front())}});
}

std::string RiskPrinter::Person(const inquiry::PersonLoadRisk& risk) const {
  return Text("person", {{"name", print_.Label(risk.finding.subject.dimension, risk.load.key)},
                         {"cases", print_.Count(risk.load.load)},
                         {"hours", print_.numbers().Decimal(risk.load.hours, 1)},
                         {"ratio", Factor(risk.ratio)},
                         {"range", Range(risk.low, risk.high)},
                         {"expected", print_.Count(risk.load.expected)}});
}

std::string RiskPrinter::Topic(const inquiry::TopicRisk& risk) const {
  const auto percent = [&](double share) { return print_.numbers().Percent(share, 1); };
  std::string shares;
  for (const double share : risk.rise.shares)
    shares += (shares.empty() ? "" : " → ") + percent(share);
  return Text("topic", {{"dimension", print_.Dimension(risk.history.dimension)},
                        {"topic", print_.Label(risk.history.dimension, risk.history.key)},
                        {"shares", shares},
                        {"rise", print_.numbers().PercentPoints(risk.rise.difference.size)},
                        {"low", print_.numbers().PercentPoints(*risk.rise.difference.low)},
                        {"high", print_.numbers().PercentPoints(*risk.rise.difference.high)},
                        {"n", print_.Count(risk.history.counts.back())},
                        {"q", print_.Rate(risk.rise.q)}});
}

std::string RiskPrinter::Event(const inquiry::EventRisk& risk) const {
  std::vector<std::string> like;
  for (size_t i = 0; i < risk.like.size(); ++i)
    like.push_back(Text("like", {{"event", risk.like[i].name},
                                 {"day", FormatDay(risk.like[i].first)},
                                 {"ratio", Factor(risk.load.like[i].ratio)},
                                 {"n", print_.Count(risk.load.like[i].came)}}));
  return Text(risk.load.is_same_name ? "event" : "event_of_kind",
              {{"event", risk.event.name},
               {"days", Days(risk.event.first, risk.event.limit)},
               {"ratio", Factor(risk.load.ratio)},
               {"range", Range(risk.load.low, risk.load.high)},
               {"count", std::to_string(risk.like.size())},
               {"like", print_.Listed(like)}});
}

std::string RiskPrinter::Moves(const inquiry::PersonLoadRisk& risk) const {
  std::vector<std::string> moves;
  for (const analysis::people::LoadMove& move : answer_.load->found.moves) {
    if (move.from != risk.load.key || moves.size() == kToldMoves) continue;
    moves.push_back(Text("move", {{"cases", print_.Count(move.cases)},
                                  {"type", print_.Label("issue_type", move.type)},
                                  {"to", print_.Label(risk.finding.subject.dimension, move.to)}}));
  }
  if (moves.empty()) return Text("no_moves");
  return Text("moves", {{"moves", print_.Listed(moves)}});
}

std::string RiskPrinter::Remedy(const RiskWarning& warning) const {
  switch (warning.kind) {
    case Kind::kTarget: {
      const inquiry::TargetRisk& risk = answer_.targets[warning.at];
      if (analysis::risk::IsWithin(*risk.metric, risk.miss.middle, risk.plan.target))
        return Text("change_target_kept");
      const double gap = risk.plan.target - risk.miss.middle;
      return Text("change_target", {{"gap", print_.Size(*risk.metric, gap)}});
    }
    case Kind::kDegradation: {
      const inquiry::TargetRisk& risk = answer_.targets[warning.at];
      return Text("change_degradation",
                  {{"level", print_.Value(*risk.metric, risk.direction.end)}});
    }
    case Kind::kShortage:
      return Text("change_shortage",
                  {{"lacking", print_.numbers().Decimal(answer_.shortage->shortage.lacking, 1)}});
    case Kind::kPersonLoad:
      return Moves(answer_.people[warning.at]);
    case Kind::kTopic: {
      const inquiry::TopicRisk& risk = answer_.topics.rising[warning.at];
      const double more =
          risk.history.counts.back() * (1 - risk.rise.shares.front() / risk.rise.shares.back());
      return Text("change_topic", {{"more", print_.Count(more)}});
    }
    case Kind::kEvent:
      break;
  }
  const inquiry::EventRisk& risk = answer_.events[warning.at];
  return Text("change_event", {{"more", print_.Count(risk.load.ordinary * (risk.load.ratio - 1))},
                               {"ordinary", print_.Count(risk.load.ordinary)}});
}

}  // namespace kebao::app
