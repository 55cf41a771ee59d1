#include <algorithm>
#include <cstdlib>

#include "app/commands/commands.h"

namespace kebao::app {
namespace {

constexpr size_t kShownProblems = 3;

}  // namespace

void CommandContext::WarnOfWrongDefinitions(const Definitions& definitions) const {
  const std::vector<Problem> problems = definitions.Problems();
  for (size_t index = 0; index < std::min(problems.size(), kShownProblems); ++index) {
    const ProblemText text = console->texts().Describe(problems[index]);
    console->Note(console->Text("cli.definitions.wrong", {{"what", text.what}}));
    console->Note("       " + text.advice);
  }
  if (problems.empty()) return;
  console->Note("       " + console->Text("cli.definitions.not_computed",
                                          {{"count", std::to_string(problems.size())}}));
}

std::string CommandContext::ZoneIfNew() const {
  if (!zone_flag.empty()) return zone_flag;
  const char* given = std::getenv("KEBAO_ZONE");
  return given != nullptr && *given != '\0' ? given : "Asia/Shanghai";
}

Result<std::unique_ptr<Session>> CommandContext::Open(Session::Facts facts) const {
  KEBAO_TRY(Setup setup, LoadSetup(*this));
  return Open(std::move(setup), facts);
}

Result<std::unique_ptr<Session>> CommandContext::Open(Setup setup, Session::Facts facts) const {
  return Session::Open(std::move(setup), console, facts);
}

}  // namespace kebao::app
