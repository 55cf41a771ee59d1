#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/plan/row_rule.h"

namespace kebao::metrics {

/// Which columns of a fact hold anything at all, by source.
struct FactRecording {
  std::vector<std::string> columns;              // that metrics ask about
  std::map<int64_t, std::vector<bool>> sources;  // source key → per column: some row is not null
};

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
/// without any, nothing is recorded. Asks the engine once per fact and data version. Thread-safe.
class RecordedColumns {
 public:
  RecordedColumns(const engine::Engine& engine, const MetricCatalog& catalog)
      : engine_(engine), catalog_(catalog) {}

  /// Which of `sources` (empty: any) record all columns that the metric needs.
  Recording Of(const MetricSpec& metric, const std::set<int64_t>& sources, int64_t data_version);

 private:
  using KindsBySource = std::map<int64_t, domain::KindSet>;

  void Forget(int64_t data_version);
  const FactRecording& Of(domain::Fact fact);
  const KindsBySource& Kinds();
  FactRecording Ask(domain::Fact fact) const;
  KindsBySource AskKinds() const;
  const engine::Engine& engine_;
  const MetricCatalog& catalog_;
  std::mutex mutex_;
  int64_t data_version_ = -1;  // of what is remembered
  std::map<domain::Fact, FactRecording> known_;
  std::optional<KindsBySource> kinds_;
};

/// Keys of the sources that the question names; empty: all.
std::set<int64_t> SourcesInScope(const RunInputs& inputs);

}  // namespace kebao::metrics
