#include "inquiry/people_inquiry.h"

#include <algorithm>

#include "inquiry/people_overview.h"
#include "inquiry/workforce_of_answer.h"
#include "metrics/plan/metric_dimensions.h"

namespace kebao::inquiry {
namespace {

using analysis::people::Scale;
using analysis::people::Workforce;
using metrics::MetricSpec;
using metrics::Query;
using metrics::ResultTable;

/// One figure on its way to its comparison: what it is, and which of the answers are its.
struct Planned {
  PeopleByMetric by_metric;
  size_t table = 0;  // of the figure; of `per` the next one
};

class PeopleAsker {
 public:
  PeopleAsker(const AskedMetrics& asked, const metrics::QueryContext& context,
              const PeopleRequest& request)
      : asked_(asked), context_(context), request_(request) {}

  Result<PeopleAnswer> Ask() {
    for (const ComparedMetric& compared : request_.plan.metrics) KEBAO_TRY_VOID(Plan(compared));
    if (questions_.empty()) return std::move(answer_);
    KEBAO_TRY(const std::vector<ResultTable> tables, asked_.Answer(context_, questions_));
    for (Planned& planned : planned_) Take(tables, &planned);
    LookOver(request_.plan, &answer_);
    KEBAO_TRY(answer_.load, AskForLoad(asked_, context_, request_));
    return std::move(answer_);
  }

 private:
  bool Has(const MetricSpec& metric, const std::string& dimension) const {
    const std::vector<std::string> has =
        metrics::DimensionsOf(asked_.catalog(), metric, context_.pack);
    return std::ranges::find(has, dimension) != has.end();
  }

  static bool IsCounted(const MetricSpec& metric) {
    return metric.kind == metrics::MetricKind::kCount ||
           metric.kind == metrics::MetricKind::kDistinct;
  }

  /// What both figures can be told apart by.
  std::vector<std::string> AlikeIn(const MetricSpec& metric, const MetricSpec* per) const {
    std::vector<std::string> alike;
    for (const std::string& dimension : request_.plan.alike_in)
      if (dimension != request_.by && Has(metric, dimension) &&
          (per == nullptr || (Has(*per, dimension) && IsOfBoth(metric, *per, dimension))))
        alike.push_back(dimension);
    return alike;
  }

  /// The hour of an order is not that of the conversation it came from.
  bool IsOfBoth(const MetricSpec& metric, const MetricSpec& per,
                const std::string& dimension) const {
    const auto spec = asked_.catalog().FindDimension(dimension);
    const bool is_of_clock = spec && (*spec)->is_computed();
    return !is_of_clock || (metric.fact == per.fact && metric.clock == per.clock);
  }

  Result<void> Plan(const ComparedMetric& compared) {
    PeopleByMetric by_metric;
    KEBAO_TRY(by_metric.metric, asked_.catalog().Find(compared.metric, context_.pack));
    if (!compared.per.empty()) {
      KEBAO_TRY(by_metric.per, asked_.catalog().Find(compared.per, context_.pack));
    }
    const bool is_known = Has(*by_metric.metric, request_.by) &&
                          (by_metric.per == nullptr || Has(*by_metric.per, request_.by));
    const bool is_count = by_metric.per != nullptr && IsCounted(*by_metric.metric);
    const auto scale = is_count ? std::optional(Scale::kCount) : ScaleOf(*by_metric.metric);
    if (!is_known || !scale || (by_metric.per != nullptr && !is_count)) {
      answer_.not_comparable.push_back(by_metric.metric);
      return {};
    }
    by_metric.scale = *scale;
    by_metric.alike_in = AlikeIn(*by_metric.metric, by_metric.per);
    by_metric.minimum = static_cast<double>(MinimumOf(by_metric));
    AddQuestions(std::move(by_metric));
    return {};
  }

  /// The metric's own, if it has one; of counts so many must have been expected.
  int64_t MinimumOf(const PeopleByMetric& by_metric) const {
    constexpr int64_t kLeastEvents = 5;
    if (by_metric.scale == Scale::kCount) return kLeastEvents;
    return std::max(by_metric.metric->min_n,
                    by_metric.metric->min_n > 0 ? 0 : request_.plan.minimum_sample);
  }

  void AddQuestions(PeopleByMetric by_metric) {
    std::vector<std::string> dimensions{request_.by};
    dimensions.insert(dimensions.end(), by_metric.alike_in.begin(), by_metric.alike_in.end());
    const size_t table = questions_.size();
    questions_.push_back({{by_metric.metric->id}, dimensions, metrics::Grain::kNone, false});
    if (by_metric.per != nullptr)
      questions_.push_back({{by_metric.per->id}, dimensions, metrics::Grain::kNone, false});
    planned_.push_back({std::move(by_metric), table});
  }

  Workforce WorkforceIn(const std::vector<ResultTable>& tables, const Planned& planned,
                        bool is_of_comparison) const {
    const ResultTable& table = tables[planned.table];
    const WorkforceFrame frame{request_.left_out, request_.plan.hour_bands, table.query.dimensions};
    if (planned.by_metric.scale == Scale::kCount)
      return CountsOf(table, tables[planned.table + 1], is_of_comparison, frame);
    return WorkforceOf(*planned.by_metric.metric, table, is_of_comparison, frame);
  }

  void Take(const std::vector<ResultTable>& tables, Planned* planned) {
    PeopleByMetric& by_metric = planned->by_metric;
    const Workforce now = WorkforceIn(tables, *planned, false);
    if (now.people.empty()) {
      answer_.not_measured.push_back(by_metric.metric);
      return;
    }
    by_metric.is_complete =
        std::ranges::all_of(tables[planned->table].rows,
                            [](const metrics::Row& row) { return row.values[0].is_complete; });
    by_metric.is_relative = now.is_relative;
    by_metric.now = analysis::people::ComparePeople(now, by_metric.minimum);
    if (context_.comparison && by_metric.is_complete)
      by_metric.moves = analysis::people::FindRisersAndFallers(WorkforceIn(tables, *planned, true),
                                                               now, by_metric.minimum);
    answer_.metrics.push_back(std::move(by_metric));
  }

  const AskedMetrics& asked_;
  const metrics::QueryContext& context_;
  const PeopleRequest& request_;
  std::vector<Query> questions_;
  std::vector<Planned> planned_;
  PeopleAnswer answer_;
};

}  // namespace

Result<PeopleAnswer> AskForPeople(const AskedMetrics& asked, const metrics::QueryContext& context,
                                  const PeopleRequest& request) {
  return PeopleAsker(asked, context, request).Ask();
}

}  // namespace kebao::inquiry
