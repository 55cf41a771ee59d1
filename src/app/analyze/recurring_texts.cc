#include "app/analyze/recurring_texts.h"

#include "app/analyze/analysis_printer.h"
#include "app/text_table.h"

namespace kebao::app {
namespace {

using analysis::recurring::Recurring;
using inquiry::RecurringBreakdown;
using inquiry::RecurringProblem;

class RecurringPrinter {
 public:
  RecurringPrinter(const inquiry::RecurringAnswer& answer, const inquiry::RecurringRequest& request,
                   const MetricSession& opened, Console* console)
      : answer_(answer), request_(request), print_(opened, console), console_(*console) {}

  void Print() const {
    constexpr size_t kFewestPeriods = 3;
    if (answer_.periods.size() < kFewestPeriods)
      return print_.Print(
          Text("too_few_periods", {{"periods", std::to_string(answer_.periods.size())}}));
    print_.Print(Text("head", {{"first", answer_.periods.front().id},
                               {"last", answer_.periods.back().id},
                               {"periods", std::to_string(answer_.periods.size())},
                               {"leading", std::to_string(request_.plan.limits.leading)}}));
    for (const RecurringBreakdown& breakdown : answer_.breakdowns) PrintBreakdown(breakdown);
    if (!answer_.not_counted.empty())
      print_.Print(Text("not_counted", {{"metrics", print_.Listed(answer_.not_counted)}}));
  }

 private:
  std::string Text(const std::string& key, const TextArguments& arguments = {}) const {
    return console_.Text("cli.recurring." + key, arguments);
  }
  std::string Percent(double share) const { return print_.numbers().Percent(share, 1); }

  std::string Subject(const RecurringBreakdown& breakdown, const RecurringProblem& problem) const {
    std::string name;
    for (size_t i = 0; i < breakdown.dimensions.size(); ++i)
      name +=
          (i == 0 ? "" : " × ") + print_.Label(breakdown.dimensions[i], problem.history.keys[i]);
    return name;
  }

  std::string Dimensions(const RecurringBreakdown& breakdown) const {
    std::string names;
    for (const std::string& dimension : breakdown.dimensions)
      names += (names.empty() ? "" : " × ") + print_.Dimension(dimension);
    return names;
  }

  std::string Periods(const RecurringProblem& problem) const {
    std::string counts;
    for (const auto& period : problem.found.periods)
      counts +=
          (counts.empty() ? "" : " ") + print_.Count(period.count) + (period.is_above ? "▲" : "");
    return counts;
  }

  void PrintBreakdown(const RecurringBreakdown& breakdown) const {
    print_.Print("");
    print_.Print(Text(breakdown.problems.empty() ? "breakdown_none" : "breakdown",
                      {{"metric", print_.Name(*breakdown.metric)},
                       {"dimensions", Dimensions(breakdown)},
                       {"count", std::to_string(breakdown.problems.size())},
                       {"scanned", std::to_string(breakdown.scanned)},
                       {"too_few", std::to_string(breakdown.too_few)}}));
    if (breakdown.problems.empty()) return;
    TextTable table({Text("column_problem"), Text("column_leading"), Text("column_above"), "n",
                     Text("column_share"), Text("column_periods"), Text("column_trend"),
                     Text("column_since")});
    for (const RecurringProblem& problem : breakdown.problems) {
      const Recurring& found = problem.found;
      table.AddRow({Subject(breakdown, problem), std::to_string(found.leading),
                    std::to_string(found.above), print_.Count(found.cases),
                    Text("share", {{"share", Percent(found.share.value)},
                                   {"low", Percent(*found.share.low)},
                                   {"high", Percent(*found.share.high)}}),
                    Periods(problem), Text(std::string("trend_") + NameOf(found.trend)),
                    Since(found)});
    }
    print_.Print(table.Render());
    for (const RecurringProblem& problem : breakdown.problems) {
      PrintWarning(breakdown, problem);
      PrintRecord(breakdown, problem);
    }
  }

  std::string Since(const Recurring& found) const {
    const std::string id = answer_.periods[found.first_seen].id;
    return found.first_seen == 0 ? Text("or_before", {{"period", id}}) : id;
  }

  void PrintWarning(const RecurringBreakdown& breakdown, const RecurringProblem& problem) const {
    if (!problem.is_warning()) return;
    const analysis::Difference& difference = problem.found.difference;
    print_.Print("  " + Text("warning", {{"problem", Subject(breakdown, problem)},
                                         {"first", Percent(problem.found.periods.front().share)},
                                         {"last", Percent(problem.found.periods.back().share)},
                                         {"low", print_.numbers().PercentPoints(*difference.low)},
                                         {"high", print_.numbers().PercentPoints(*difference.high)},
                                         {"q", print_.Rate(problem.found.q)}}));
  }

  void PrintRecord(const RecurringBreakdown& breakdown, const RecurringProblem& problem) const {
    for (const inquiry::Coincident& coincident : problem.record) {
      std::vector<std::string> names;
      for (const size_t event : coincident.events) names.push_back(request_.events[event].name);
      const auto& period = problem.found.periods[coincident.period];
      print_.Print("  " + Text(names.empty() ? "above_unknown" : "above",
                               {{"problem", Subject(breakdown, problem)},
                                {"period", answer_.periods[coincident.period].id},
                                {"share", Percent(period.share)},
                                {"n", print_.Count(period.count)},
                                {"q", print_.Rate(period.q)},
                                {"events", print_.Listed(names)}}));
    }
  }

  const inquiry::RecurringAnswer& answer_;
  const inquiry::RecurringRequest& request_;
  const AnalysisPrinter print_;
  Console& console_;
};

}  // namespace

const char* NameOf(Recurring::Trend trend) {
  if (trend == Recurring::Trend::kNone) return "none";
  return trend == Recurring::Trend::kRising ? "rising" : "falling";
}

void PrintRecurring(const inquiry::RecurringAnswer& answer,
                    const inquiry::RecurringRequest& request, const MetricSession& opened,
                    Console* console) {
  RecurringPrinter(answer, request, opened, console).Print();
}

}  // namespace kebao::app
