#pragma once

#include "app/commands/commands.h"
#include "app/setup.h"
#include "metrics/query.h"

namespace kebao::app {

/// `kebao analyze trend | anomaly | forecast`: figures over time.
Result<ExitStatus> AnalyzeSeries(const CommandContext& context, const AnalyzeCommand& command,
                                 Setup setup, metrics::QueryContext asked);

}  // namespace kebao::app
