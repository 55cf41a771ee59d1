#include "app/analyze/kinds.h"

#include <array>

namespace kebao::app {

std::span<const AnalyzeKind> AnalyzeKinds() {
  static constexpr std::array kKinds = {
      AnalyzeKind{"cause", AnalyzeCauses},      AnalyzeKind{"trend", AnalyzeSeries},
      AnalyzeKind{"anomaly", AnalyzeSeries},    AnalyzeKind{"forecast", AnalyzeSeries},
      AnalyzeKind{"staffing", AnalyzeStaffing},
  };
  return kKinds;
}

}  // namespace kebao::app
