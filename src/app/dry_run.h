#pragma once

#include <string>

#include "app/import_protocol.h"
#include "base/problem.h"

namespace kebao::app {

/// What an import of the file would do, in words: the mapping that fits, what the first 20 rows
/// become, the columns that nothing uses; for a file that no mapping fits, a draft to complete.
/// Runs inside the import process.
Result<std::string> DescribeImport(const ImportRequest& request);

}  // namespace kebao::app
