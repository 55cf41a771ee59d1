#pragma once

#include <string>

#include "app/archived_report.h"
#include "app/data_changes.h"
#include "document/diff.h"
#include "document/document.h"
#include "workspace/snapshot.h"

namespace kebao::app {

/// What `kebao archive … --format json` prints (docs/archive.md); indented, with stable keys.

struct DatedSnapshot {
  workspace::ArchivedSnapshot snapshot;
  DataChanges since;  // what became of the data since it was made
};
std::string SnapshotsJson(const std::vector<DatedSnapshot>& snapshots);
std::string SnapshotJson(const DatedSnapshot& dated, const workspace::LoadedSnapshot& loaded,
                         const document::Document& document);

/// A figure and where it comes from; `rows_command` may be empty.
std::string FigureJson(const ArchivedFigure& found, const std::string& rows_command);

/// Two states of a report beside each other.
struct ComparedReports {
  workspace::ArchivedSnapshot before;
  std::optional<workspace::ArchivedSnapshot> after;  // nullopt: as of now
  DataChanges data;
  bool are_definitions_changed = false;
  document::DocumentDiff diff;
};
std::string DiffJson(const ComparedReports& compared);

}  // namespace kebao::app
