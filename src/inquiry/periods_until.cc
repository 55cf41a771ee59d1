#include "inquiry/periods_until.h"

#include <algorithm>

namespace kebao::inquiry {

std::vector<metrics::Period> PeriodsUntil(const metrics::Period& last, size_t count,
                                          CoveredDays known) {
  std::vector<metrics::Period> periods;
  if (known.limit < last.limit) return periods;
  metrics::Period period = last;
  while (periods.size() < count && !(period.first < known.first)) {
    periods.push_back(period);
    period = *metrics::ComparisonPeriod(period, metrics::Comparison::kPrevious);
  }
  std::ranges::reverse(periods);
  return periods;
}

}  // namespace kebao::inquiry
