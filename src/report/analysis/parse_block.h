#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "base/yaml.h"
#include "report/analysis/blocks.h"

namespace kebao::report {

/// The keys that say that a block is of analysis: causes, trends, unusual_days …
std::vector<std::string_view> AnalysisWords();

/// Nullopt: none of these. Problems: yaml.*, "template.kind", "template.limit".
std::optional<Result<AnalysisBlock>> ParseAnalysisBlock(const Yaml& node);

}  // namespace kebao::report
