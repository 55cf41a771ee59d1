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

/// What became of one file of a command.
struct FileImport {
  std::filesystem::path file;
  Result<engine::ImportRecord> record;
};

/// Seconds that an import took: reading and mapping in the import process, taking the rows into the
/// log, deriving the facts. Of several files reading overlaps with the taking of the file before.
struct ImportSeconds {
  double reading = 0;
  double publishing = 0;
  double deriving = 0;
};

struct ImportOutcome {
  std::vector<FileImport> files;  // in the order given
  ImportSeconds seconds;
};

/// One import per file. Each file is parsed in a process of its own; what they gave is published
/// and derived in one transaction, so that many files cost one derivation. A file that is refused
/// (a problem of the worker or of the readers) leaves nothing and does not hinder the others. Shows
/// progress. WorldFailure: nothing of the whole command has happened.
Result<ImportOutcome> ImportFiles(Session* session, const std::vector<std::string>& files,
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
