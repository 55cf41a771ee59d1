#include <algorithm>
#include <array>

#include "app/analyze/kinds.h"
#include "app/analyze/people_texts.h"
#include "app/analyze/shown_names.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "base/yaml.h"
#include "inquiry/correlation_inquiry.h"
#include "inquiry/people_inquiry.h"

namespace kebao::app {
namespace {

/// Who can be compared: those who do work.
constexpr std::array kCompared = {"agent", "team",  "channel", "resolved_by", "first_reply_agent",
                                  "queue", "source"};

Result<inquiry::PeopleRequest> PeopleRequestOf(const AnalyzeCommand& command,
                                               const std::string& pack, const Setup& setup,
                                               const Console& console) {
  inquiry::PeopleRequest request;
  KEBAO_TRY(request.plan,
            inquiry::LoadPeoplePlan(setup.definitions.UsersOrShipped("analysis", "people.yaml")));
  if (!command.dimensions.empty()) request.by = command.dimensions;
  KEBAO_TRY_VOID(CheckChoice(request.by,
                             std::vector<std::string>(kCompared.begin(), kCompared.end()), "--by"));
  if (!command.metrics.empty()) {
    request.plan.load.metric.clear();
    request.plan.load.hours.clear();
    const std::vector<inquiry::ComparedMetric> usual = std::move(request.plan.metrics);
    request.plan.metrics.clear();
    for (const std::string& metric : SplitAtCommas(command.metrics)) {
      const auto known = std::ranges::find(usual, metric, &inquiry::ComparedMetric::metric);
      request.plan.metrics.push_back({metric, known == usual.end() ? "" : known->per});
    }
  }
  std::vector<std::string> ids;
  for (const inquiry::ComparedMetric& compared : request.plan.metrics) {
    ids.push_back(compared.metric);
    if (!compared.per.empty()) ids.push_back(compared.per);
  }
  for (const std::string& id : {request.plan.load.metric, request.plan.load.hours})
    if (!id.empty()) ids.push_back(id);
  KEBAO_TRY_VOID(CheckMetrics(ids, pack, setup, console));
  KEBAO_TRY_VOID(
      CheckDimensions(request.plan.alike_in, "catalog/analysis/people.yaml", setup, console));
  return request;
}

Result<metrics::Grain> UnitGrainOf(const std::string& grain) {
  if (grain.empty()) return metrics::Grain::kNone;
  KEBAO_TRY_VOID(CheckChoice(grain, std::array<std::string, 2>{"day", "week"}, "--grain"));
  return grain == "day" ? metrics::Grain::kDay : metrics::Grain::kWeek;
}

Result<inquiry::CorrelationRequest> CorrelationRequestOf(const AnalyzeCommand& command,
                                                         const std::string& pack,
                                                         const Setup& setup,
                                                         const Console& console) {
  inquiry::CorrelationRequest request;
  KEBAO_TRY(request.plan, inquiry::LoadCorrelationPlan(
                              setup.definitions.UsersOrShipped("analysis", "correlation.yaml")));
  KEBAO_TRY(request.grain, UnitGrainOf(command.grain));
  if (!command.dimensions.empty()) {
    if (request.grain != metrics::Grain::kNone) return MakeProblem("cli.analyze_units", "--by");
    request.plan.by = command.dimensions;
  }
  if (!command.metrics.empty()) request.plan.metrics = SplitAtCommas(command.metrics);
  if (request.plan.metrics.size() < 2) return MakeProblem("cli.analyze_pairs", "--metric");
  KEBAO_TRY_VOID(CheckMetrics(request.plan.metrics, pack, setup, console));
  KEBAO_TRY_VOID(CheckMetrics(request.plan.given, pack, setup, console));
  KEBAO_TRY_VOID(CheckDimensions({request.plan.by}, "--by", setup, console));
  return request;
}

/// catalog/analysis/cross.yaml, over it what was asked for.
struct CrossPlan {
  std::vector<std::string> metrics;
  std::vector<std::string> by;
};

Result<CrossPlan> CrossPlanOf(const AnalyzeCommand& command, const std::string& pack,
                              const Setup& setup, const Console& console) {
  CrossPlan plan;
  KEBAO_TRY(const Yaml root,
            Yaml::Load(setup.definitions.UsersOrShipped("analysis", "cross.yaml")));
  KEBAO_TRY_VOID(root.AllowKeys({"metrics", "by"}));
  KEBAO_TRY(plan.metrics, root.At("metrics").AsTextList());
  KEBAO_TRY(plan.by, root.At("by").AsTextList());
  if (!command.metrics.empty()) plan.metrics = SplitAtCommas(command.metrics);
  if (!command.dimensions.empty()) plan.by = SplitAtCommas(command.dimensions);
  KEBAO_TRY_VOID(CheckMetrics(plan.metrics, pack, setup, console));
  KEBAO_TRY_VOID(CheckDimensions(plan.by, "--by", setup, console));
  if (plan.by.size() != 2 || plan.by[0] == plan.by[1])
    return MakeProblem("cli.analyze_cross", "--by");
  return plan;
}

}  // namespace

Result<ExitStatus> AnalyzePeople(const CommandContext& context, const AnalyzeCommand& command,
                                 Setup setup, metrics::QueryContext asked) {
  KEBAO_TRY(inquiry::PeopleRequest request,
            PeopleRequestOf(command, asked.pack, setup, *context.console));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  KEBAO_TRY(const ShownNames names,
            ShownNamesFor(command.audience, {request.by}, opened.get(), context.console->texts()));
  request.left_out = NobodiesOf(request.by, *opened);
  KEBAO_TRY(const inquiry::PeopleAnswer answer,
            inquiry::AskForPeople(names.asked, names.context, request));
  if (command.format == "json") {
    context.console->Print(PeopleJson(answer, request.by, *opened));
  } else {
    PrintPeople(answer, request.by, *opened, context.console);
    PrintOverview(answer, request.by, *opened, context.console);
  }
  return ExitStatus::kDone;
}

Result<ExitStatus> AnalyzeCorrelations(const CommandContext& context, const AnalyzeCommand& command,
                                       Setup setup, metrics::QueryContext asked) {
  KEBAO_TRY(inquiry::CorrelationRequest request,
            CorrelationRequestOf(command, asked.pack, setup, *context.console));
  const bool is_series = request.grain != metrics::Grain::kNone;
  const std::string by = is_series ? command.grain : request.plan.by;
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  const std::vector<std::string> dimensions =
      is_series ? std::vector<std::string>{} : std::vector{request.plan.by};
  KEBAO_TRY(const ShownNames names,
            ShownNamesFor(command.audience, dimensions, opened.get(), context.console->texts()));
  if (!is_series) request.left_out = NobodiesOf(request.plan.by, *opened);
  KEBAO_TRY(const inquiry::CorrelationAnswer answer,
            inquiry::AskForCorrelations(names.asked, names.context, request));
  if (command.format == "json") {
    context.console->Print(CorrelationsJson(answer, by, *opened));
  } else {
    PrintCorrelations(answer, by, *opened, context.console);
  }
  return ExitStatus::kDone;
}

Result<ExitStatus> AnalyzeCross(const CommandContext& context, const AnalyzeCommand& command,
                                Setup setup, metrics::QueryContext asked) {
  KEBAO_TRY(const CrossPlan plan, CrossPlanOf(command, asked.pack, setup, *context.console));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  KEBAO_TRY(const ShownNames names,
            ShownNamesFor(command.audience, plan.by, opened.get(), context.console->texts()));
  for (const std::string& metric : plan.metrics) {
    KEBAO_TRY(const inquiry::CrossAnswer answer,
              inquiry::AskForCross(names.asked, names.context, metric, plan.by[0], plan.by[1]));
    if (command.format == "json") {
      context.console->Print(CrossJson(answer, *opened));
    } else {
      PrintCross(answer, *opened, context.console);
    }
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
