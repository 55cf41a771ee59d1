#pragma once

#include "base/problem.h"
#include "base/yaml.h"
#include "report/template.h"

namespace kebao::report {

/// The blocks of analysis: causes, trends, unusual_days, forecast, suggestions. Nullopt: none of
/// these. Problems: yaml.*, "template.kind", "template.limit".
std::optional<Result<BlockSpec>> ParseAnalysisBlock(const Yaml& node);

}  // namespace kebao::report
