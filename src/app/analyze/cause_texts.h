#pragma once

#include <string>
#include <vector>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/cause_inquiry.h"

namespace kebao::app {

/// Explained changes as a person reads them: a block for each that is explained, then one line for
/// those that are not, by why.
void PrintCauses(const std::vector<inquiry::ExplainedChange>& changes,
                 const std::vector<analysis::KnownEvent>& events, const MetricSession& opened,
                 double threshold, Console* console);

/// What `kebao analyze cause --format json` prints (docs/explaining-changes.md).
std::string CausesJson(const std::vector<inquiry::ExplainedChange>& changes,
                       const std::vector<analysis::KnownEvent>& events,
                       const MetricSession& opened);

}  // namespace kebao::app
