#include "app/analyze/kinds.h"
#include "app/analyze/shown_names.h"
#include "app/analyze/visitors_texts.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "metrics/answer/recorded_facts.h"
#include "metrics/rows/keyed_rows.h"

namespace kebao::app {
namespace {

constexpr const char* kPlan = "visitors.yaml";

Result<inquiry::VisitorsPlan> VisitorsPlanOf(const AnalyzeCommand& command, const std::string& pack,
                                             const Setup& setup, const Console& console) {
  KEBAO_TRY(inquiry::VisitorsPlan plan,
            inquiry::LoadVisitorsPlan(setup.definitions.UsersOrShipped("analysis", kPlan)));
  if (!command.dimensions.empty()) plan.interests = SplitAtCommas(command.dimensions);
  KEBAO_TRY_VOID(CheckMetrics({plan.visits, plan.contacts}, pack, setup, console));
  KEBAO_TRY_VOID(CheckDimensions(
      plan.interests, command.dimensions.empty() ? "catalog/analysis/visitors.yaml" : "--by", setup,
      console));
  return plan;
}

inquiry::VisitorsSources SourcesOf(const inquiry::AskedMetrics& asked,
                                   const MetricSession& opened) {
  const auto recorded = opened.session().warehouse().Setting(metrics::kRecordedFactsSetting);
  const auto rows = [&opened, recorded](const metrics::QueryContext& context,
                                        const std::string& metric,
                                        const std::vector<std::string>& columns) {
    return metrics::FindKeyedRows(
        {opened.session().warehouse().engine(), opened.directory(), opened.catalog(),
         recorded ? std::string_view(*recorded) : std::string_view()},
        context, metric, columns);
  };
  const auto texts = [&opened](const std::string& column) {
    const auto found = opened.directory().dimensions.find(column);
    return found == opened.directory().dimensions.end() ? std::vector<std::string>()
                                                        : found->second.texts;
  };
  return {asked, rows, texts};
}

}  // namespace

std::string TextOfCode(const std::vector<std::string>& texts, int32_t code) {
  const auto place = static_cast<size_t>(code);
  return code >= 0 && place < texts.size() ? texts[place] : "";
}

Result<ExitStatus> AnalyzeVisitors(const CommandContext& context, const AnalyzeCommand& command,
                                   Setup setup, metrics::QueryContext asked) {
  Console& console = *context.console;
  KEBAO_TRY(const inquiry::VisitorsPlan plan, VisitorsPlanOf(command, asked.pack, setup, console));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  KEBAO_TRY(const ShownNames names,
            ShownNamesFor(command.audience, plan.interests, opened.get(), console.texts()));
  KEBAO_TRY(const inquiry::VisitorsAnswer answer,
            inquiry::AskForVisitors(SourcesOf(names.asked, *opened), names.context, plan));
  if (command.format == "json") {
    console.Print(VisitorsJson(answer, *opened));
  } else {
    PrintVisitors(answer, plan, *opened, &console);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
