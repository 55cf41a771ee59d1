#include "inquiry/cause_inquiry.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/attribution/cause_finding.h"
#include "analysis/attribution/change_of_product.h"
#include "analysis/attribution/from_result_table.h"
#include "analysis/compare.h"
#include "inquiry/quantile_causes.h"
#include "metrics/plan/metric_dimensions.h"

namespace kebao::inquiry {
namespace {

using analysis::Outcome;
using metrics::MetricSpec;
using metrics::Query;
using metrics::ResultTable;

constexpr size_t kMostPairs = 6;
constexpr size_t kLeastSegments = 2;
constexpr int kDaysOfWeek = 7;

InstantRange RangeOf(const metrics::Period& period, const TimeZone& zone) {
  return {zone.StartOf(period.first), zone.StartOf(period.limit)};
}

/// One figure on its way to its explanation.
class Explainer {
 public:
  Explainer(const AskedMetrics& asked, const metrics::QueryContext& context,
            const CauseRequest& request, ExplainedChange* change)
      : asked_(asked), context_(context), request_(request), change_(*change) {}

  Result<void> Explain() {
    if (change_.metric->kind == metrics::MetricKind::kQuantile) return ExplainQuantile();
    KEBAO_TRY_VOID(BreakDownByOne());
    KEBAO_TRY_VOID(BreakDownByPairs());
    // What keeps one dimension from being compared does not keep the others.
    if (change_.is_explained && change_.breakdowns.empty() && obstacle_) {
      change_.finding.outcome = *obstacle_;
    } else if (change_.is_explained) {
      Search();
    }
    if (request_.has_moved_segments) LookForMoved();
    return {};
  }

 private:
  Result<void> ExplainQuantile() {
    if (!change_.is_explained) return {};
    KEBAO_TRY(const std::optional<Outcome> obstacle,
              SearchQuantile(asked_, context_, request_, Dimensions(), &change_));
    if (obstacle)
      change_.finding.outcome = *obstacle;
    else
      TellSearch();
    return {};
  }

  /// Those asked for that the metric has. People are no cause of how much there is to do: who got
  /// it was decided by others.
  std::vector<std::string> Dimensions() const {
    const std::vector<std::string> has =
        metrics::DimensionsOf(asked_.catalog(), *change_.metric, context_.pack);
    std::vector<std::string> asked;
    for (const std::string& dimension : request_.plan.dimensions)
      if (std::ranges::find(has, dimension) != has.end() && MayExplain(dimension))
        asked.push_back(dimension);
    return asked;
  }

  bool IsOf(metrics::DimensionKind kind, const std::string& dimension) const {
    const auto spec = asked_.catalog().FindDimension(dimension);
    return spec && (*spec)->kind == kind;
  }
  bool IsOfPeople(const std::string& dimension) const {
    return IsOf(metrics::DimensionKind::kAgent, dimension);
  }

  /// A month with five Mondays has more of them than one with four, and a sale on three of them
  /// does not make Mondays its cause.
  bool HaveTheSameWeekdays() const {
    const int days = context_.period.limit.days - context_.period.first.days;
    const int before = context_.comparison->limit.days - context_.comparison->first.days;
    return days == before && days % kDaysOfWeek == 0;
  }

  bool MayExplain(const std::string& dimension) const {
    if (IsOfPeople(dimension)) return analysis::IsQuotient(change_.measure);
    return !IsOf(metrics::DimensionKind::kWeekday, dimension) || HaveTheSameWeekdays();
  }

  Result<void> BreakDown(const std::vector<std::vector<std::string>>& by) {
    std::vector<Query> questions;
    questions.reserve(by.size());
    for (const auto& dimensions : by)
      questions.push_back({{change_.metric->id}, dimensions, metrics::Grain::kNone, false});
    if (questions.empty()) return {};
    KEBAO_TRY(const std::vector<ResultTable> answers, asked_.Answer(context_, questions));
    for (const ResultTable& answer : answers) Take(answer);
    return {};
  }

  void Take(const ResultTable& answer) {
    const bool has_people =
        std::ranges::any_of(answer.query.dimensions,
                            [&](const std::string& dimension) { return IsOfPeople(dimension); });
    auto breakdown = analysis::BreakdownOf(*change_.metric, answer, 0, has_people);
    if (!breakdown) {
      obstacle_ = breakdown.error();
    } else if (breakdown->segments.size() >= kLeastSegments) {
      change_.breakdowns.push_back(*std::move(breakdown));
    }
  }

  Result<void> BreakDownByOne() {
    std::vector<std::vector<std::string>> by;
    for (const std::string& dimension : Dimensions()) by.push_back({dimension});
    return BreakDown(by);
  }

  Result<void> BreakDownByPairs() {
    const std::vector<size_t> best =
        analysis::PromisingDimensions(change_.measure, change_.breakdowns, request_.plan.paired);
    std::vector<std::vector<std::string>> pairs;
    for (size_t i = 0; i < best.size(); ++i)
      for (size_t j = i + 1; j < best.size() && pairs.size() < kMostPairs; ++j)
        pairs.push_back(
            {change_.breakdowns[best[i]].dimensions[0], change_.breakdowns[best[j]].dimensions[0]});
    return BreakDown(pairs);
  }

  void Search() {
    change_.search = analysis::SearchCauses(change_.measure, change_.breakdowns);
    TellSearch();
  }

  void TellSearch() {
    change_.explanations =
        analysis::OrderExplanations(analysis::ExplanationsOf(change_.search, change_.measure));
    change_.finding =
        analysis::FindCause(*change_.metric, change_.measure, change_.search, change_.explanations);
    change_.coincidences = analysis::CoincidingEvents(request_.events, Window());
  }

  void LookForMoved() {
    const auto metrics = static_cast<double>(std::max<size_t>(1, request_.plan.metrics.size()));
    analysis::SearchLimits limits;
    limits.false_discoveries /= metrics;
    change_.moved = analysis::MovedSegments(change_.measure, change_.breakdowns, limits);
    const analysis::Cause* told = change_.told();
    if (told == nullptr) return;
    std::erase_if(change_.moved, [&](const analysis::MovedSegment& moved) {
      return moved.dimensions == told->dimensions &&
             std::ranges::any_of(told->elements, [&](const analysis::CauseElement& element) {
               return element.keys == moved.element.keys;
             });
    });
  }

  analysis::ChangeWindow Window() const {
    analysis::ChangeWindow window{RangeOf(*context_.comparison, context_.zone),
                                  RangeOf(context_.period, context_.zone),
                                  {},
                                  {}};
    const analysis::Cause* cause = change_.told();
    if (cause == nullptr) return window;
    for (const analysis::CauseElement& element : cause->elements)
      for (size_t i = 0; i < cause->dimensions.size(); ++i)
        window.where.push_back({cause->dimensions[i], element.keys[i]});
    return window;
  }

  const AskedMetrics& asked_;
  const metrics::QueryContext& context_;
  const CauseRequest& request_;
  ExplainedChange& change_;
  std::optional<Outcome> obstacle_;
};

std::optional<SumParts> SumPartsOf(const MetricSpec& metric, const metrics::Value& before,
                                   const metrics::Value& now) {
  const bool has_both = before.value && now.value && before.n > 0 && now.n > 0;
  if (metric.kind != metrics::MetricKind::kSum || !has_both) return std::nullopt;
  const auto n_before = static_cast<double>(before.n);
  const auto n_now = static_cast<double>(now.n);
  const std::array<analysis::Factor, 2> factors = {
      analysis::Factor{n_before, n_now},
      analysis::Factor{*before.value / n_before, *now.value / n_now}};
  const auto parts = analysis::DecomposeProduct(factors);
  if (!parts) return std::nullopt;
  return SumParts{parts->parts[0], parts->parts[1], factors[1].before, factors[1].now};
}

/// A metric that has no value in this period has not changed.
std::optional<ExplainedChange> ChangeOf(const MetricSpec& metric, const metrics::Row& row,
                                        size_t column, bool is_covered) {
  auto found =
      analysis::FindChange(metric, row, column, {.has_comparison = true, .is_covered = is_covered});
  if (!found) return std::nullopt;
  ExplainedChange change;
  change.metric = &metric;
  change.now = row.values[column];
  if (column < row.compared.size()) change.before = row.compared[column];
  change.sum_parts = SumPartsOf(metric, change.before, change.now);
  change.finding = *std::move(found);
  return change;
}

bool IsLarge(const ExplainedChange& change, double threshold) {
  if (!change.now.value || !change.before.value) return false;
  const double before = *change.before.value;
  return std::abs(*change.now.value - before) >= threshold * std::abs(before);
}

bool IsToBeExplained(const ExplainedChange& change, const CauseRequest& request) {
  using enum analysis::Outcome;
  const Outcome outcome = change.finding.outcome;
  if (request.is_every_change) return outcome == kUp || outcome == kDown || outcome == kNoise;
  return (outcome == kUp || outcome == kDown) && IsLarge(change, request.plan.threshold);
}

Result<std::vector<ExplainedChange>> ChangesOf(const AskedMetrics& asked,
                                               const metrics::QueryContext& context,
                                               const CauseRequest& request) {
  const std::vector<std::string>& metrics = request.plan.metrics;
  std::vector<ExplainedChange> changes;
  const Query question{metrics, {}, metrics::Grain::kNone, false};
  KEBAO_TRY(const std::vector<ResultTable> answers, asked.Answer(context, std::vector{question}));
  if (answers.front().rows.empty()) return changes;
  for (size_t column = 0; column < metrics.size(); ++column) {
    KEBAO_TRY(const MetricSpec* spec, asked.catalog().Find(metrics[column], context.pack));
    if (auto change = ChangeOf(*spec, answers.front().rows.front(), column, request.is_covered))
      changes.push_back(*std::move(change));
  }
  return changes;
}

}  // namespace

const analysis::Cause* ExplainedChange::told() const {
  for (const auto& [explanation, is_tested, may_be_named] : explanations)
    if (is_tested && may_be_named && explanation.source < search.causes.size())
      return &search.causes[explanation.source];
  return nullptr;
}

Result<std::vector<ExplainedChange>> AskForCauses(const AskedMetrics& asked,
                                                  const metrics::QueryContext& context,
                                                  const CauseRequest& request) {
  KEBAO_ASSERT(context.comparison.has_value());
  KEBAO_TRY(std::vector<ExplainedChange> changes, ChangesOf(asked, context, request));
  for (ExplainedChange& change : changes) {
    const bool is_quantile = change.metric->kind == metrics::MetricKind::kQuantile && request.rows;
    const auto measure =
        is_quantile ? std::optional(analysis::Measure::kMean) : analysis::MeasureOf(*change.metric);
    change.is_explained = measure && IsToBeExplained(change, request);
    const bool is_comparable = request.is_covered && change.now.value && change.before.value;
    if (!change.is_explained && !(measure && request.has_moved_segments && is_comparable)) continue;
    change.measure = *measure;
    KEBAO_TRY_VOID(Explainer(asked, context, request, &change).Explain());
  }
  std::ranges::stable_sort(changes, std::ranges::greater{},
                           [](const ExplainedChange& change) { return change.finding.impact; });
  return changes;
}

}  // namespace kebao::inquiry
