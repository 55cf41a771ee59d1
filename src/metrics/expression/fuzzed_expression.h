#pragma once

#include <string_view>

namespace kebao::metrics::fuzzed {

/// An expression as it might stand in a metric's YAML: parsed, checked against the conversation
/// fact's columns and, where it is about numbers, evaluated. Ends the process if a promise of
/// expression.h is broken. Run by expression_fuzz (fuzz/) and, over fuzz/corpus/expression, by
/// metrics_test.
void Expression(std::string_view input);

}  // namespace kebao::metrics::fuzzed
