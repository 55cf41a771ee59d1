#include "metrics/answer/table_builder.h"

#include <algorithm>
#include <map>
#include <set>

#include "metrics/answer/metric_value.h"
#include "metrics/answer/recorded_columns.h"
#include "metrics/answer/row_keys.h"
#include "metrics/answer/row_space.h"
#include "metrics/expression/evaluate.h"
#include "metrics/expression/to_sql.h"

namespace kebao::metrics {
namespace {

/// Values of the undivided metrics of a row, in the order of the question's sources.
using Parts = std::vector<Value>;

class TableBuilder {
 public:
  TableBuilder(const RunInputs& inputs, const Plan& plan, const PlannedQuery& query,
               std::span<const ScanResult> results)
      : inputs_(inputs),
        plan_(plan),
        query_(query),
        rows_(plan, query, results, inputs.directory),
        sources_in_scope_(SourcesInScope(inputs)),
        recordings_(query.sources.size()) {
    for (const ScanPeriod& period : plan.periods)
      buckets_.push_back(period.clock.Buckets(query.query->grain));
    for (size_t index = 0; index < query.sources.size(); ++index)
      source_named_.emplace(query.sources[index].spec->id, index);
    for (size_t period = 0; period < plan.periods.size(); ++period)
      totals_.push_back(TotalParts(period));
  }

  ResultTable Run() {
    ResultTable table{*query_.query, {}};
    const std::vector<Row> groups = Groups();
    table.rows.reserve((rows_.bucket_limit() - rows_.first_bucket()) * groups.size() + 1);
    for (size_t bucket = rows_.first_bucket(); bucket < rows_.bucket_limit(); ++bucket) {
      for (size_t group = 0; group < groups.size(); ++group)
        table.rows.push_back(MakeRow(groups[group], bucket, group));
    }
    if (query_.query->with_total) table.rows.push_back(MakeTotal());
    return table;
  }

 private:
  /// What all rows of a group share.
  std::vector<Row> Groups() const {
    std::vector<Row> groups(rows_.groups());
    for (size_t group = 0; group < groups.size(); ++group) {
      groups[group].key_codes = rows_.Codes(group);
      for (size_t part = 0; part < query_.dimensions.size(); ++part) {
        groups[group].keys.push_back(
            TextOfCode(*query_.dimensions[part], groups[group].key_codes[part], inputs_.directory));
      }
    }
    return groups;
  }

  Row MakeRow(const Row& group, size_t bucket, size_t number) {
    Row row = group;
    if (query_.query->grain != Grain::kNone) {
      row.bucket_day = buckets_[0][bucket].day;
      row.bucket_at = buckets_[0][bucket].start;
    }
    row.values = ValuesOf(PartsOf(bucket, number, 0), 0);
    if (plan_.periods.size() > 1) row.compared = ValuesOf(PartsOf(bucket, number, 1), 1);
    return row;
  }

  Row MakeTotal() const {
    Row row;
    row.is_total = true;
    row.values = ValuesOf(totals_[0], 0);
    if (plan_.periods.size() > 1) row.compared = ValuesOf(totals_[1], 1);
    return row;
  }

  Parts PartsOf(size_t bucket, size_t group, size_t period) {
    Parts parts(query_.sources.size());
    const int64_t source_of_row =
        SourceOfKey(query_.dimensions, rows_.Codes(group), inputs_.directory);
    const InstantRange range = BucketOf(bucket, period);
    for (size_t index = 0; index < parts.size(); ++index) {
      const MetricSource& source = query_.sources[index];
      const double* cell = source.scan < 0 ? nullptr : rows_.Cell(source, period, bucket, group);
      parts[index] = PartValue(index, source_of_row, range, cell);
    }
    return parts;
  }

  /// No value where nobody needs the total.
  Parts TotalParts(size_t period) {
    Parts parts(query_.sources.size());
    const InstantRange whole = plan_.periods[period].clock.range();
    for (size_t index = 0; index < parts.size(); ++index) {
      const MetricSource& source = query_.sources[index];
      if (source.scan >= 0 && source.total_grouping < 0) continue;
      const double* cell = source.scan < 0 ? nullptr : rows_.TotalCell(source, period);
      parts[index] = PartValue(index, -1, whole, cell);
    }
    return parts;
  }

  Value PartValue(size_t index, int64_t source_of_row, InstantRange bucket, const double* cell) {
    Value value;
    const MetricSource& source = query_.sources[index];
    const Recording& recording = RecordingOf(index, source_of_row);
    const bool is_known = source.scan >= 0 && !recording.is_none();
    const bool has_begun = bucket.start < bucket.end && bucket.start < inputs_.context.report_time;
    if (is_known && has_begun)
      value = ValueOf(source, plan_.scans[static_cast<size_t>(source.scan)], cell);
    value.is_recorded = is_known;
    value.is_partial = is_known && recording.is_partial();
    const int64_t known_at = bucket.end.micros + source.spec->maturity_seconds * kMicrosPerSecond;
    value.is_complete = known_at <= inputs_.context.report_time.micros;
    return value;
  }

  InstantRange BucketOf(size_t bucket, size_t period) const {
    const InstantRange whole = plan_.periods[period].clock.range();
    if (query_.query->grain == Grain::kNone) return whole;
    if (bucket >= buckets_[period].size()) return {whole.end, whole.end};
    return {buckets_[period][bucket].start, std::min(buckets_[period][bucket].end, whole.end)};
  }

  /// `source_of_row`: the one that a row is about; −1: all in scope.
  const Recording& RecordingOf(size_t index, int64_t source_of_row) {
    const auto [known, is_new] = recordings_[index].try_emplace(source_of_row);
    if (is_new) {
      const std::set<int64_t> sources =
          source_of_row < 0 ? sources_in_scope_ : std::set<int64_t>{source_of_row};
      known->second =
          inputs_.recorded.Of(*query_.sources[index].spec, sources, inputs_.context.data_version);
    }
    return known->second;
  }

  std::vector<Value> ValuesOf(const Parts& parts, size_t period) const {
    std::vector<Value> values;
    values.reserve(query_.metrics.size());
    for (const MetricSpec* metric : query_.metrics) {
      values.push_back(metric->kind == MetricKind::kDerived
                           ? DerivedValue(*metric, parts, totals_[period])
                           : Named(parts, metric->id));
    }
    return values;
  }

  const Value& Named(const Parts& parts, std::string_view id) const {
    return parts[source_named_.find(id)->second];
  }

  Value DerivedValue(const MetricSpec& metric, const Parts& parts, const Parts& totals) const {
    Value value;
    value.value = EvaluateNumber(*metric.derived, [&](std::string_view name) {
      return name.starts_with(kTotalPrefix) ? Named(totals, name.substr(kTotalPrefix.size())).value
                                            : Named(parts, name).value;
    });
    value.n = INT64_MAX;
    for (const std::string& id : metric.derived_from) {
      const Value& part = Named(parts, id);
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
  const RowSpace rows_;
  std::vector<std::vector<Bucket>> buckets_;  // by period
  std::vector<Parts> totals_;                 // by period
  std::set<int64_t> sources_in_scope_;
  std::vector<std::map<int64_t, Recording>> recordings_;  // by source of the question
  std::map<std::string_view, size_t> source_named_;
};

}  // namespace

ResultTable BuildTable(const RunInputs& inputs, const Plan& plan, const PlannedQuery& query,
                       std::span<const ScanResult> results) {
  return TableBuilder(inputs, plan, query, results).Run();
}

}  // namespace kebao::metrics
