#include <algorithm>
#include <charconv>

#include "app/analyze/cause_texts.h"
#include "app/analyze/kinds.h"
#include "app/analyze/known_days.h"
#include "app/data_coverage.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "inquiry/cause_inquiry.h"

namespace kebao::app {
namespace {

/// "0.15" or "15%".
Result<double> PartOf(std::string text) {
  const double unit = text.ends_with('%') ? 0.01 : 1;
  const std::string typed = text;
  if (unit != 1) text.pop_back();
  double part = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
  if (error != std::errc{} || end != text.data() + text.size() || !(part >= 0 && part < 1e9))
    return MakeProblem("cli.number", "--threshold",
                       {{"value", typed}, {"wanted", "0 … (0.15, 15%)"}});
  return part * unit;
}

/// Nobody is named before the work has been looked at, whatever was asked for.
void AddWorkBesidePeople(const metrics::MetricCatalog& catalog,
                         const std::vector<std::string>& usual,
                         std::vector<std::string>* dimensions) {
  const auto is_of_people = [&](const std::string& id) {
    const auto spec = catalog.FindDimension(id);
    return spec && (*spec)->kind == metrics::DimensionKind::kAgent;
  };
  if (std::ranges::none_of(*dimensions, is_of_people)) return;
  for (const std::string& id : usual)
    if (std::ranges::find(*dimensions, id) == dimensions->end()) dimensions->push_back(id);
}

Result<inquiry::CauseRequest> RequestOf(const AnalyzeCommand& command, const std::string& pack,
                                        const Setup& setup, const Console& console) {
  inquiry::CauseRequest request;
  KEBAO_TRY(request.plan,
            inquiry::LoadCausePlan(setup.definitions.UsersOrShipped("analysis", "cause.yaml")));
  if (!command.metrics.empty()) request.plan.metrics = SplitAtCommas(command.metrics);
  if (!command.dimensions.empty()) {
    std::vector<std::string> usual = std::move(request.plan.dimensions);
    request.plan.dimensions = SplitAtCommas(command.dimensions);
    AddWorkBesidePeople(*setup.definitions.metrics, usual, &request.plan.dimensions);
  }
  if (!command.threshold.empty()) {
    KEBAO_TRY(request.plan.threshold, PartOf(command.threshold));
  }
  request.is_every_change = !command.metrics.empty() && command.threshold.empty();
  KEBAO_TRY_VOID(CheckMetrics(request.plan.metrics, pack, setup, console));
  KEBAO_TRY_VOID(CheckDimensions(request.plan.dimensions, "--by", setup, console));
  return request;
}

/// Tells where the data do not cover both periods.
bool IsCovered(const MetricSession& opened, Console* console) {
  const metrics::QueryContext& context = opened.context();
  const auto coverage = CoverageOf(opened.session().warehouse(), context.sources, context.zone,
                                   opened.session().definitions().calendars);
  if (!coverage) return false;
  if (coverage->Holds(context.period.first, context.period.limit) &&
      coverage->Holds(context.comparison->first, context.comparison->limit))
    return true;
  console->Note(console->Text("cli.analyze.not_covered", {{"period", context.period.id},
                                                          {"compared", context.comparison->id},
                                                          {"first", FormatDay(coverage->first)},
                                                          {"last", FormatDay(coverage->last)}}));
  return false;
}

}  // namespace

Result<ExitStatus> AnalyzeCauses(const CommandContext& context, const AnalyzeCommand& command,
                                 Setup setup, metrics::QueryContext asked) {
  if (!asked.comparison) return MakeProblem("cli.analyze_comparison", "--compare");
  KEBAO_TRY(inquiry::CauseRequest request, RequestOf(command, asked.pack, setup, *context.console));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  request.events = EventsOf(opened->session(), opened->context());
  request.is_covered = IsCovered(*opened, context.console);
  request.rows = [&opened](const metrics::QueryContext& behind, const std::string& metric) {
    return opened->service().RowsOf(behind, metric);
  };
  KEBAO_TRY(const std::vector<inquiry::ExplainedChange> changes,
            inquiry::AskForCauses(opened->service(), opened->context(), request));
  if (command.format == "json") {
    context.console->Print(CausesJson(changes, request.events, *opened));
  } else {
    PrintCauses(changes, request.events, *opened, request.plan.threshold, context.console);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
