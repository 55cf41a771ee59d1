#pragma once

#include "metrics/catalog/metric_catalog.h"
#include "report/audience.h"
#include "report/template.h"

namespace kebao::report {

/// What of the template the audience gets. Left out are
/// - sections and blocks that are for others;
/// - of somebody who reads conclusions: tables by agent, by hour and over time (charts tell these);
///   of comparisons, the metrics that neither tiles nor sentences of the section name;
/// - of tables, the rows beyond the audience's number; the table says so;
/// - where names are hidden: everything by agent or by team, in narratives too;
/// - of an agent's own version: charts and sentences by agent. A table by agent holds the own row
///   and everybody together; where a section has none, its tiles have a comparison below them;
/// - definitions, data quality and hints where they are not wanted;
/// - sections that have nothing left.
/// A pure function. The template's dimensions are known to the catalogue.
Template ForAudience(Template spec, const Audience& audience,
                     const metrics::MetricCatalog& catalog);

}  // namespace kebao::report
