#pragma once

#include <functional>
#include <memory>

#include "base/time_zone.h"
#include "engine/duckdb/connection.h"
#include "engine/warehouse.h"

namespace kebao::engine::duckdb {

/// `staging` is the folder that staged files may lie in; `on_end` runs when the transaction is
/// over, either way.
std::unique_ptr<WriteTransaction> BeginTransaction(std::shared_ptr<const Database> database,
                                                   const domain::FactCatalog& catalog,
                                                   const TimeZone& zone,
                                                   std::function<void()> on_end);
Directory ReadDirectory(const Connection& connection);
std::vector<SourceSummary> ReadSources(const Connection& connection);
std::vector<KnownEvent> ReadKnownEvents(const Connection& connection, InstantRange range);
std::vector<SourceFigure> ReadSourceFigures(const Connection& connection, const std::string& source,
                                            InstantRange range);
std::multimap<int32_t, domain::QualityCount> ReadStrayRatings(const Connection& connection);
std::vector<ImportRecord> ReadLedger(const Connection& connection);

}  // namespace kebao::engine::duckdb
