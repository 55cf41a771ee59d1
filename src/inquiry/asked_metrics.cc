#include "inquiry/asked_metrics.h"

namespace kebao::inquiry {

using metrics::Query;
using metrics::QueryContext;
using metrics::ResultTable;

AskedMetrics::AskedMetrics(const metrics::MetricService& service)
    : catalog_(service.catalog()),
      answer_([&service](const QueryContext& context,
                         const std::vector<Query>& queries) -> Result<std::vector<ResultTable>> {
        KEBAO_TRY(metrics::Answers answers, service.Answer(context, queries));
        return std::move(answers.tables);
      }) {}

Result<std::vector<ResultTable>> AskedMetrics::Answer(const QueryContext& context,
                                                      const std::vector<Query>& queries) const {
  return answer_(context, queries);
}

}  // namespace kebao::inquiry
