#pragma once

#include <vector>

#include "base/problem.h"
#include "base/yaml.h"
#include "case_runner/case_file.h"

namespace kebao::cases {

/// The entries of `expect:`. What an entry does not say (period, as_of, pack …) `defaults` say.
Result<std::vector<Question>> ReadQuestions(const Yaml& expect, const app::QueryOptions& defaults);
/// The keys of a question's options that stand in `node`, over `defaults`.
Result<app::QueryOptions> ReadOptions(const Yaml& node, const app::QueryOptions& defaults);

}  // namespace kebao::cases
