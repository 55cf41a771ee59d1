#include "inquiry/correlation_inquiry.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "base/yaml.h"
#include "metrics/plan/metric_dimensions.h"

namespace kebao::inquiry {
namespace {

using metrics::MetricSpec;
using metrics::Query;
using metrics::ResultTable;
using metrics::Row;

constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

std::string UnitOf(const Row& row, bool is_series) {
  if (!is_series) return row.keys[0];
  return row.bucket_day ? FormatDay(*row.bucket_day) : "";
}

double ValueOf(const MetricSpec& metric, const Row& row) {
  const metrics::Value& value = row.values[0];
  if (!value.value || !value.is_complete || value.n < metric.min_n) return kNotMeasured;
  return *value.value;
}

class CorrelationAsker {
 public:
  CorrelationAsker(const AskedMetrics& asked, const metrics::QueryContext& context,
                   const CorrelationRequest& request)
      : asked_(asked), context_(context), request_(request) {
    context_.comparison.reset();
  }

  Result<CorrelationAnswer> Ask() {
    KEBAO_TRY(answer_.metrics, Known(request_.plan.metrics));
    KEBAO_TRY(answer_.third_metrics, Known(request_.plan.given));
    std::vector<Query> questions;
    for (const auto* metrics : {&answer_.metrics, &answer_.third_metrics})
      for (const MetricSpec* metric : *metrics) questions.push_back(QuestionOf(*metric));
    if (questions.empty()) return std::move(answer_);
    KEBAO_TRY(const std::vector<ResultTable> tables, asked_.Answer(context_, questions));
    for (const ResultTable& table : tables) Number(table);
    for (size_t i = 0; i < tables.size(); ++i) Take(tables[i], i);
    Correlate();
    return std::move(answer_);
  }

 private:
  bool is_series() const { return request_.grain != metrics::Grain::kNone; }

  Result<std::vector<const MetricSpec*>> Known(const std::vector<std::string>& ids) {
    std::vector<const MetricSpec*> known;
    for (const std::string& id : ids) {
      KEBAO_TRY(const MetricSpec* metric, asked_.catalog().Find(id, context_.pack));
      const auto has = metrics::DimensionsOf(asked_.catalog(), *metric, context_.pack);
      const bool is_known = is_series() || std::ranges::find(has, request_.plan.by) != has.end();
      (is_known ? known : answer_.left_out).push_back(metric);
    }
    return known;
  }

  Query QuestionOf(const MetricSpec& metric) const {
    if (is_series()) return {{metric.id}, {}, request_.grain, false};
    return {{metric.id}, {request_.plan.by}, metrics::Grain::kNone, false};
  }

  bool IsUnit(const Row& row) const {
    if (row.is_total || UnitOf(row, is_series()).empty()) return false;
    return is_series() || !request_.left_out.contains(row.key_codes[0]);
  }

  void Number(const ResultTable& table) {
    for (const Row& row : table.rows)
      if (IsUnit(row)) places_.try_emplace(UnitOf(row, is_series()), 0);
    answer_.units.clear();
    for (auto& [unit, place] : places_) {
      place = answer_.units.size();
      answer_.units.push_back(unit);
    }
  }

  void Take(const ResultTable& table, size_t question) {
    const bool is_third = question >= answer_.metrics.size();
    const MetricSpec* metric = is_third ? answer_.third_metrics[question - answer_.metrics.size()]
                                        : answer_.metrics[question];
    analysis::Variable variable{metric->id,
                                std::vector<double>(answer_.units.size(), kNotMeasured)};
    for (const Row& row : table.rows)
      if (IsUnit(row))
        variable.values[places_.at(UnitOf(row, is_series()))] = ValueOf(*metric, row);
    (is_third ? answer_.thirds : answer_.variables).push_back(std::move(variable));
  }

  void Correlate() {
    answer_.pairs = analysis::CorrelateAll(
        answer_.variables, answer_.thirds,
        is_series() ? analysis::Units::kSeries : analysis::Units::kUnordered);
    std::ranges::stable_sort(answer_.pairs, {}, [](const analysis::PairOfVariables& pair) {
      const bool is_measured = pair.correlation.outcome == analysis::CorrelationOutcome::kMeasured;
      return std::pair(!is_measured, pair.correlation.pearson.p);
    });
  }

  const AskedMetrics& asked_;
  metrics::QueryContext context_;
  const CorrelationRequest& request_;
  std::map<std::string, size_t> places_;
  CorrelationAnswer answer_;
};

}  // namespace

Result<CorrelationPlan> LoadCorrelationPlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(root.AllowKeys({"metrics", "by", "given"}));
  CorrelationPlan plan;
  KEBAO_TRY(plan.metrics, root.At("metrics").AsTextList());
  KEBAO_TRY(const Yaml by, root.Require("by"));
  KEBAO_TRY(plan.by, by.AsText());
  KEBAO_TRY(plan.given, root.At("given").AsTextList());
  return plan;
}

Result<CorrelationAnswer> AskForCorrelations(const AskedMetrics& asked,
                                             const metrics::QueryContext& context,
                                             const CorrelationRequest& request) {
  return CorrelationAsker(asked, context, request).Ask();
}

}  // namespace kebao::inquiry
