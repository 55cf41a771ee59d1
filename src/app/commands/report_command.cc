#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/make_report.h"

namespace kebao::app {
namespace {

std::vector<std::string> SplitAtCommas(const std::string& text) {
  std::vector<std::string> parts;
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find(',', start), text.size());
    if (end > start) parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

}  // namespace

Result<ExitStatus> RunReport(const CommandContext& context, const ReportCommand& command) {
  KEBAO_TRY(const auto session, Session::Open(context.data, context.zone_if_new, context.console));
  const MakeReportOptions options{command.template_id,  command.options,
                                  command.language,     command.audience,
                                  command.organisation, SplitAtCommas(command.formats),
                                  command.out};
  KEBAO_TRY(const std::vector<render::Artifact> artifacts,
            MakeReport(session.get(), options, context.now));
  for (const render::Artifact& artifact : artifacts) {
    context.console->Print(artifact.file.string());
    for (const std::string& warning : artifact.warnings) context.console->Note("  " + warning);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
