#pragma once

#include <string>

#include "app/make_report.h"
#include "base/problem.h"

namespace kebao::app {

/// What a report was asked, as JSON (docs/archive.md): the options as typed, and in place of those
/// that were left out what was set at the time, so that it can be asked again whatever is set then.
/// The report time is not among it.
std::string RequestJson(const MakeReportOptions& options, const ReportPlan& plan);
/// Reads it back; keys that are not known are ignored. Problem "snapshot.request" {snapshot,
/// detail}.
Result<MakeReportOptions> ParseRequest(const std::string& json, int64_t snapshot);

}  // namespace kebao::app
