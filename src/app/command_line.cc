#include "app/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <span>
#include <string_view>

#include "app/command_options.h"
#include "app/data_folder.h"
#include "app/help_text.h"
#include "app/import_worker.h"
#include "app/language_choice.h"
#include "app/share_folder.h"
#include "render/worker/worker_arguments.h"

namespace kebao::app {
namespace {

ExitStatus Execute(const CommandLine& line, const CommandContext& context) {
  try {
    const Result<ExitStatus> status = line.action(context);
    return status ? *status : context.console->Report(status.error());
  } catch (const WorldFailure& failure) {
    return context.console->Report(failure);
  }
}

/// Before there are texts: only where the installation itself is incomplete.
int Fail(const Problem& problem) {
  std::fprintf(stderr, "kebao: %s (%s)\n", problem.code.c_str(), problem.place.c_str());
  return static_cast<int>(ExitStatus::kFailed);
}

/// The line as typed, for whoever finds the folder taken.
std::string Typed(std::span<char* const> words) {
  std::string typed = "kebao";
  for (const char* word : words.subspan(1)) typed += fmt::format(" {}", word);
  return typed;
}

/// Parses; a status where nothing remains to be done.
std::optional<ExitStatus> Parse(int argc, char** argv, CLI::App* app, Console* console) {
  try {
    app->parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::CallForHelp&) {
    console->Print(HelpText(*app, console->texts()));
  } catch (const CLI::CallForVersion&) {
    console->Print(KEBAO_VERSION);
  } catch (const CLI::ParseError& error) {
    return console->Report(ProblemOf(error, *app));
  }
  return ExitStatus::kDone;
}

ExitStatus Run(int argc, char** argv, const LanguageChoice& choice, Instant now, Console* console) {
  CLI::App app;
  CommandLine line;
  line.data = DefaultDataFolder().string();
  AddCommands(console->texts(), &app, &line);
  if (const auto status = Parse(argc, argv, &app, console)) return *status;
  if (choice.problem) return console->Report(*choice.problem);
  CommandContext context{line.data,
                         Settings::Load(line.data),
                         line.zone_flag,
                         Typed({argv, static_cast<size_t>(argc)}),
                         now,
                         console};
  return Execute(line, context);
}

}  // namespace

int RunCommandLine(int argc, char** argv, Instant now) {
  if (argc == 2 && std::string_view(argv[1]) == "import-worker") return RunImportWorker();
  if (const auto status = render::RunIfRenderWorker(argc, argv)) return *status;
  const auto share = FindShareFolder();
  if (!share) return Fail(share.error());
  const LanguageChoice choice = ChooseLanguage({argv, static_cast<size_t>(argc)});
  auto texts = Texts::Load(share->texts(), choice.language);
  if (!texts) return Fail(texts.error());
  Console console(std::move(*texts));
  return static_cast<int>(Run(argc, argv, choice, now, &console));
}

}  // namespace kebao::app
