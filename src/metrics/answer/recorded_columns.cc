#include "metrics/answer/recorded_columns.h"

#include <algorithm>

#include "domain/evidence.h"
#include "metrics/expression/to_sql.h"

namespace kebao::metrics {
namespace {

bool HasColumns(const FactRecording& recording, const std::vector<std::string>& columns) {
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
    return std::binary_search(recording.columns.begin(), recording.columns.end(), column);
  });
}

/// Both lists, sorted, each name once.
std::vector<std::string> Joined(std::vector<std::string> columns,
                                const std::vector<std::string>& more) {
  columns.insert(columns.end(), more.begin(), more.end());
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  return columns;
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

}  // namespace

RecordedColumns::RecordedColumns(const engine::Engine& engine, const MetricCatalog& catalog,
                                 std::string_view kept)
    : engine_(engine), catalog_(catalog) {
  auto recorded = ParseRecordedFacts(kept, catalog.facts());
  if (!recorded) return;
  known_ = std::move(recorded->facts);
  kinds_ = std::move(recorded->kinds);
}

Recording RecordedColumns::Of(const MetricSpec& metric, const std::set<int64_t>& sources,
                              int64_t data_version) {
  const std::lock_guard lock(mutex_);
  Forget(data_version);
  const FactRecording& recording = Of(metric.fact, metric.recorded_by);
  const KindsBySource kinds = domain::FollowsFromEvents(metric.fact) ? Kinds() : KindsBySource();
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
  if (data_version_ && data_version_ != data_version) {
    known_.clear();
    kinds_.reset();
  }
  data_version_ = data_version;
}

const FactRecording& RecordedColumns::Of(domain::Fact fact,
                                         const std::vector<std::string>& columns) {
  const auto [known, is_new] = known_.try_emplace(fact);
  if (is_new || !HasColumns(known->second, columns)) {
    known->second = AskFactRecording(catalog_.facts().SchemaOf(fact),
                                     Joined(known->second.columns, columns), engine_.dialect(),
                                     [&](const std::string& sql) { return engine_.Query(sql); });
  }
  return known->second;
}

const KindsBySource& RecordedColumns::Kinds() {
  if (!kinds_) {
    kinds_ = AskKinds(catalog_.facts(), engine_.dialect(),
                      [&](const std::string& sql) { return engine_.Query(sql); });
  }
  return *kinds_;
}

std::set<int64_t> SourcesInScope(const RunInputs& inputs) {
  std::set<int64_t> keys;
  for (const std::string& source : inputs.context.sources) {
    for (const int64_t key : CodesOf(inputs.directory, "source", source)) keys.insert(key);
  }
  return keys;
}

}  // namespace kebao::metrics
