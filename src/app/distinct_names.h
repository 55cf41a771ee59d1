#pragma once

#include <string>
#include <vector>

namespace kebao::app {

/// Names that a spreadsheet tells apart: where several are the same but for the case of ASCII
/// letters, or one is `reserved` or empty, their ids stand with them, and where that does not help,
/// their numbers (from 1). `ids`: as many as names.
std::vector<std::string> DistinctNames(std::vector<std::string> names,
                                       const std::vector<std::string>& ids,
                                       const std::string& reserved);

}  // namespace kebao::app
