#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "case_runner/case_file.h"

namespace kebao::cases {

/// tests/cases of the source tree.
std::filesystem::path CasesFolder();
/// Every case: the *.yaml files in the folders below CasesFolder(), sorted.
std::vector<std::filesystem::path> CaseFiles();
/// Ids of the metrics for which a case states a figure, under any pack.
std::set<std::string> MetricsAskedBy(const Case& read);

}  // namespace kebao::cases
