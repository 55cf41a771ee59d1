#pragma once

#include "app/session.h"
#include "base/problem.h"
#include "engine/warehouse.h"
#include "metrics/metric_service.h"
#include "metrics/query.h"
#include "report/analysis/frame.h"
#include "report/template.h"

namespace kebao::app {

/// What the analyses of a report have to know: catalog/analysis, catalog/playbook (the user's
/// suggestions before the shipped ones), known events and covered days. Empty for templates without
/// analysis. It borrows the service. Problems: those of the files.
Result<report::AnalysisFrame> AnalysisFrameOf(const Session& session,
                                              const metrics::MetricService& service,
                                              const engine::Directory& directory,
                                              const metrics::QueryContext& context,
                                              const report::Template& spec);

}  // namespace kebao::app
