#pragma once

#include <vector>

#include "base/problem.h"
#include "base/yaml.h"
#include "case_runner/case_file.h"

namespace kebao::cases {

/// The rows under agents, teams, customers, conversations and records of `node` (a case, or one
/// entry of its imports).
Result<std::vector<CaseRow>> ReadRows(const Yaml& node, const CaseClock& clock);

}  // namespace kebao::cases
