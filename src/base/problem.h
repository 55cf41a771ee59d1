#pragma once

#include <expected>
#include <map>
#include <source_location>
#include <stdexcept>
#include <string>
#include <utility>

namespace kebao {

/// A mistake of the caller (a wrong file, flag, definition): a value, never an exception.
/// `code` names the sentence in catalog/texts/*/problems.yaml ("what" and "advice", with {named}
/// arguments); `place` says where: "file.yaml:12:3", "orders.csv row 17", "--period".
struct Problem {
  std::string code;
  std::string place;
  std::map<std::string, std::string> arguments;
};

template <class T>
using Result = std::expected<T, Problem>;

inline std::unexpected<Problem> MakeProblem(std::string code, std::string place,
                                            std::map<std::string, std::string> arguments = {}) {
  return std::unexpected(Problem{std::move(code), std::move(place), std::move(arguments)});
}

/// A failure of the world (disk full, engine error, killed child): thrown, and turned into an
/// answer at one place (app/main). The code is looked up like a Problem's; what() is the technical
/// detail.
class WorldFailure : public std::runtime_error {
 public:
  WorldFailure(std::string code, const std::string& detail)
      : std::runtime_error(detail), code_(std::move(code)) {}
  const std::string& code() const { return code_; }

 private:
  std::string code_;
};

/// Ends the process: a bug of ours, not to be handled.
[[noreturn]] void AssertionFailed(const char* condition, std::source_location where);

}  // namespace kebao

/// Programmer errors only; user input never trips one. On in every build.
#define KEBAO_ASSERT(condition)                                                              \
  do {                                                                                       \
    if (!(condition)) ::kebao::AssertionFailed(#condition, std::source_location::current()); \
  } while (false)

/// Unwraps a Result or returns its Problem from the enclosing function.
#define KEBAO_TRY_CONCAT_INNER(a, b) a##b
#define KEBAO_TRY_CONCAT(a, b) KEBAO_TRY_CONCAT_INNER(a, b)
#define KEBAO_TRY(declaration, expression) \
  KEBAO_TRY_IMPL(KEBAO_TRY_CONCAT(result_, __LINE__), declaration, expression)
#define KEBAO_TRY_IMPL(temporary, declaration, expression)              \
  auto temporary = (expression);                                        \
  if (!temporary) return std::unexpected(std::move(temporary).error()); \
  declaration = std::move(temporary).value()
#define KEBAO_TRY_VOID(expression)                           \
  do {                                                       \
    if (auto try_result = (expression); !try_result)         \
      return std::unexpected(std::move(try_result).error()); \
  } while (false)
