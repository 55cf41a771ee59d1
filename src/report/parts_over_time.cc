#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "report/block_builder.h"

namespace kebao::report {
namespace {

using document::Series;
using metrics::ResultTable;
using metrics::Row;
using metrics::Value;

/// Instants of hours, days of everything longer: both sort.
int64_t BucketOf(const Row& row) {
  if (row.bucket_at) return row.bucket_at->micros;
  return row.bucket_day ? row.bucket_day->days : 0;
}

/// An answer by bucket × one dimension.
class PartTable {
 public:
  explicit PartTable(const ResultTable& answer) {
    std::map<std::string, double> sizes;
    for (const Row& row : answer.rows) {
      if (row.is_total) continue;
      buckets_.emplace(BucketOf(row), &row);
      sizes[row.keys[0]] += row.values[0].value.value_or(0);
      cells_[{row.keys[0], BucketOf(row)}] = &row.values[0];
    }
    for (const auto& [part, size] : sizes) parts_.push_back(part);
    std::ranges::stable_sort(
        parts_, [&](const auto& a, const auto& b) { return sizes.at(a) > sizes.at(b); });
  }

  /// By time; one row of each.
  const std::map<int64_t, const Row*>& buckets() const { return buckets_; }
  /// The largest first.
  const std::vector<std::string>& parts() const { return parts_; }

  /// One part of one bucket; nullptr: it has no row there.
  const Value* At(size_t part, int64_t bucket) const {
    const auto found = cells_.find({parts_[part], bucket});
    return found == cells_.end() ? nullptr : found->second;
  }

  /// The parts [first, limit) of one bucket together, of a metric that adds up.
  Value Together(size_t first, size_t limit, int64_t bucket) const {
    Value sum{0.0};
    for (size_t part = first; part < limit; ++part) {
      const Value* value = At(part, bucket);
      if (value == nullptr) continue;
      sum.value = *sum.value + value->value.value_or(0);
      sum.n += value->n;
      sum.is_complete &= value->is_complete;
    }
    return sum;
  }

 private:
  std::map<int64_t, const Row*> buckets_;
  std::vector<std::string> parts_;
  std::map<std::pair<std::string, int64_t>, const Value*> cells_;
};

}  // namespace

/// One series per value of the dimension, the largest first; those beyond `top` together.
document::Chart BlockBuilder::PartsOverTime(const ChartBlock& block, const ResultTable& answer,
                                            const Specs& specs) const {
  const PartTable table(answer);
  document::Chart chart;
  chart.category_title = labels_.GrainName(block.grain);
  for (const auto& [start, row] : table.buckets())
    chart.categories.push_back(labels_.Bucket(*row, block.grain));
  const bool adds_up = AddsUp(*specs[0]);
  const auto add = [&](const std::string& name, const auto& value_in) {
    Series series{name, FigureMaker::FormatOf(*specs[0])};
    for (const auto& [start, row] : table.buckets()) AddPoint(&series, *specs[0], value_in(start));
    chart.series.push_back(std::move(series));
  };
  const size_t all = table.parts().size();
  const size_t shown = block.top > 0 ? std::min(all, static_cast<size_t>(block.top)) : all;
  for (size_t part = 0; part < shown; ++part) {
    add(labels_.Value(block.dimensions[0], table.parts()[part]), [&](int64_t bucket) {
      const Value* value = table.At(part, bucket);
      if (value != nullptr) return *value;
      return adds_up ? Value{0.0} : Value{};
    });
  }
  if (shown < all && block.has_rest && adds_up) {
    add(sources_.texts.Get("report.other", {{"count", std::to_string(all - shown)}}),
        [&](int64_t bucket) { return table.Together(shown, all, bucket); });
  }
  return chart;
}

}  // namespace kebao::report
