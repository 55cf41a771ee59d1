#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "metrics/answer/recorded_facts.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/plan/row_rule.h"

namespace kebao::metrics {

/// Who of the sources that a question is about records what a metric needs.
struct Recording {
  std::vector<int64_t> sources;  // those that do
  bool is_whole = false;         // nobody else is concerned
  bool is_none() const { return sources.empty(); }
  bool is_partial() const { return !sources.empty() && !is_whole; }
};

/// What the sources record. A source records a column if one of its rows holds a value, or if it
/// says that it can record the kinds of events that the column follows from (its evidence): a
/// source that can rate but never got a rating answers "none", not "not recorded". Sources are
/// those with a row of the fact and, for facts that follow from events, those with a conversation;
/// without any, nothing is recorded. What is kept with the facts is believed; the engine is asked
/// for what is not, once per fact and data version. Thread-safe.
class RecordedColumns {
 public:
  /// `kept`: text of kRecordedFactsSetting, as of the first data version that is asked about; may
  /// be empty.
  RecordedColumns(const engine::Engine& engine, const MetricCatalog& catalog,
                  std::string_view kept = "");

  /// Which of `sources` (empty: any) record all columns that the metric needs.
  Recording Of(const MetricSpec& metric, const std::set<int64_t>& sources, int64_t data_version);

 private:
  void Forget(int64_t data_version);
  const FactRecording& Of(domain::Fact fact, const std::vector<std::string>& columns);
  const KindsBySource& Kinds();
  const engine::Engine& engine_;
  const MetricCatalog& catalog_;
  std::mutex mutex_;
  std::optional<int64_t> data_version_;  // of what is remembered
  std::map<domain::Fact, FactRecording> known_;
  std::optional<KindsBySource> kinds_;
};

/// Keys of the sources that the question names; empty: all.
std::set<int64_t> SourcesInScope(const RunInputs& inputs);

}  // namespace kebao::metrics
