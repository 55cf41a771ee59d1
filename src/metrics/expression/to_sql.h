#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "engine/engine.h"
#include "metrics/expression/expression.h"

namespace kebao::metrics {

/// What an expression needs to become SQL for one run.
struct SqlScope {
  const engine::Dialect& dialect;
  const engine::Directory& directory;
  Instant report_time;
  std::string local_day;  // SQL of the clock's local day as a 64-bit integer
  /// Keys of the conversations that were resolved at the report time between two reopenings.
  std::span<const int64_t> resolved_between = {};
};

/// SQL of a checked expression, in parentheses where it is compound. Text compared with a dimension
/// becomes its codes; a text that the directory does not know matches nothing.
std::string ToSql(const Expression& expression, const SqlScope& scope);

/// Codes of the dimension whose text (for agents, teams: name or id) is `text`; empty = unknown.
std::vector<int64_t> CodesOf(const engine::Directory& directory, std::string_view dimension,
                             std::string_view text);

}  // namespace kebao::metrics
