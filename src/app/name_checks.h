#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/console.h"
#include "app/query_options.h"
#include "app/setup.h"
#include "base/problem.h"
#include "engine/engine.h"
#include "metrics/query.h"

namespace kebao::app {

/// Names on the command line, compared with what there is. An unknown one is wrong usage ("cli.*",
/// with near names); one whose definition is wrong gives "definition.broken" with what is wrong.

/// Metrics under the pack of the command, which may come from the settings.
Result<void> CheckMetrics(const std::vector<std::string>& metrics, const std::string& pack,
                          const Setup& setup, const Console& console);
Result<void> CheckDimensions(const std::vector<std::string>& dimensions, const char* flag,
                             const Setup& setup, const Console& console);
/// Before the folder is opened: pack, and the dimensions of the filters.
Result<void> CheckContext(const metrics::QueryContext& context, const Setup& setup,
                          const Console& console);
/// With the data: sources, and the values of the filters. A value may be given as the reports show
/// it (电话 for phone): such filters are rewritten to what the data hold. One that exists, but has
/// no rows in the period, is right.
Result<void> ResolveNames(const engine::Directory& directory, const metrics::MetricCatalog& catalog,
                          metrics::QueryContext* context);
Result<void> CheckSources(const std::vector<std::string>& wanted,
                          const std::vector<std::string>& known);
/// One word of a closed list. Problem "cli.choice".
Result<void> CheckChoice(const std::string& value, std::span<const std::string> known,
                         const char* flag);

}  // namespace kebao::app
