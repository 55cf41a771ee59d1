#include "metrics/catalog/columns_read.h"

#include "metrics/expression/type_check.h"

namespace kebao::metrics {

std::set<std::string> ColumnsRead(const MetricSpec& spec) {
  std::set<std::string> names;
  for (const ExpressionPtr& expression :
       {spec.main.value, spec.main.where, spec.numerator.value, spec.numerator.where,
        spec.denominator.value, spec.denominator.where, spec.entered, spec.left,
        spec.again ? spec.again->entered : nullptr, spec.again ? spec.again->left : nullptr}) {
    if (expression) names.merge(IdentifiersOf(*expression));
  }
  return names;
}

}  // namespace kebao::metrics
