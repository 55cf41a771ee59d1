#include "metrics/answer/table_builder.h"

#include <algorithm>
#include <map>
#include <set>

#include "metrics/answer/metric_value.h"
#include "metrics/answer/recorded_columns.h"
#include "metrics/answer/row_keys.h"
#include "metrics/expression/evaluate.h"
#include "metrics/expression/to_sql.h"

namespace kebao::metrics {
namespace {

using CellPositions = std::map<CellKey, size_t>;

CellPositions PositionsOf(const CellTable& table) {
  CellPositions positions;
  for (size_t cell = 0; cell < table.keys.size(); ++cell) positions.emplace(table.keys[cell], cell);
  return positions;
}

class TableBuilder {
 public:
  TableBuilder(const RunInputs& inputs, const Plan& plan, const PlannedQuery& query,
               std::span<const ScanResult> results)
      : inputs_(inputs),
        plan_(plan),
        query_(query),
        results_(results),
        sources_in_scope_(SourcesInScope(inputs)) {
    const Grain grain = query.query->grain;
    for (const ScanPeriod& period : plan.periods) buckets_.push_back(period.clock.Buckets(grain));
    for (const MetricSource& source : query.sources) IndexCells(source);
  }

  ResultTable Run() {
    ResultTable table{*query_.query, {}};
    for (const CellKey& key : Keys()) table.rows.push_back(MakeRow(key));
    SortRows(query_.dimensions, &table.rows);
    if (query_.query->with_total) table.rows.push_back(MakeTotal());
    return table;
  }

 private:
  const CellTable& TableOf(const MetricSource& source, int grouping, size_t period) const {
    return results_[static_cast<size_t>(source.scan)].tables[static_cast<size_t>(grouping)][period];
  }

  void IndexCells(const MetricSource& source) {
    if (source.scan < 0) return;
    for (size_t period = 0; period < plan_.periods.size(); ++period) {
      auto [positions, is_new] = positions_.try_emplace({source.scan, source.grouping, period});
      if (is_new) positions->second = PositionsOf(TableOf(source, source.grouping, period));
    }
  }

  /// Keys of both periods, by bucket number; with a grain, every bucket between the first and the
  /// last that has data in the current period.
  std::set<CellKey> Keys() const {
    std::set<CellKey> keys;
    int64_t first = INT64_MAX;
    int64_t last = -1;
    for (const auto& [where, positions] : positions_) {
      const bool is_current = std::get<2>(where) == 0;
      for (const auto& [key, cell] : positions) {
        if (is_current) first = std::min(first, key[0]);
        if (is_current) last = std::max(last, key[0]);
        keys.insert(key);
      }
    }
    if (query_.query->grain == Grain::kNone) {
      if (query_.dimensions.empty()) keys.insert({0});  // a figure without rows is a figure too
      return keys;
    }
    std::set<CellKey> filled;
    for (CellKey key : keys) {
      key[0] = 0;
      filled.insert(std::move(key));
    }
    keys.clear();
    for (const CellKey& key : filled) {
      for (CellKey at = key; first <= last && at[0] <= last; ++at[0]) {
        if (at[0] >= first) keys.insert(at);
      }
    }
    return keys;
  }

  Row MakeRow(const CellKey& key) {
    Row row;
    if (query_.query->grain != Grain::kNone) {
      const Bucket& bucket = buckets_[0][static_cast<size_t>(key[0])];
      row.bucket_day = bucket.day;
      row.bucket_at = bucket.start;
    }
    row.key_codes.assign(key.begin() + 1, key.end());
    for (size_t part = 0; part < query_.dimensions.size(); ++part) {
      row.keys.push_back(
          TextOfCode(*query_.dimensions[part], row.key_codes[part], inputs_.directory));
    }
    row.values = ValuesOf(key, 0, false);
    if (plan_.periods.size() > 1) row.compared = ValuesOf(key, 1, false);
    return row;
  }

  Row MakeTotal() {
    Row row;
    row.is_total = true;
    row.values = ValuesOf({0}, 0, true);
    if (plan_.periods.size() > 1) row.compared = ValuesOf({0}, 1, true);
    return row;
  }

  std::vector<Value> ValuesOf(const CellKey& key, size_t period, bool is_total) {
    Parts parts;
    for (const MetricSource& source : query_.sources) {
      parts.own.emplace(source.spec->id, SourceValue(source, key, period, is_total));
      const bool has_total = source.scan >= 0 && source.total_grouping >= 0;
      if (has_total) parts.totals.emplace(source.spec->id, SourceValue(source, {0}, period, true));
    }
    std::vector<Value> values;
    for (const MetricSpec* metric : query_.metrics) {
      values.push_back(metric->kind == MetricKind::kDerived ? DerivedValue(*metric, parts)
                                                            : parts.own.at(metric->id));
    }
    return values;
  }

  Value SourceValue(const MetricSource& source, const CellKey& key, size_t period, bool is_total) {
    Value value;
    const Recording& recording = RecordingOf(*source.spec, SourceOf(key, is_total));
    const bool is_known = source.scan >= 0 && !recording.is_none();
    const InstantRange bucket = BucketOf(key, period, is_total);
    const bool has_begun = bucket.start < bucket.end && bucket.start < inputs_.context.report_time;
    if (is_known && has_begun) {
      value = ValueOf(source, plan_.scans[static_cast<size_t>(source.scan)],
                      CellOf(source, key, period, is_total));
    }
    value.is_recorded = is_known;
    value.is_partial = is_known && recording.is_partial();
    const int64_t known_at = bucket.end.micros + source.spec->maturity_seconds * kMicrosPerSecond;
    value.is_complete = known_at <= inputs_.context.report_time.micros;
    return value;
  }

  const double* CellOf(const MetricSource& source, const CellKey& key, size_t period,
                       bool is_total) const {
    if (is_total) {
      const CellTable& table = TableOf(source, source.total_grouping, period);
      return table.keys.empty() ? nullptr : table.Cell(0);
    }
    const CellPositions& positions = positions_.at({source.scan, source.grouping, period});
    const auto found = positions.find(key);
    if (found == positions.end()) return nullptr;
    return TableOf(source, source.grouping, period).Cell(found->second);
  }

  InstantRange BucketOf(const CellKey& key, size_t period, bool is_total) const {
    const InstantRange whole = plan_.periods[period].clock.range();
    if (is_total || query_.query->grain == Grain::kNone) return whole;
    const auto index = static_cast<size_t>(key[0]);
    if (index >= buckets_[period].size()) return {whole.end, whole.end};
    const Bucket& bucket = buckets_[period][index];
    return {bucket.start, std::min(bucket.end, whole.end)};
  }

  /// The one source that a row is about; −1: all in scope.
  int64_t SourceOf(const CellKey& key, bool is_total) const {
    if (is_total) return -1;
    return SourceOfKey(query_.dimensions, std::span(key).subspan(1), inputs_.directory);
  }

  const Recording& RecordingOf(const MetricSpec& spec, int64_t source) {
    const auto [known, is_new] = recording_.try_emplace({&spec, source});
    if (is_new) {
      const std::set<int64_t> sources = source < 0 ? sources_in_scope_ : std::set<int64_t>{source};
      known->second = inputs_.recorded.Of(spec, sources, inputs_.context.data_version);
    }
    return known->second;
  }

  /// Values of the undivided metrics of a row, and over all rows.
  struct Parts {
    std::map<std::string_view, Value> own;
    std::map<std::string_view, Value> totals;

    std::optional<double> NumberNamed(std::string_view name) const {
      if (!name.starts_with(kTotalPrefix)) return own.at(name).value;
      const auto total = totals.find(name.substr(kTotalPrefix.size()));
      return total == totals.end() ? std::nullopt : total->second.value;
    }
  };

  static Value DerivedValue(const MetricSpec& metric, const Parts& parts) {
    Value value;
    value.value = EvaluateNumber(*metric.derived,
                                 [&](std::string_view name) { return parts.NumberNamed(name); });
    value.n = INT64_MAX;
    for (const std::string& id : metric.derived_from) {
      const Value& part = parts.own.at(id);
      value.n = std::min(value.n, part.n);
      value.is_complete &= part.is_complete;
      value.is_recorded &= part.is_recorded;
      value.is_partial |= part.is_partial;
    }
    if (!value.is_recorded) value.value = std::nullopt;
    return value;
  }

  const RunInputs& inputs_;
  const Plan& plan_;
  const PlannedQuery& query_;
  std::span<const ScanResult> results_;
  std::vector<std::vector<Bucket>> buckets_;
  std::set<int64_t> sources_in_scope_;
  std::map<std::pair<const MetricSpec*, int64_t>, Recording> recording_;
  std::map<std::tuple<int, int, size_t>, CellPositions> positions_;
};

}  // namespace

ResultTable BuildTable(const RunInputs& inputs, const Plan& plan, const PlannedQuery& query,
                       std::span<const ScanResult> results) {
  return TableBuilder(inputs, plan, query, results).Run();
}

}  // namespace kebao::metrics
