#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/problem.h"
#include "workspace/database.h"
#include "workspace/snapshot.h"

namespace kebao::workspace {

/// Report runs as they were: rows of the workspace, and their files under `folder`/<id>/. Frozen:
/// a snapshot is stored and removed, never altered. An id is not given twice. Not thread-safe; one
/// process at a time (the owner of the data folder).
///
/// A snapshot exists once its row is committed, and its files stand before that. What a crash left
/// of one that was not, or of one that was being removed, goes at the next Open.
///
/// Throws WorldFailure "workspace.failed" (SQLite), "snapshot.write" (files).
class ReportArchive {
 public:
  static ReportArchive Open(std::shared_ptr<Database> database, std::filesystem::path folder);

  /// Copies the files. Gives the snapshot's id.
  int64_t Store(const NewSnapshot& snapshot);
  /// The newest first; of one template where it is not empty.
  std::vector<ArchivedSnapshot> List(const std::string& template_id = "") const;
  /// Problems: "snapshot.unknown" {snapshot}, "snapshot.damaged" {file}.
  Result<LoadedSnapshot> Load(int64_t id) const;
  /// Writes the snapshot's files to a folder, which is made if it is missing, each whole or not at
  /// all. Gives where they are. Problems: "snapshot.unknown"; "snapshot.damaged" {file}, where one
  /// is gone or not what was stored, before any is written; "file.write" {detail}.
  Result<std::vector<std::filesystem::path>> CopyFiles(int64_t id,
                                                       const std::filesystem::path& to) const;
  /// Problem "snapshot.unknown".
  Result<void> Remove(int64_t id);
  /// Compares every file with what was stored. One problem "snapshot.damaged" for each that is not.
  std::vector<Problem> Check() const;

 private:
  ReportArchive(std::shared_ptr<Database> database, std::filesystem::path folder)
      : database_(std::move(database)), folder_(std::move(folder)) {}
  std::filesystem::path FolderOf(int64_t id) const { return folder_ / std::to_string(id); }
  bool Has(int64_t id) const;
  void RemoveLeftovers() const;
  int64_t Insert(const NewSnapshot& snapshot, const std::vector<StoredArtifact>& artifacts);
  std::vector<StoredArtifact> ArtifactsOf(int64_t id) const;
  Result<std::string> ReadChecked(int64_t id, const StoredArtifact& artifact) const;

  std::shared_ptr<Database> database_;
  std::filesystem::path folder_;
};

}  // namespace kebao::workspace
