#include <algorithm>
#include <set>

#include "app/analyze/aligned_texts.h"
#include "app/analyze/holidays.h"
#include "app/analyze/kinds.h"
#include "app/analyze/known_days.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "base/yaml.h"

namespace kebao::app {
namespace {

/// catalog/analysis/compare.yaml, over it what was asked for.
struct AlignedPlan {
  std::vector<std::string> metrics;
  std::vector<analysis::NamedDay> holidays;
  std::vector<std::string> named_kinds;
};

Result<AlignedPlan> PlanOf(const AnalyzeCommand& command, const std::string& pack,
                           const Setup& setup, const Console& console) {
  AlignedPlan plan;
  KEBAO_TRY(const Yaml root,
            Yaml::Load(setup.definitions.UsersOrShipped("analysis", "compare.yaml")));
  KEBAO_TRY_VOID(root.AllowKeys({"metrics", "holidays", "named_days"}));
  KEBAO_TRY(plan.metrics, root.At("metrics").AsTextList());
  KEBAO_TRY(plan.named_kinds, root.At("named_days").AsTextList());
  if (!command.metrics.empty()) plan.metrics = SplitAtCommas(command.metrics);
  KEBAO_TRY_VOID(CheckMetrics(plan.metrics, pack, setup, console));
  const std::string folder = root.At("holidays").TextOr("");
  if (folder.empty()) return plan;
  KEBAO_TRY(plan.holidays,
            LoadHolidays(setup.definitions.UsersOrShipped("calendars", folder.c_str())));
  return plan;
}

/// Holidays, and days of known events that are none.
std::vector<analysis::NamedDay> CalendarOf(const AlignedPlan& plan, const MetricSession& opened) {
  std::vector<analysis::NamedDay> days = plan.holidays;
  std::set<LocalDay> known;
  for (const analysis::NamedDay& day : days) known.insert(day.day);
  for (analysis::NamedDay& day :
       NamedDaysOf(opened.session(), opened.context(), plan.named_kinds, DaysOfEvent::kAlike))
    if (known.insert(day.day).second) days.push_back(std::move(day));
  std::ranges::sort(days, {}, &analysis::NamedDay::day);
  return days;
}

}  // namespace

Result<ExitStatus> AnalyzeAligned(const CommandContext& context, const AnalyzeCommand& command,
                                  Setup setup, metrics::QueryContext asked) {
  if (!asked.comparison) return MakeProblem("cli.analyze_comparison", "--compare");
  KEBAO_TRY(const AlignedPlan plan, PlanOf(command, asked.pack, setup, *context.console));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  const auto covered = CoveredBy(opened->session(), opened->context());
  if (!covered) return MakeProblem("forecast.history", plan.metrics.front());
  KEBAO_TRY(const inquiry::AlignedAnswer answer,
            inquiry::AskForAligned(opened->service(), opened->context(), plan.metrics,
                                   CalendarOf(plan, *opened), *covered));
  if (command.format == "json") {
    context.console->Print(AlignedJson(answer, *opened));
  } else {
    PrintAligned(answer, *opened, context.console);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
