#include "inquiry/aligned_inquiry.h"

#include <algorithm>
#include <cmath>

#include "analysis/attribution/from_result_table.h"
#include "analysis/trend/trend_finding.h"
#include "inquiry/ask_series.h"

namespace kebao::inquiry {
namespace {

using analysis::Measure;
using metrics::Grain;
using metrics::ResultTable;

constexpr int kDaysOfWeek = 7;
constexpr int kReach = 45;  // days that a like may lie off; aligned_days.h

/// Whole weeks between the beginnings, one at least.
int ShiftOf(const metrics::QueryContext& context) {
  const double days = context.period.first.days - context.comparison->first.days;
  return std::max(1, static_cast<int>(std::lround(days / kDaysOfWeek))) * kDaysOfWeek;
}

/// Only what days add up to, or are the rows of.
bool IsAlignable(const metrics::MetricSpec& spec) {
  return spec.kind != metrics::MetricKind::kStock && analysis::MeasureOf(spec).has_value();
}

struct Days {
  LocalDay first;
  LocalDay limit;
};

Days DaysAskedFor(const metrics::QueryContext& context, int shift, CoveredDays covered) {
  const LocalDay first{context.period.first.days - shift - kReach};
  return {std::max(first, covered.first), std::min(context.period.limit, covered.limit)};
}

/// Nullopt: none of these days is covered.
Result<std::optional<ResultTable>> ByDay(const AskedMetrics& asked,
                                         const metrics::QueryContext& context,
                                         const std::vector<std::string>& metrics, Days days) {
  if (!(days.first < days.limit)) return std::nullopt;
  KEBAO_TRY(ResultTable table,
            AskSeries(asked, context, {metrics, {}, Grain::kDay, false}, days.first, days.limit));
  return std::optional(std::move(table));
}

}  // namespace

Result<AlignedAnswer> AskForAligned(const AskedMetrics& asked, const metrics::QueryContext& context,
                                    const std::vector<std::string>& metrics,
                                    std::span<const analysis::NamedDay> calendar,
                                    CoveredDays covered) {
  KEBAO_ASSERT(context.comparison.has_value());
  AlignedAnswer answer;
  answer.shift = ShiftOf(context);
  answer.days =
      analysis::AlignDays(context.period.first, context.period.limit, answer.shift, calendar);
  std::vector<std::string> alignable;
  for (const std::string& id : metrics) {
    KEBAO_TRY(const metrics::MetricSpec* spec, asked.catalog().Find(id, context.pack));
    if (IsAlignable(*spec))
      alignable.push_back(id);
    else
      answer.not_alignable.push_back(spec);
  }
  if (alignable.empty()) return answer;
  KEBAO_TRY(const std::optional<ResultTable> by_day,
            ByDay(asked, context, alignable, DaysAskedFor(context, answer.shift, covered)));
  KEBAO_TRY(const std::vector<ResultTable> whole,
            asked.Answer(context, {{alignable, {}, Grain::kNone, false}}));
  for (size_t column = 0; column < alignable.size(); ++column) {
    AlignedFigure figure;
    KEBAO_TRY(figure.metric, asked.catalog().Find(alignable[column], context.pack));
    if (!whole.front().rows.empty()) {
      const metrics::Row& row = whole.front().rows.front();
      figure.now = row.values[column];
      if (column < row.compared.size()) figure.before = row.compared[column];
    }
    figure.is_amount = !analysis::IsQuotient(*analysis::MeasureOf(*figure.metric));
    const analysis::PointSeries points =
        by_day ? analysis::SeriesOf(*by_day, column) : analysis::PointSeries{};
    figure.aligned = analysis::CompareAligned(
        answer.days, points, points,
        figure.is_amount ? analysis::DayWeight::kDay : analysis::DayWeight::kRows);
    answer.figures.push_back(std::move(figure));
  }
  return answer;
}

}  // namespace kebao::inquiry
