#include "app/analyze/people_texts.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/analyze/analysis_printer.h"
#include "app/text_table.h"

namespace kebao::app {
namespace {

using analysis::people::PersonMove;
using analysis::people::PersonStanding;
using analysis::people::Scale;
using analysis::people::Standing;
using inquiry::PeopleByMetric;

/// Counts are told a hundred cases.
constexpr double kPer = 100;

class PeoplePrinter {
 public:
  PeoplePrinter(const std::string& by, const MetricSession& opened, Console* console)
      : by_(by), print_(opened, console) {}

  void Print(const inquiry::PeopleAnswer& answer) {
    for (const PeopleByMetric& by_metric : answer.metrics) PrintMetric(by_metric);
    if (!answer.not_comparable.empty())
      print_.Print(print_.Text("not_by_person", {{"metrics", print_.Listed(answer.not_comparable)},
                                                 {"dimension", print_.Dimension(by_)}}));
    if (!answer.not_measured.empty())
      print_.Print(print_.Text("without_value", {{"metrics", print_.Listed(answer.not_measured)}}));
    if (answer.metrics.empty()) print_.Print(print_.Text("nothing"));
  }

 private:
  void PrintMetric(const PeopleByMetric& by_metric) {
    shown_ = &by_metric;
    PrintHead();
    if (by_metric.now.compared > 0) PrintTable();
    PrintVerdict();
    PrintListed(Standing::kTooFew, "too_few_list");
    PrintListed(Standing::kNotComparable, "own_work");
    PrintMoves();
    print_.Print("");
  }

  std::string Name() const {
    if (shown_->per == nullptr) return print_.Name(*shown_->metric);
    return print_.Text(
        "per", {{"metric", print_.Name(*shown_->metric)}, {"per", print_.Name(*shown_->per)}});
  }
  std::string Value(double value) const {
    if (shown_->scale == Scale::kCount) return print_.numbers().Decimal(value * kPer, 2);
    return print_.Value(*shown_->metric, value);
  }
  std::string Size(double value) const {
    if (shown_->scale == Scale::kCount) return print_.numbers().DecimalChange(value * kPer, 2);
    return print_.Size(*shown_->metric, value);
  }
  /// Of those that are compared as multiples, against the mean of the people: a chat agent who is a
  /// third slower has no figure of everybody's mails and chats that would mean anything.
  std::string Level(double value) const {
    if (!shown_->is_relative) return Value(value);
    return print_.numbers().PercentChange(value / shown_->now.mean - 1);
  }
  std::string Range(double low, double high) const {
    return print_.Text("range", {{"low", Level(low)}, {"high", Level(high)}});
  }
  std::string Change(const analysis::people::Adjusted& adjusted) const {
    const auto& ratio = adjusted.ratio;
    if (!shown_->is_relative || !ratio || !ratio->has_interval())
      return Change(adjusted.difference);
    const auto& numbers = print_.numbers();
    return print_.Text("difference", {{"size", numbers.PercentChange(ratio->value - 1)},
                                      {"low", numbers.PercentChange(*ratio->low - 1)},
                                      {"high", numbers.PercentChange(*ratio->high - 1)}});
  }
  std::string Change(const analysis::Difference& difference) const {
    return print_.Text("difference", {{"size", Size(difference.size)},
                                      {"low", Size(*difference.low)},
                                      {"high", Size(*difference.high)}});
  }

  void PrintHead() const {
    std::vector<std::string> alike;
    for (const std::string& dimension : shown_->alike_in)
      alike.push_back(print_.Dimension(dimension));
    const std::string whole =
        shown_->now.whole ? Value(*shown_->now.whole) : print_.numbers().Missing();
    print_.Print(
        print_.Text(alike.empty() ? "head_plain" : "head",
                    {{"metric", Name()}, {"whole", whole}, {"alike", print_.Listed(alike)}}));
  }

  /// The good end first, where there is one.
  std::vector<const PersonStanding*> Ranked() const {
    std::vector<const PersonStanding*> ranked;
    for (const PersonStanding& person : shown_->now.people)
      if (person.is_compared()) ranked.push_back(&person);
    const double side = shown_->metric->polarity == metrics::Polarity::kDown ? 1 : -1;
    std::ranges::stable_sort(
        ranked, {}, [&](const PersonStanding* person) { return side * person->shrunken->value; });
    return ranked;
  }

  void PrintTable() const {
    TextTable table({print_.Dimension(by_), "n", print_.Text("column_figure"),
                     print_.Text("column_expected"), print_.Text("column_difference"),
                     print_.Text("column_shrunken"), print_.Text("column_range"), "q",
                     print_.Text("column_standing")});
    for (const PersonStanding* person : Ranked()) {
      const analysis::people::Adjusted& adjusted = person->adjusted;
      table.AddRow({print_.Label(by_, person->key), print_.Count(adjusted.n), Value(*adjusted.raw),
                    Value(adjusted.expected / adjusted.n), Change(adjusted),
                    Level(person->shrunken->value),
                    Range(person->shrunken->low, person->shrunken->high), print_.Rate(person->q),
                    print_.Text(NameOf(person->standing))});
    }
    print_.Print(table.Render());
  }

  void PrintVerdict() const {
    if (!shown_->is_complete) print_.Print("  " + print_.Text("incomplete"));
    if (shown_->now.compared == 0) return print_.Print("  " + print_.Text("nobody_compared"));
    const auto named = std::ranges::count_if(shown_->now.people, [](const PersonStanding& one) {
      return one.standing == Standing::kAbove || one.standing == Standing::kBelow;
    });
    if (named == 0) print_.Print("  " + print_.Text("nobody_stands_out"));
    if (shown_->now.spread == 0 && shown_->now.compared > 3)
      print_.Print("  " + print_.Text("no_spread"));
  }

  void PrintListed(Standing standing, const char* key) const {
    std::vector<std::string> names;
    for (const PersonStanding& person : shown_->now.people)
      if (person.standing == standing)
        names.push_back(print_.Text("with_n", {{"name", print_.Label(by_, person.key)},
                                               {"n", print_.Count(person.adjusted.n)}}));
    if (!names.empty())
      print_.Print("  " + print_.Text(key, {{"names", print_.Listed(names)},
                                            {"minimum", print_.Count(shown_->minimum)}}));
  }

  void PrintMoves() const {
    if (!shown_->moves || shown_->moves->compared == 0) return;
    bool is_any = false;
    for (const PersonMove& move : shown_->moves->people) {
      if (move.standing != Standing::kAbove && move.standing != Standing::kBelow) continue;
      is_any = true;
      print_.Print("  " + print_.Text(move.standing == Standing::kAbove ? "rose" : "fell",
                                      {{"name", print_.Label(by_, move.key)},
                                       {"before", Value(move.before.figure->value)},
                                       {"now", Value(move.now.figure->value)},
                                       {"whole_before", Value(*shown_->moves->whole_before)},
                                       {"whole", Value(*shown_->moves->whole_now)},
                                       {"difference", Change(move.difference)}}));
    }
    if (!is_any) print_.Print("  " + print_.Text("nobody_moved"));
  }

  const std::string& by_;
  const AnalysisPrinter print_;
  const PeopleByMetric* shown_ = nullptr;
};

}  // namespace

const char* NameOf(Standing standing) {
  switch (standing) {
    case Standing::kAbove:
      return "above";
    case Standing::kBelow:
      return "below";
    case Standing::kNotDistinguishable:
      return "not_distinguishable";
    case Standing::kTooFew:
      return "too_few";
    case Standing::kNotComparable:
      return "not_comparable";
    case Standing::kNotMeasured:
      break;
  }
  return "not_measured";
}

void PrintPeople(const inquiry::PeopleAnswer& answer, const std::string& by,
                 const MetricSession& opened, Console* console) {
  PeoplePrinter(by, opened, console).Print(answer);
}

}  // namespace kebao::app
