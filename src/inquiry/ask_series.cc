#include "inquiry/ask_series.h"

namespace kebao::inquiry {

Result<metrics::ResultTable> AskSeries(const AskedMetrics& asked, metrics::QueryContext context,
                                       metrics::Query query, LocalDay first, LocalDay limit) {
  context.period = {"", first, limit, metrics::Grain::kNone};
  context.comparison.reset();
  KEBAO_TRY(std::vector<metrics::ResultTable> answers,
            asked.Answer(context, std::vector{std::move(query)}));
  return std::move(answers.front());
}

}  // namespace kebao::inquiry
