#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/data_changes.h"
#include "app/make_report.h"
#include "app/session.h"
#include "app/write_report.h"
#include "document/document.h"
#include "workspace/report_archive.h"

namespace kebao::app {

/// The archive of an opened folder; made where there is none yet. Problems "workspace.*".
Result<workspace::ReportArchive> OpenArchive(const DataFolder& folder);

/// What a report run was.
workspace::SnapshotHead HeadOf(const Session& session, const MakeReportOptions& options,
                               const ReportPlan& plan, const document::Document& document,
                               Instant made_at);

/// Names a run in addresses of its figures (document/figure_links.h): the same for every snapshot
/// of the same request, data, definitions and report time, so that an edited one is led to as well.
std::string RunName(const workspace::SnapshotHead& head);
/// Gives the figures their addresses, as far as the folder has a base_url. For documents that are
/// archived only: other addresses lead nowhere.
void LinkToArchive(const Settings& settings, const workspace::SnapshotHead& head,
                   document::Document* document);

/// A figure by its id or address, with the newest snapshot that has it. Problems
/// "snapshot.figure_id" (it is none), "snapshot.figure" (no snapshot has it), "document.*".
struct ArchivedFigure {
  workspace::ArchivedSnapshot snapshot;
  document::Document document;
  document::Figure figure;
};
Result<ArchivedFigure> FindArchivedFigure(const workspace::ReportArchive& archive,
                                          const std::string& id_or_address);

/// The files as they are archived.
std::vector<workspace::SourceFile> FilesOf(const std::vector<render::Artifact>& artifacts);

/// Problems "document.*".
Result<document::Document> DocumentOf(const workspace::LoadedSnapshot& loaded);
DataMoment DataUnder(const workspace::SnapshotHead& head);

/// A report as it was asked once, to be asked again.
struct RepeatedReport {
  MakeReportOptions options;
  ReportPlan plan;
};
enum class TemplateChoice { kAsArchived, kAsItIsNow };
/// Problems "snapshot.request", and those of PlanReport.
Result<RepeatedReport> Repeat(const workspace::LoadedSnapshot& loaded, TemplateChoice choice,
                              Instant report_time, const Setup& setup, const Console& console);

}  // namespace kebao::app
