#include <algorithm>

#include "app/analyze/kinds.h"
#include "app/commands/commands.h"
#include "app/name_checks.h"

namespace kebao::app {

Result<ExitStatus> RunAnalyze(const CommandContext& context, const AnalyzeCommand& command) {
  std::vector<std::string> kinds;
  for (const AnalyzeKind& kind : AnalyzeKinds()) kinds.emplace_back(kind.id);
  KEBAO_TRY_VOID(CheckChoice(command.kind, kinds, "KIND"));
  const auto kind = std::ranges::find(AnalyzeKinds(), command.kind, &AnalyzeKind::id);
  std::vector<std::string> formats = {"table", "json"};
  if (kind->has_csv) formats.emplace_back("csv");
  KEBAO_TRY_VOID(CheckChoice(command.format, formats, "--format"));
  if (!command.audience.empty() && !kind->has_audiences)
    return MakeProblem("cli.analyze_no_audience", "--audience", {{"kind", command.kind}});
  KEBAO_TRY_VOID(CheckOptions(*kind, command));
  KEBAO_TRY(Setup setup, LoadSetup(context));
  KEBAO_TRY(metrics::QueryContext asked,
            MakeContext(command.options, setup.settings, setup.zone, context.now));
  KEBAO_TRY_VOID(CheckContext(asked, setup, *context.console));
  return kind->run(context, command, std::move(setup), std::move(asked));
}

}  // namespace kebao::app
