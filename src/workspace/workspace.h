#pragma once

#include <filesystem>
#include <memory>

#include "base/problem.h"
#include "workspace/database.h"

namespace kebao::workspace {

/// Kebao's own state, beside the data that it reports on: DATA/workspace.sqlite. It never records
/// that data exist; the warehouse does. Problems: those of Database::Open.
Result<std::unique_ptr<Database>> OpenWorkspace(const std::filesystem::path& file);

/// Reads the whole file. Problems: those of Database::Open, "workspace.damaged".
Result<void> CheckWorkspace(const std::filesystem::path& file);

}  // namespace kebao::workspace
