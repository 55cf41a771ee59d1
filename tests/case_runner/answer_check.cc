#include "case_runner/answer_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "app/query_options.h"

namespace kebao::cases {
namespace {

using metrics::Grain;
using metrics::ResultTable;
using metrics::Row;
using metrics::Value;

constexpr double kTolerance = 1e-9;

bool IsSame(std::optional<double> a, std::optional<double> b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return std::abs(*a - *b) <= kTolerance * std::max({1.0, std::abs(*a), std::abs(*b)});
}

std::string Show(std::optional<double> number) {
  return number ? fmt::format("{}", *number) : "null";
}

std::string Show(const Value& value) {
  std::string text = value.is_recorded ? Show(value.value) : "not recorded";
  text += fmt::format(" (n {}", value.n);
  if (!value.is_complete) text += ", incomplete";
  if (value.is_partial) text += ", partial";
  return text + ")";
}

std::string Show(const ExpectedValue& value) {
  std::string text = value.is_recorded ? Show(value.value) : "not recorded";
  if (value.n) text += fmt::format(" (n {})", *value.n);
  return value.is_complete ? text : text + " (incomplete)";
}

std::string BucketOf(const Row& row) {
  if (!row.bucket_at) return "";
  return fmt::format("{} ({})", FormatDay(*row.bucket_day), FormatInstantUtc(*row.bucket_at));
}

std::string NameOf(const Row& row) {
  std::vector<std::string> parts = row.keys;
  if (row.bucket_at) parts.insert(parts.begin(), BucketOf(row));
  if (row.is_total) parts.emplace_back("total");
  return fmt::format("[{}]", fmt::join(parts, ", "));
}

bool IsAsExpected(const Value& value, const ExpectedValue& expected) {
  const bool has_interval = (!expected.low || IsSame(value.low, expected.low)) &&
                            (!expected.high || IsSame(value.high, expected.high));
  return has_interval && IsSame(value.value, expected.value) &&
         value.is_recorded == expected.is_recorded && value.is_complete == expected.is_complete &&
         (!expected.n || value.n == *expected.n) &&
         (!expected.is_partial || value.is_partial == *expected.is_partial);
}

/// SQL gives quantiles without their intervals; a roll-up must give what the fold gives.
bool IsSameOnBothPaths(const Value& a, const Value& b, bool with_intervals) {
  const bool has_same_interval =
      !with_intervals || (IsSame(a.low, b.low) && IsSame(a.high, b.high));
  return has_same_interval && IsSame(a.value, b.value) && a.n == b.n &&
         a.is_recorded == b.is_recorded && a.is_complete == b.is_complete;
}

class AnswerCheck {
 public:
  AnswerCheck(const ResultTable& table, const Question& question, const TimeZone& zone)
      : table_(table), question_(question), zone_(zone) {}

  std::vector<Mismatch> Run() {
    if (table_.rows.size() != question_.rows.size()) {
      Report(question_.place, fmt::format("{} rows are expected, {} are given",
                                          question_.rows.size(), table_.rows.size()));
      return mismatches_;
    }
    for (size_t row = 0; row < table_.rows.size(); ++row)
      CheckRow(table_.rows[row], question_.rows[row]);
    return mismatches_;
  }

 private:
  void Report(const std::string& place, const std::string& what) {
    mismatches_.push_back({place, what});
  }

  void CheckRow(const Row& row, const ExpectedRow& expected) {
    if (!IsBucket(row, expected) || row.keys != expected.keys) {
      if (!expected.is_total) return Report(expected.place, "the row here is " + NameOf(row));
    }
    for (const ExpectedValue& value : expected.values) CheckValue(row, row.values, value);
    for (const ExpectedValue& value : expected.compared) CheckValue(row, row.compared, value);
  }

  bool IsBucket(const Row& row, const ExpectedRow& expected) const {
    if (expected.bucket.empty() || !row.bucket_at) return expected.bucket.empty() == !row.bucket_at;
    if (question_.query.grain != Grain::kHour) return FormatDay(*row.bucket_day) == expected.bucket;
    const auto instant = app::ParseInstant(expected.bucket, zone_);
    return instant && *instant == *row.bucket_at;
  }

  void CheckValue(const Row& row, const std::vector<Value>& values, const ExpectedValue& expected) {
    const auto& metrics = question_.query.metrics;
    const auto index = static_cast<size_t>(
        std::find(metrics.begin(), metrics.end(), expected.metric) - metrics.begin());
    if (index >= values.size())
      return Report(expected.place, "there is no figure of " + expected.metric);
    if (IsAsExpected(values[index], expected)) return;
    Report(expected.place, fmt::format("{} {} is {}, expected {}", expected.metric, NameOf(row),
                                       Show(values[index]), Show(expected)));
  }

  const ResultTable& table_;
  const Question& question_;
  const TimeZone& zone_;
  std::vector<Mismatch> mismatches_;
};

/// One answer against another, row by row.
class PathComparison {
 public:
  PathComparison(const OtherPath& other, const std::vector<std::string>& metrics,
                 const std::string& place)
      : other_(other), metrics_(metrics), place_(place) {}

  void Report(const std::string& fold, const std::string& other) {
    mismatches.push_back(
        {place_, fmt::format("the fold gives {}, {} gives {}", fold, other_.name, other)});
  }

  void CompareValues(const std::vector<Value>& fold, const std::vector<Value>& other,
                     const std::string& row) {
    for (size_t index = 0; index < fold.size(); ++index) {
      if (IsSameOnBothPaths(fold[index], other[index], other_.has_intervals)) continue;
      const std::string name = metrics_[index] + " " + row + " ";
      Report(name + Show(fold[index]), Show(other[index]));
    }
  }

  std::vector<Mismatch> mismatches;

 private:
  const OtherPath& other_;
  const std::vector<std::string>& metrics_;
  const std::string& place_;
};

}  // namespace

std::vector<Mismatch> CompareWithExpected(const ResultTable& table, const Question& question,
                                          const TimeZone& zone) {
  return AnswerCheck(table, question, zone).Run();
}

std::vector<Mismatch> ComparePaths(const ResultTable& fold, const OtherPath& other,
                                   const std::string& place) {
  PathComparison comparison(other, fold.query.metrics, place);
  if (fold.rows.size() != other.table.rows.size()) {
    comparison.Report(fmt::format("{} rows", fold.rows.size()),
                      fmt::format("{}", other.table.rows.size()));
    return comparison.mismatches;
  }
  for (size_t index = 0; index < fold.rows.size(); ++index) {
    const Row& a = fold.rows[index];
    const Row& b = other.table.rows[index];
    if (NameOf(a) != NameOf(b)) comparison.Report("the row " + NameOf(a), NameOf(b));
    comparison.CompareValues(a.values, b.values, NameOf(a));
    comparison.CompareValues(a.compared, b.compared, NameOf(a));
  }
  return comparison.mismatches;
}

std::string ShowTable(const ResultTable& table) {
  std::string text;
  for (const Row& row : table.rows) {
    text += NameOf(row);
    for (size_t index = 0; index < row.values.size(); ++index) {
      text += fmt::format("  {}: {}", table.query.metrics[index], Show(row.values[index]));
    }
    text += "\n";
  }
  return text;
}

}  // namespace kebao::cases
