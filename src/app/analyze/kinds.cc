#include "app/analyze/kinds.h"

#include <array>

namespace kebao::app {

std::span<const AnalyzeKind> AnalyzeKinds() {
  static constexpr std::array kKinds = {
      AnalyzeKind{"cause", AnalyzeCauses},
      AnalyzeKind{"compare", AnalyzeAligned},
      AnalyzeKind{"trend", AnalyzeSeries},
      AnalyzeKind{"anomaly", AnalyzeSeries},
      AnalyzeKind{"forecast", AnalyzeSeries},
      AnalyzeKind{"staffing", AnalyzeStaffing},
      AnalyzeKind{"roster", AnalyzeRoster, true, true},
      AnalyzeKind{"people", AnalyzePeople, true},
      AnalyzeKind{"process", AnalyzeProcess, true},
      AnalyzeKind{"customers", AnalyzeCustomers, true},
      AnalyzeKind{"correlation", AnalyzeCorrelations, true},
      AnalyzeKind{"cross", AnalyzeCross, true},
      AnalyzeKind{"risk", AnalyzeRisks, true},
      AnalyzeKind{"recurring", AnalyzeRecurring, true},
      AnalyzeKind{"practice", AnalyzePractice, true},
  };
  return kKinds;
}

}  // namespace kebao::app
