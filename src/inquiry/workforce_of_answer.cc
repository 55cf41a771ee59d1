#include "inquiry/workforce_of_answer.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "analysis/attribution/from_result_table.h"
#include "metrics/answer/statistics.h"

namespace kebao::inquiry {
namespace {

using analysis::people::Person;
using analysis::people::Scale;
using analysis::people::Work;
using analysis::people::Workforce;
using metrics::Row;
using metrics::Value;

constexpr const char* kHourOfDay = "hour_of_day";
constexpr double kNormal975 = 1.959963984540054;

/// Σ(value − mean)² from the width of the interval.
double SquaresOf(const metrics::MetricKind kind, const Value& value) {
  if (value.n < 2 || !value.low || !value.high) return 0;
  const auto n = static_cast<double>(value.n);
  const double width =
      kind == metrics::MetricKind::kMean ? metrics::StudentT975(n - 1) : kNormal975;
  const double error = (*value.high - *value.low) / 2 / width;
  return error * error * n * (n - 1);
}

std::string BandOf(const std::string& hour, const std::vector<int64_t>& bands) {
  int64_t number = -1;
  std::from_chars(hour.data(), hour.data() + hour.size(), number);
  size_t band = 0;
  while (band < bands.size() && bands[band] <= number) ++band;
  return std::to_string(band);
}

class WorkforceMaker {
 public:
  explicit WorkforceMaker(const WorkforceFrame& frame) : frame_(frame) {}

  void Add(const Row& row, Work work) {
    if (row.is_total || row.keys[0].empty() || frame_.left_out.contains(row.key_codes[0])) return;
    work.stratum = StratumOf(row);
    auto& cells = work_[row.keys[0]];
    const auto [cell, is_new] = cells.try_emplace(work.stratum, work);
    if (!is_new) MergeWork(work, &cell->second);
  }

  Workforce Take(Scale scale) const {
    Workforce workforce{scale, std::max<size_t>(1, strata_.size()), {}};
    for (const auto& [key, cells] : work_) {
      Person person{key, {}};
      for (const auto& [stratum, work] : cells) person.work.push_back(work);
      workforce.people.push_back(std::move(person));
    }
    return workforce;
  }

  std::vector<std::string> KindOf(const Row& row) const {
    std::vector<std::string> kind(row.keys.begin() + 1, row.keys.end());
    for (size_t i = 0; i < kind.size(); ++i)
      if (frame_.dimensions[i + 1] == kHourOfDay) kind[i] = BandOf(kind[i], frame_.hour_bands);
    return kind;
  }

 private:
  size_t StratumOf(const Row& row) {
    return strata_.try_emplace(KindOf(row), strata_.size()).first->second;
  }

  const WorkforceFrame& frame_;
  std::map<std::vector<std::string>, size_t> strata_;
  std::map<std::string, std::map<size_t, Work>> work_;
};

/// Times and amounts: never negative, and of very unlike size from one kind of work to another.
bool IsRelative(const metrics::MetricSpec& metric) {
  return metric.unit == metrics::Unit::kSeconds || metric.unit == metrics::Unit::kMoney;
}

const Value* ValueOf(const Row& row, bool is_of_comparison) {
  const std::vector<Value>& values = is_of_comparison ? row.compared : row.values;
  return values.empty() || !values[0].value ? nullptr : &values[0];
}

}  // namespace

std::optional<Scale> ScaleOf(const metrics::MetricSpec& metric) {
  const auto measure = analysis::MeasureOf(metric);
  if (!measure) return std::nullopt;
  if (*measure == analysis::Measure::kShare) return Scale::kShare;
  if (analysis::IsQuotient(*measure)) return Scale::kMean;
  return std::nullopt;
}

Work WorkOf(const metrics::MetricSpec& metric, const Value& value) {
  const auto n = static_cast<double>(value.n);
  if (ScaleOf(metric) == Scale::kShare) return {0, n, std::round(*value.value * n), 0};
  return {0, n, *value.value * n, SquaresOf(metric.kind, value)};
}

void MergeWork(const Work& more, Work* work) {
  const double n = work->n + more.n;
  const double distance = work->amount / work->n - more.amount / more.n;
  work->squares += more.squares + distance * distance * work->n * more.n / n;
  work->n = n;
  work->amount += more.amount;
}

Workforce WorkforceOf(const metrics::MetricSpec& metric, const metrics::ResultTable& answer,
                      bool is_of_comparison, const WorkforceFrame& frame) {
  const Scale scale = *ScaleOf(metric);
  WorkforceMaker maker(frame);
  for (const Row& row : answer.rows) {
    const Value* value = ValueOf(row, is_of_comparison);
    if (value != nullptr && value->n > 0) maker.Add(row, WorkOf(metric, *value));
  }
  Workforce workforce = maker.Take(scale);
  workforce.is_relative = scale == Scale::kMean && IsRelative(metric);
  return workforce;
}

Workforce CountsOf(const metrics::ResultTable& events, const metrics::ResultTable& exposure,
                   bool is_of_comparison, const WorkforceFrame& frame) {
  std::map<std::vector<std::string>, double> counts;
  for (const Row& row : events.rows)
    if (const Value* value = ValueOf(row, is_of_comparison)) counts[row.keys] = *value->value;
  WorkforceMaker maker(frame);
  for (const Row& row : exposure.rows) {
    const Value* value = ValueOf(row, is_of_comparison);
    if (value == nullptr || !(*value->value > 0)) continue;
    const auto found = counts.find(row.keys);
    maker.Add(row, {0, *value->value, found == counts.end() ? 0 : found->second, 0});
  }
  return maker.Take(Scale::kCount);
}

}  // namespace kebao::inquiry
