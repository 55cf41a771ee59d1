#include "inquiry/process_inquiry.h"

#include <algorithm>

#include "inquiry/process_parts.h"
#include "metrics/plan/metric_dimensions.h"

namespace kebao::inquiry {
namespace {

/// What is usual: the days before the period, as far as the data reach.
std::optional<metrics::Period> UsualPeriod(const metrics::Period& period, int days,
                                           const std::optional<CoveredDays>& covered) {
  if (!covered) return std::nullopt;
  metrics::Period usual;
  usual.limit = std::min(period.first, covered->limit);
  usual.first = std::max(covered->first, LocalDay{period.first.days - days});
  if (!(usual.first < usual.limit)) return std::nullopt;
  usual.id = FormatDay(usual.first) + ".." + FormatDay(LocalDay{usual.limit.days - 1});
  return usual;
}

}  // namespace

bool HasDimension(const ProcessAsked& asked, const metrics::MetricSpec& metric,
                  const std::string& dimension) {
  const auto has = metrics::DimensionsOf(asked.asked.catalog(), metric, asked.context.pack);
  return std::ranges::find(has, dimension) != has.end();
}

std::vector<std::string> DimensionsAmong(const ProcessAsked& asked,
                                         const metrics::MetricSpec& metric,
                                         const std::vector<std::string>& dimensions,
                                         const std::string& but) {
  std::vector<std::string> among;
  for (const std::string& dimension : dimensions)
    if (dimension != but && HasDimension(asked, metric, dimension)) among.push_back(dimension);
  return among;
}

Result<ProcessAnswer> AskForProcess(const AskedMetrics& asked, const metrics::QueryContext& context,
                                    const ProcessPlan& plan, std::optional<CoveredDays> covered,
                                    const std::function<void(ProcessStep)>& on_step) {
  ProcessAsked everything{asked, context, plan};
  const bool is_usual = everything.is_usual = !context.comparison;
  if (is_usual)
    everything.context.comparison = UsualPeriod(context.period, plan.delay.usual_days, covered);
  ProcessAnswer answer;
  on_step(ProcessStep::kStages);
  KEBAO_TRY(answer.stages, AskForStages(everything));
  on_step(ProcessStep::kDelay);
  KEBAO_TRY(answer.delay, AskForDelay(everything));
  answer.delay.is_usual = is_usual && answer.delay.against;
  on_step(ProcessStep::kBottlenecks);
  KEBAO_TRY(answer.bottlenecks, AskForBottlenecks(everything));
  on_step(ProcessStep::kFlow);
  KEBAO_TRY_VOID(AskForFlows(everything, &answer));
  on_step(ProcessStep::kPeaks);
  KEBAO_TRY(answer.peaks, AskForPeaks(everything, covered));
  return answer;
}

}  // namespace kebao::inquiry
