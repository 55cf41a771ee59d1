#pragma once

#include "demo/demo_catalog.h"
#include "demo/options.h"
#include "demo/story.h"
#include "domain/canonical.h"

namespace kebao::demo {

/// Plays a year (or so) of a service desk into the sink: first people, teams and known events, then
/// day by day shifts and states, the events of all conversations in time order (each conversation's
/// row just before its first event), and the rows of the day and month. Records that follow from a
/// conversation (orders, reviews …) come with the day it opened. What happens after the last day is
/// left out. Deterministic, one thread.
///
/// Problems: those of Check(options). Throws what the sink throws.
Result<Story> Generate(const DemoCatalog& catalog, const DemoOptions& options,
                       domain::CanonicalSink& sink);

}  // namespace kebao::demo
