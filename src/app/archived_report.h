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

/// What a report run was and what came of it.
workspace::NewSnapshot SnapshotOf(const Session& session, const MakeReportOptions& options,
                                  const ReportPlan& plan, const document::Document& document,
                                  const std::vector<render::Artifact>& artifacts, Instant made_at);

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
