#pragma once

#include <string>
#include <vector>

#include "base/time_zone.h"
#include "engine/warehouse.h"
#include "report/build.h"

namespace kebao::app {

/// What a report says of the imports that stand: what was counted and found wrong in them.
/// `sources`: names; empty means all. Times are told on the clock of `zone`.
report::DataQuality QualityOf(const engine::Warehouse& warehouse,
                              const std::vector<std::string>& sources, const TimeZone& zone);

}  // namespace kebao::app
