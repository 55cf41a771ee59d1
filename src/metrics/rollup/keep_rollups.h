#pragma once

#include "engine/warehouse.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/rollup/rollup_worth.h"

namespace kebao::metrics {

/// Brings the roll-ups in step with the facts, inside the transaction that changed them: cells of
/// touched days and hours are computed anew from the facts; a roll-up whose definition changed (a
/// metric, a code of a text, the folder's zone) is made anew; one that the catalogue no longer
/// names goes. What `policy` finds not worth its place is not made, and looked at again whenever
/// data change. `directory` as the transaction sees it.
void KeepRollups(engine::WriteTransaction* transaction, const MetricCatalog& catalog,
                 const engine::Directory& directory, const RollupPolicy& policy);

/// Whether KeepRollups would have nothing to do for a changed definition.
bool AreRollupsCurrent(const MetricCatalog& catalog, const engine::Dialect& dialect,
                       const engine::Directory& directory, const std::string& folder_zone);

}  // namespace kebao::metrics
