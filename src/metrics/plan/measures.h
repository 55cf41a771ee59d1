#pragma once

#include <vector>

#include "metrics/catalog/metric_spec.h"
#include "metrics/expression/to_sql.h"
#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

/// The accumulations that an undivided metric needs: one, or two for a ratio whose parts are
/// counted apart.
std::vector<Measure> MeasuresOf(const MetricSpec& spec, const SqlScope& scope);

/// Only rows for which the condition holds as well count; an empty condition changes nothing.
void Restrict(const std::string& condition, Measure* measure);

/// SQL of the value where the condition holds, null elsewhere.
std::string ConditionedSql(const std::string& value, const std::string& condition);

/// Index of an equal measure in the scan, added where there is none; a multiset learns further
/// quantiles.
int AddMeasure(const Measure& measure, ScanPlan* scan);

/// Once all measures are known: lays out results, projection and the program between them.
void LayOut(const SqlScope& scope, ScanPlan* scan);

}  // namespace kebao::metrics
