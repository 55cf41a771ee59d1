#include "metrics/answer/recorded_columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "domain/evidence.h"
#include "metrics/expression/to_sql.h"
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

/// Whether all columns that a metric needs hold something in a source's rows, or follow from what
/// it can record.
bool HasAll(const MetricSpec& metric, const domain::FactSchema& schema,
            const FactRecording& recording, const std::vector<bool>* has_value,
            domain::KindSet kinds) {
  const bool has_needs = (metric.needs.bits & ~kinds.bits) == 0;
  return std::all_of(
      metric.recorded_by.begin(), metric.recorded_by.end(), [&](const std::string& name) {
        const auto at = std::lower_bound(recording.columns.begin(), recording.columns.end(), name);
        if (has_value != nullptr &&
            (*has_value)[static_cast<size_t>(at - recording.columns.begin())])
          return true;
        return has_needs && domain::Suffices(kinds, schema.Find(name)->evidence);
      });
}

bool FollowsFromEvents(domain::Fact fact) { return fact <= domain::Fact::kFeedback; }

}  // namespace

Recording RecordedColumns::Of(const MetricSpec& metric, const std::set<int64_t>& sources,
                              int64_t data_version) {
  const std::lock_guard lock(mutex_);
  Forget(data_version);
  const FactRecording& recording = Of(metric.fact);
  const KindsBySource kinds = FollowsFromEvents(metric.fact) ? Kinds() : KindsBySource();
  std::set<int64_t> concerned;
  for (const auto& [source, has_value] : recording.sources) concerned.insert(source);
  for (const auto& [source, recorded] : kinds) concerned.insert(source);
  Recording answer;
  size_t asked = 0;
  for (const int64_t source : concerned) {
    if (!sources.empty() && !sources.contains(source)) continue;
    const auto has_value = recording.sources.find(source);
    const auto recorded = kinds.find(source);
    ++asked;
    const bool is_recorded =
        HasAll(metric, catalog_.facts().SchemaOf(metric.fact), recording,
               has_value == recording.sources.end() ? nullptr : &has_value->second,
               recorded == kinds.end() ? domain::KindSet() : recorded->second);
    if (is_recorded) answer.sources.push_back(source);
  }
  answer.is_whole = answer.sources.size() == asked;
  return answer;
}

void RecordedColumns::Forget(int64_t data_version) {
  if (data_version_ == data_version) return;
  known_.clear();
  kinds_.reset();
  data_version_ = data_version;
}

const FactRecording& RecordedColumns::Of(domain::Fact fact) {
  const auto found = known_.find(fact);
  return found != known_.end() ? found->second : known_[fact] = Ask(fact);
}

const RecordedColumns::KindsBySource& RecordedColumns::Kinds() {
  if (!kinds_) kinds_ = AskKinds();
  return *kinds_;
}

/// Few different sets: what a source can record is the same in nearly all of its conversations.
RecordedColumns::KindsBySource RecordedColumns::AskKinds() const {
  const engine::Dialect& dialect = engine_.dialect();
  const std::string source = dialect.Identifier("source");
  const std::string kinds = dialect.Identifier("recorded_kinds");
  const auto stream = engine_.Query(
      fmt::format("SELECT {0}, {1} FROM {2} GROUP BY {0}, {1}", source, kinds,
                  dialect.Identifier(catalog_.facts().SchemaOf(domain::Fact::kConversation).name)));
  KindsBySource by_source;
  for (engine::ChunkView chunk; stream->Next(&chunk);) {
    for (uint32_t row = 0; row < chunk.rows; ++row) {
      const int64_t key = chunk.columns[0].IsNull(row) ? -1 : chunk.columns[0].Int32(row);
      domain::KindSet& known = by_source[key];
      if (!chunk.columns[1].IsNull(row))
        known.bits |= static_cast<uint64_t>(chunk.columns[1].Int64(row));
    }
  }
  return by_source;
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

std::set<int64_t> SourcesInScope(const RunInputs& inputs) {
  std::set<int64_t> keys;
  for (const std::string& source : inputs.context.sources) {
    for (const int64_t key : CodesOf(inputs.directory, "source", source)) keys.insert(key);
  }
  return keys;
}

}  // namespace kebao::metrics
