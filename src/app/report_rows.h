#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/make_report.h"
#include "app/session.h"
#include "base/problem.h"
#include "render/artifact.h"
#include "render/worker/render_worker.h"

namespace kebao::app {

/// The report format that is no print of the document: the rows behind it, with formulas and
/// PivotTables (docs/raw-rows.md).
inline constexpr const char* kRowsFormat = "rows";

/// Whether the report has such a workbook. Problems: "cli.rows_template" {template}: its template
/// names no figures for it; "cli.rows_audience" {audience}: the version hides who did what, which
/// rows would tell, by their ids at the latest.
Result<void> CheckRowsFormat(const report::Template& spec, const report::ReportRequest& request);

/// Writes the workbook to a file. Problems: those of names that only the data know, and of queries.
/// Throws WorldFailure "output.*".
using RowsWriter =
    std::function<Result<render::Artifact>(const std::filesystem::path&, render::RenderWorker&)>;
/// Of a report that is planned. Both are borrowed.
RowsWriter RowsOfReport(Session* session, const ReportPlan& plan);

}  // namespace kebao::app
