#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/session.h"
#include "base/problem.h"
#include "engine/warehouse.h"

namespace kebao::app {

struct ImportOptions {
  std::string source;
  std::filesystem::path mapping_file;
  std::string zone;
  std::map<std::string, std::string> parameters;  // --set
};

/// One file → one import: parsed in a process of its own, published and derived in one transaction.
/// Shows progress. Problems: those of the worker and of the readers; on any of them the folder is
/// as it was.
Result<engine::ImportRecord> ImportFile(Session* session, const std::filesystem::path& file,
                                        const ImportOptions& options, Instant now);
/// Recognised mapping, events of the first rows, unmapped columns; a mapping draft for an unknown
/// file.
Result<std::string> DryRunFile(const std::filesystem::path& file, const ImportOptions& options,
                               const std::vector<std::filesystem::path>& mapping_folders,
                               const std::string& folder_zone, const std::string& language,
                               Instant now);
Result<engine::ImportRecord> UndoImport(Session* session, int32_t import_id);
/// Publishes a staged file that our own generator wrote.
Result<engine::ImportRecord> PublishStaged(Session* session, const std::filesystem::path& staged,
                                           const engine::ImportDescription& description);

}  // namespace kebao::app
