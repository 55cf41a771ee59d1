#include "app/help_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <tuple>

#include "app/text_table.h"
#include "base/near_names.h"

namespace kebao::app {
namespace {

using Line = std::pair<std::string, std::string>;  // term, text

/// The command that was typed, as deep as it goes.
const CLI::App& CommandOf(const CLI::App& program) {
  const CLI::App* command = &program;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  return *command;
}

std::string PathOf(const CLI::App& command, const CLI::App& program) {
  if (&command == &program) return "kebao";
  return PathOf(*command.get_parent(), program) + " " + command.get_name();
}

std::string Term(const CLI::Option& option) {
  if (option.get_positional()) return option.get_type_name();
  const bool has_value = option.get_items_expected_max() > 0 && !option.get_type_name().empty();
  return has_value ? option.get_name(false, true) + " " + option.get_type_name()
                   : option.get_name(false, true);
}

std::string UsageOf(const CLI::App& command, const CLI::App& program, const Texts& texts) {
  std::string usage = PathOf(command, program);
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    usage += option->get_required() ? " " + Term(*option) : " [" + Term(*option) + "]";
  }
  if (!command.get_subcommands({}).empty()) usage += " " + texts.Get("cli.help.command");
  return usage + " " + texts.Get("cli.help.options_of_usage");
}

/// "term   text", the texts below each other; lines of a text that has several stay in its column.
std::string Columns(const std::vector<Line>& lines) {
  size_t width = 0;
  for (const auto& [term, text] : lines) width = std::max(width, DisplayWidth(term));
  std::string columns;
  for (const auto& [term, text] : lines) {
    const std::string padding(width - DisplayWidth(term), ' ');
    columns += fmt::format("  {}{}  {}\n", term, padding, text);
  }
  return columns;
}

void AddPart(const std::string& title, const std::vector<Line>& lines, std::string* help) {
  if (!lines.empty()) *help += fmt::format("\n{}\n{}", title, Columns(lines));
}

std::vector<Line> OptionsOf(const CLI::App& command, bool is_positional) {
  std::vector<Line> lines;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional() == is_positional)
      lines.emplace_back(Term(*option), option->get_description());
  }
  return lines;
}

std::vector<Line> CommandsOf(const CLI::App& command) {
  std::vector<Line> lines;
  for (const CLI::App* child : command.get_subcommands({}))
    lines.emplace_back(child->get_name(), child->get_description());
  return lines;
}

std::string Indented(const std::string& text) {
  std::string indented;
  size_t start = 0;
  while (start < text.size()) {
    const size_t end = std::min(text.find('\n', start), text.size());
    indented += "  " + text.substr(start, end - start) + "\n";
    start = end + 1;
  }
  return indented;
}

std::string Joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

std::vector<std::string> Names(const std::vector<Line>& lines) {
  std::vector<std::string> names;
  for (const auto& [term, text] : lines) names.push_back(term);
  return names;
}

std::vector<std::string> FlagsOf(const CLI::App& command) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
  }
  return flags;
}

/// What was not understood: a command, an option or one argument too many.
Problem UnknownWord(const std::string& word, const CLI::App& program) {
  const CLI::App& command = CommandOf(program);
  const std::string path = PathOf(command, program);
  const bool is_flag = word.starts_with("-");
  const std::vector<std::string> commands = Names(CommandsOf(command));
  if (!is_flag && commands.empty()) return {"cli.extra", word, {{"word", word}, {"command", path}}};
  std::vector<std::string> known = is_flag ? FlagsOf(command) : commands;
  const auto near = NearNames(word, known);
  if (near.empty()) {
    return {is_flag ? "cli.option_far" : "cli.command_far",
            word,
            {{"word", word}, {"command", path}, {"known", Joined(known)}}};
  }
  return {is_flag ? "cli.option" : "cli.command",
          word,
          {{"word", word}, {"command", path}, {"near", Joined(near)}}};
}

/// CLI11 says "x is required"; what is missing is named as the help names it.
Problem Missing(const std::string& message, const CLI::App& program) {
  const CLI::App& command = CommandOf(program);
  const std::string path = PathOf(command, program);
  for (const CLI::Option* option : command.get_options()) {
    if (message.starts_with(option->get_name() + " "))
      return {"cli.missing", path, {{"what", Term(*option)}, {"command", path}}};
  }
  return {"cli.command_missing",
          path,
          {{"command", path}, {"known", Joined(Names(CommandsOf(command)))}}};
}

/// The option that a message of CLI11 speaks of, as the help names it: the first of those named.
std::string OptionIn(const std::string& message, const CLI::App& program) {
  size_t first = std::string::npos;
  const CLI::Option* meant = nullptr;
  for (const CLI::App* app : {&program, &CommandOf(program)}) {
    for (const CLI::Option* option : app->get_options()) {
      const size_t at = message.find(option->get_name());
      const bool is_better =
          at < first || (at == first && at != std::string::npos && meant != nullptr &&
                         option->get_name().size() > meant->get_name().size());
      if (is_better) std::tie(first, meant) = std::pair(at, option);
    }
  }
  if (meant == nullptr) return "";
  return meant->get_positional() ? meant->get_type_name() : meant->get_name();
}

}  // namespace

std::string HelpText(const CLI::App& program, const Texts& texts) {
  const CLI::App& command = CommandOf(program);
  std::string help = texts.Get("cli.help.usage", {{"usage", UsageOf(command, program, texts)}}) +
                     "\n\n" + command.get_description() + "\n";
  AddPart(texts.Get("cli.help.arguments"), OptionsOf(command, true), &help);
  AddPart(texts.Get("cli.help.commands"), CommandsOf(command), &help);
  AddPart(texts.Get("cli.help.options_title"), OptionsOf(command, false), &help);
  if (&command != &program) help += "\n" + texts.Get("cli.help.general") + "\n";
  if (!command.get_footer().empty())
    help += "\n" + texts.Get("cli.help.examples") + "\n" + Indented(command.get_footer());
  help.pop_back();
  return help;
}

Problem ProblemOf(const CLI::ParseError& error, const CLI::App& program) {
  const std::vector<std::string> unknown = program.remaining(true);
  const std::string message = error.what();
  if (!unknown.empty()) return UnknownWord(unknown.front(), program);
  if (error.get_name() == "RequiredError") return Missing(message, program);
  const std::string option = OptionIn(message, program);
  if (error.get_name() == "ConversionError") {
    const size_t equals = message.rfind(" = ");
    return {"cli.number_wanted",
            option,
            {{"value", equals == std::string::npos ? "" : message.substr(equals + 3)}}};
  }
  if (error.get_name() == "RequiresError") {
    const size_t at = message.rfind(' ');
    return {"cli.needs", option, {{"other", message.substr(at + 1)}}};
  }
  if (error.get_name() == "ArgumentMismatch") return {"cli.value_count", option, {}};
  return {"cli.usage", option, {{"detail", message}}};
}

}  // namespace kebao::app
