#include "inquiry/ask_series.h"

namespace kebao::inquiry {

Result<metrics::ResultTable> AskSeries(const metrics::MetricService& service,
                                       metrics::QueryContext context, metrics::Query query,
                                       LocalDay first, LocalDay limit) {
  context.period = {"", first, limit, metrics::Grain::kNone};
  context.comparison.reset();
  KEBAO_TRY(metrics::Answers answers, service.Answer(context, std::vector{std::move(query)}));
  return std::move(answers.tables.front());
}

}  // namespace kebao::inquiry
