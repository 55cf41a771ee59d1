#include "workspace/workspace.h"

namespace kebao::workspace {
namespace {

/// Only ever added to: what a release has written, the next one finds.
constexpr Migration kMigrations[] = {
    {1, R"(
CREATE TABLE snapshot (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  made_at         INTEGER NOT NULL,
  template_id     TEXT NOT NULL,
  template_title  TEXT NOT NULL,
  template_hash   TEXT NOT NULL,
  template_text   TEXT NOT NULL,
  language        TEXT NOT NULL,
  audience        TEXT NOT NULL,
  period          TEXT NOT NULL,
  organisation    TEXT NOT NULL,
  request         TEXT NOT NULL,
  scope           TEXT NOT NULL,
  data_version    INTEGER NOT NULL,
  data_watermark  TEXT NOT NULL,
  catalog_version TEXT NOT NULL,
  report_time     INTEGER NOT NULL,
  refreshed_from  INTEGER,
  edited_from     INTEGER,
  document_bytes  INTEGER NOT NULL,
  document        BLOB NOT NULL
) STRICT;
CREATE TABLE artifact (
  snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  name        TEXT NOT NULL,
  mime        TEXT NOT NULL,
  bytes       INTEGER NOT NULL,
  hash        TEXT NOT NULL,
  PRIMARY KEY (snapshot_id, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER snapshot_is_frozen BEFORE UPDATE ON snapshot
  BEGIN SELECT RAISE(ABORT, 'a snapshot is never altered'); END;
CREATE TRIGGER artifact_is_frozen BEFORE UPDATE ON artifact
  BEGIN SELECT RAISE(ABORT, 'a snapshot is never altered'); END;
)"},
};

}  // namespace

Result<std::unique_ptr<Database>> OpenWorkspace(const std::filesystem::path& file) {
  return Database::Open(file, kMigrations);
}

Result<void> CheckWorkspace(const std::filesystem::path& file) {
  KEBAO_TRY(const auto database, OpenWorkspace(file));
  return database->CheckWhole();
}

}  // namespace kebao::workspace
