#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "metrics/catalog/metric_catalog.h"
#include "metrics/plan/scan_plan.h"
#include "metrics/rollup/rollup_spec.h"

namespace kebao::metrics {

/// A roll-up with everything that it holds under the catalogue of now.
struct RollupDefinition {
  const RollupSpec* spec = nullptr;
  std::string zone;  // of its days; empty for hours
  std::vector<Measure> measures;
  std::set<std::string> compared_with;  // columns behind last_known_at

  /// What is stored with the table. Lines: what a cell is, zone, compared columns, then one measure
  /// each (IdentityOf). Measure i has the columns ColumnsOf(i, …).
  std::string Text() const;
};

std::vector<RollupDefinition> DefineRollups(const MetricCatalog& catalog,
                                            const engine::Dialect& dialect,
                                            const engine::Directory& directory,
                                            const std::string& folder_zone);

/// First line of Text(): what a cell is.
std::string CellText(const RollupSpec& spec);
std::vector<std::string> ColumnsOf(size_t measure, int width);

}  // namespace kebao::metrics
