#pragma once

#include "base/time_zone.h"
#include "engine/warehouse.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/rollup/rollup_spec.h"

namespace kebao::metrics {

/// Which roll-ups are worth their place. One with nearly as many cells as there are rows costs more
/// at every import than it saves at any question.
struct RollupPolicy {
  double min_rows_per_cell = 8;
};

/// How many rows go into one cell of the roll-up, from 16 of its days (hours) spread over `clocks`,
/// first and last row's clock; 0 when those have no rows. `zone`: of its days.
double RowsPerCell(engine::WriteTransaction* transaction, const MetricCatalog& catalog,
                   const RollupSpec& spec, InstantRange clocks, const TimeZone& zone);

}  // namespace kebao::metrics
