#include "metrics/plan/scan_plan.h"

namespace kebao::metrics {

int Measure::width() const {
  switch (kind) {
    case MeasureKind::kCount:
    case MeasureKind::kDistinct:
      return 1;
    case MeasureKind::kSum:
      return 2;
    case MeasureKind::kMoments:
    case MeasureKind::kExtremes:
      return 3;
    case MeasureKind::kPair:
      return 6;
    case MeasureKind::kMultiset:
      return 1 + 3 * static_cast<int>(quantiles.size());
  }
  return 0;
}

}  // namespace kebao::metrics
