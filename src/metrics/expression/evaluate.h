#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "metrics/expression/expression.h"

namespace kebao::metrics {

/// Values of identifiers; nullopt = null.
using NumberLookup = std::function<std::optional<double>(std::string_view)>;

/// A checked expression over numbers (identifiers are metric ids), with SQL null logic; true is 1,
/// false 0. Division by 0 is null.
std::optional<double> EvaluateNumber(const Expression& expression, const NumberLookup& lookup);

}  // namespace kebao::metrics
