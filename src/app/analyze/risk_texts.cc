#include "app/analyze/risk_texts.h"

#include "app/analyze/risk_printer.h"
#include "app/text_table.h"

namespace kebao::app {
namespace {

using inquiry::RiskAnswer;
using inquiry::TargetOutcome;
using inquiry::TargetRisk;

void PrintHead(const RiskAnswer& answer, const RiskPrinter& risk) {
  risk.print().Print(risk.Text("head", {{"next", answer.next.id},
                                        {"days", risk.Days(answer.next.first, answer.next.limit)},
                                        {"period", answer.period.id},
                                        {"contacts", risk.print().Count(answer.contacts)}}));
}

void PrintWarnings(const RiskAnswer& answer, const inquiry::RiskPlan& plan,
                   const RiskPrinter& risk) {
  const TextArguments from = {{"from", risk.print().numbers().Percent(plan.warn_from, 0)}};
  if (answer.warnings.empty()) return risk.print().Print(risk.Text("no_warnings", from));
  risk.print().Print(risk.Text("warnings", from));
  constexpr size_t kToldPeople = 5;
  size_t place = 0, people = 0;
  for (const inquiry::RiskWarning& warning : answer.warnings) {
    const bool is_person = warning.kind == inquiry::RiskWarning::Kind::kPersonLoad;
    if (is_person && ++people > kToldPeople) continue;
    risk.print().Print(std::to_string(++place) + ". " + risk.What(warning));
    risk.print().Print(
        "   " +
        risk.Text("score", {{"probability", risk.Chance(warning.score.probability)},
                            {"size", risk.Factor(warning.score.size)},
                            {"contacts", risk.print().Count(warning.score.contacts)},
                            {"score", risk.print().numbers().Decimal(warning.score.value(), 1)}}));
    risk.print().Print("   " + risk.Remedy(warning));
  }
  if (people > kToldPeople)
    risk.print().Print(risk.Text("more_people", {{"count", std::to_string(people - kToldPeople)}}));
}

void PrintTargets(const RiskAnswer& answer, const RiskPrinter& risk) {
  const AnalysisPrinter& print = risk.print();
  if (answer.targets.empty()) return print.Print(risk.Text("no_targets"));
  TextTable table({risk.Text("column_target"), risk.Text("column_limit"), answer.period.id, "n",
                   risk.Text("column_expected"), "95 %", risk.Text("column_missed"),
                   risk.Text("column_from")});
  for (const TargetRisk& target : answer.targets) {
    if (target.outcome != TargetOutcome::kTold) continue;
    table.AddRow({risk.Name(target), risk.Limit(target), print.Value(*target.metric, target.now),
                  print.Count(static_cast<double>(target.now.n)),
                  print.Value(*target.metric, target.miss.middle),
                  print.Text("range", {{"low", print.Value(*target.metric, target.miss.low)},
                                       {"high", print.Value(*target.metric, target.miss.high)}}),
                  risk.Chance(target.miss.probability),
                  risk.Text(std::string("from_") + NameOf(target.by),
                            {{"count", std::to_string(target.points)}})});
  }
  print.Print(table.Render());
  for (const TargetRisk& target : answer.targets)
    if (target.outcome != TargetOutcome::kTold)
      print.Print("  " + risk.Text(std::string("target_") + NameOf(target.outcome),
                                   {{"metric", risk.Name(target)},
                                    {"points", std::to_string(target.points)}}));
}

void PrintOverload(const RiskAnswer& answer, const RiskPrinter& risk) {
  const AnalysisPrinter& print = risk.print();
  if (!answer.shortage)
    return print.Print(risk.Text(answer.is_presence_known ? "nobody_needed" : "no_presence"));
  const analysis::risk::Shortage& shortage = answer.shortage->shortage;
  print.Print(risk.Text("staffing", {{"needed", print.numbers().Decimal(shortage.needed, 1)},
                                     {"lacking", print.numbers().Decimal(shortage.lacking, 1)},
                                     {"low", print.numbers().Decimal(shortage.low, 1)},
                                     {"high", print.numbers().Decimal(shortage.high, 1)},
                                     {"probability", risk.Chance(shortage.probability)}}));
}

void PrintPeople(const RiskAnswer& answer, const RiskPrinter& risk) {
  if (!answer.load) return risk.print().Print(risk.Text("no_load"));
  const size_t count = answer.load->found.people.size();
  risk.print().Print(risk.Text(answer.people.empty() ? "load_even" : "load",
                               {{"count", std::to_string(answer.people.size())},
                                {"people", std::to_string(count)},
                                {"gini", risk.Factor(answer.load->found.gini)},
                                {"low", risk.Factor(answer.load->found.low)},
                                {"high", risk.Factor(answer.load->found.high)}}));
}

void PrintTopics(const RiskAnswer& answer, const RiskPrinter& risk) {
  if (answer.topics.metric == nullptr) return;
  constexpr size_t kFewestPeriods = 4;
  const char* key = answer.topics.periods.size() < kFewestPeriods ? "topics_too_few"
                    : answer.topics.rising.empty()                ? "topics_none"
                                                                  : "topics";
  risk.print().Print(risk.Text(
      key, {{"count", std::to_string(answer.topics.rising.size())},
            {"scanned", std::to_string(answer.topics.scanned)},
            {"too_few", std::to_string(answer.topics.too_few)},
            {"periods", std::to_string(answer.topics.periods.size())},
            {"dispersion", risk.print().numbers().Decimal(answer.topics.dispersion, 1)}}));
}

/// Nothing where it cannot be tested: it is what happened.
std::string IntervalOf(const inquiry::FigureOfEvent& figure, const RiskPrinter& risk) {
  if (!figure.difference.is_tested()) return "";
  const auto size = [&](double by) { return risk.print().Size(*figure.metric, by); };
  return risk.Text("figure_interval", {{"difference", size(figure.difference.size)},
                                       {"low", size(*figure.difference.low)},
                                       {"high", size(*figure.difference.high)}});
}

void PrintFigures(const inquiry::EventRisk& event, const RiskPrinter& risk) {
  const AnalysisPrinter& print = risk.print();
  for (const inquiry::FigureOfEvent& figure : event.figures)
    print.Print("    " +
                risk.Text(figure.difference.is_beyond_noise() ? "figure" : "figure_noise",
                          {{"metric", print.Name(*figure.metric)},
                           {"event", event.like.back().name},
                           {"before", print.Value(*figure.metric, figure.before)},
                           {"during", print.Value(*figure.metric, figure.during)},
                           {"interval", IntervalOf(figure, risk)},
                           {"n", print.Count(static_cast<double>(figure.during.n))},
                           {"n_before", print.Count(static_cast<double>(figure.before.n))}}));
}

void PrintEvents(const RiskAnswer& answer, const RiskPrinter& risk) {
  const AnalysisPrinter& print = risk.print();
  if (answer.events.empty() && answer.unlike.empty()) return print.Print(risk.Text("no_events"));
  print.Print(risk.Text("events"));
  for (size_t i = 0; i < answer.events.size(); ++i) {
    print.Print("  " + risk.What({inquiry::RiskWarning::Kind::kEvent, i, {}}));
    PrintFigures(answer.events[i], risk);
  }
  for (const analysis::risk::CalendarEvent& event : answer.unlike)
    print.Print("  " + risk.Text("unlike", {{"event", event.name},
                                            {"days", risk.Days(event.first, event.limit)}}));
}

}  // namespace

void PrintRisks(const RiskAnswer& answer, const inquiry::RiskPlan& plan,
                const MetricSession& opened, Console* console) {
  const RiskPrinter risk(answer, opened, console);
  PrintHead(answer, risk);
  PrintWarnings(answer, plan, risk);
  risk.print().Print("");
  PrintTargets(answer, risk);
  PrintOverload(answer, risk);
  PrintPeople(answer, risk);
  PrintTopics(answer, risk);
  PrintEvents(answer, risk);
}

}  // namespace kebao::app
