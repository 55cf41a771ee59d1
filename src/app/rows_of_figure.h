#pragma once

#include <string>

#include "app/make_report.h"
#include "document/document.h"
#include "workspace/snapshot.h"

namespace kebao::app {

/// The command that shows the rows behind a figure of an archived report, as one would type it.
/// Empty where there is none: the figure is a change, of the comparison period or of a bucket of
/// time, or codes stand in place of names.
std::string RowsOfFigure(const document::Figure& figure, const MakeReportOptions& request,
                         const workspace::SnapshotHead& head);

}  // namespace kebao::app
