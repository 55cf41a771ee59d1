#include "app/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace kebao::app {

namespace {

/// What an engine says may go on over lines, with the statement; a person needs the first.
std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

/// What was typed is wrong, as against what was found in files or data.
bool IsWrongUsage(const Problem& problem) {
  for (const char* prefix :
       {"cli.", "period.", "query.", "demo.unknown_system", "demo.bad_options", "audience.unknown",
        "audience.department", "audience.agent", "audience.nothing", "audience.two_agents"}) {
    if (problem.code.starts_with(prefix)) return true;
  }
  return false;
}

}  // namespace

Console::Console(Texts texts)
    : texts_(std::move(texts)), is_terminal_(isatty(STDERR_FILENO) == 1) {}

void Console::Print(const std::string& line) {
  EndProgress();
  fmt::print(stdout, "{}\n", line);
}

void Console::Note(const std::string& line) {
  EndProgress();
  fmt::print(stderr, "{}\n", line);
}

ExitStatus Console::Report(const Problem& problem) {
  const ProblemText text = texts_.Describe(problem);
  Note("kebao: " + text.what);
  Note("       " + text.advice);
  return IsWrongUsage(problem) ? ExitStatus::kUsage : ExitStatus::kFailed;
}

ExitStatus Console::Report(const WorldFailure& failure) {
  const ProblemText text = texts_.Describe(failure);
  Note("kebao: " + FirstLine(text.what));
  Note("       " + text.advice);
  return ExitStatus::kFailed;
}

void Console::Progress(const std::string& line) {
  if (!is_terminal_) return;
  fmt::print(stderr, "\r\033[K{}", line);
  std::fflush(stderr);
  is_progress_shown_ = true;
}

void Console::EndProgress() {
  if (!is_progress_shown_) return;
  fmt::print(stderr, "\r\033[K");
  is_progress_shown_ = false;
}

}  // namespace kebao::app
