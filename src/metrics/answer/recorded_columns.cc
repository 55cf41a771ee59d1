#include "metrics/answer/recorded_columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "metrics/fold/additive_block.h"

namespace kebao::metrics {
namespace {

std::vector<std::string> ColumnsAskedFor(const MetricCatalog& catalog, domain::Fact fact) {
  std::set<std::string> columns;
  for (const std::string& pack : catalog.Packs()) {
    for (const MetricSpec* metric : catalog.List(pack)) {
      if (metric->fact == fact && metric->kind != MetricKind::kDerived) {
        columns.insert(metric->recorded_by.begin(), metric->recorded_by.end());
      }
    }
  }
  return {columns.begin(), columns.end()};
}

bool HasAll(const FactRecording& recording, const std::vector<bool>& recorded,
            const std::vector<std::string>& needed) {
  return std::all_of(needed.begin(), needed.end(), [&](const std::string& column) {
    const auto at = std::lower_bound(recording.columns.begin(), recording.columns.end(), column);
    return recorded[static_cast<size_t>(at - recording.columns.begin())];
  });
}

}  // namespace

bool RecordedColumns::IsRecorded(const MetricSpec& metric, const std::set<int64_t>& sources,
                                 int64_t data_version) {
  const std::lock_guard lock(mutex_);
  const FactRecording& recording = Of(metric.fact, data_version);
  return std::any_of(recording.sources.begin(), recording.sources.end(), [&](const auto& entry) {
    return (sources.empty() || sources.contains(entry.first)) &&
           HasAll(recording, entry.second, metric.recorded_by);
  });
}

const FactRecording& RecordedColumns::Of(domain::Fact fact, int64_t data_version) {
  const auto key = std::pair(fact, data_version);
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  std::erase_if(known_, [&](const auto& entry) { return entry.first.second != data_version; });
  return known_[key] = Ask(fact);
}

FactRecording RecordedColumns::Ask(domain::Fact fact) const {
  const engine::Dialect& dialect = engine_.dialect();
  FactRecording recording;
  recording.columns = ColumnsAskedFor(catalog_, fact);
  std::vector<std::string> sql = {dialect.Identifier("source")};
  for (const std::string& column : recording.columns) {
    sql.push_back(dialect.AggregateIf("count", dialect.Identifier(column), "TRUE"));
  }
  const auto stream =
      engine_.Query(fmt::format("SELECT {} FROM {} GROUP BY {}", fmt::join(sql, ", "),
                                dialect.Identifier(catalog_.facts().SchemaOf(fact).name), sql[0]));
  for (engine::ChunkView chunk; stream->Next(&chunk);) {
    for (uint32_t row = 0; row < chunk.rows; ++row) {
      const int64_t source = chunk.columns[0].IsNull(row) ? -1 : chunk.columns[0].Int32(row);
      std::vector<bool>& recorded = recording.sources[source];
      recorded.resize(recording.columns.size());
      for (size_t column = 0; column < recorded.size(); ++column) {
        const uint32_t rows[] = {row};
        VisitNumbers(chunk.columns[column + 1], rows,
                     [&](size_t, auto count) { recorded[column] = count > 0; });
      }
    }
  }
  return recording;
}

}  // namespace kebao::metrics
