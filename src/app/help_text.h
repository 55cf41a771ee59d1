#pragma once

#include <string>

#include "base/problem.h"
#include "base/texts.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace kebao::app {

/// What --help prints of the command that stood on the line, else of the program: usage, what it
/// is for, arguments, options or commands, examples.
std::string HelpText(const CLI::App& program, const Texts& texts);

/// What is wrong on the line, as a problem "cli.*".
Problem ProblemOf(const CLI::ParseError& error, const CLI::App& program);

}  // namespace kebao::app
