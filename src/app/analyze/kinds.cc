#include "app/analyze/kinds.h"

#include <array>
#include <string>

namespace kebao::app {

std::span<const AnalyzeKind> AnalyzeKinds() {
  static constexpr std::array kKinds = {
      AnalyzeKind{"cause", AnalyzeCauses,
                  kCompareOption | kMetricOption | kByOption | kThresholdOption},
      AnalyzeKind{"compare", AnalyzeAligned, kCompareOption | kMetricOption},
      AnalyzeKind{"trend", AnalyzeSeries, kMetricOption | kGrainOption},
      AnalyzeKind{"anomaly", AnalyzeSeries, kMetricOption | kByOption | kGrainOption},
      AnalyzeKind{"forecast", AnalyzeSeries, kMetricOption | kGrainOption},
      AnalyzeKind{"staffing", AnalyzeStaffing, 0},
      AnalyzeKind{"roster", AnalyzeRoster, 0, true, true},
      AnalyzeKind{"people", AnalyzePeople, kCompareOption | kMetricOption | kByOption, true},
      AnalyzeKind{"process", AnalyzeProcess, kCompareOption | kByOption, true},
      AnalyzeKind{"customers", AnalyzeCustomers, kCompareOption | kByOption, true},
      AnalyzeKind{"customer", AnalyzeCustomer, kCustomerOption, true},
      AnalyzeKind{"visitors", AnalyzeVisitors, kCompareOption | kByOption, true},
      AnalyzeKind{"correlation", AnalyzeCorrelations, kMetricOption | kByOption | kGrainOption,
                  true},
      AnalyzeKind{"cross", AnalyzeCross, kMetricOption | kByOption, true},
      AnalyzeKind{"risk", AnalyzeRisks, kTargetOption, true},
      AnalyzeKind{"recurring", AnalyzeRecurring, kMetricOption | kByOption, true},
      AnalyzeKind{"practice", AnalyzePractice, kMetricOption | kByOption, true},
  };
  return kKinds;
}

namespace {

struct NamedOption {
  AnalyzeOption option;
  const char* flag;
  std::string AnalyzeCommand::*typed;
};
constexpr std::array kOptions = {
    NamedOption{kMetricOption, "--metric", &AnalyzeCommand::metrics},
    NamedOption{kByOption, "--by", &AnalyzeCommand::dimensions},
    NamedOption{kGrainOption, "--grain", &AnalyzeCommand::grain},
    NamedOption{kThresholdOption, "--threshold", &AnalyzeCommand::threshold},
    NamedOption{kTargetOption, "--target", &AnalyzeCommand::targets},
    NamedOption{kCustomerOption, "--customer", &AnalyzeCommand::customer},
};

std::string OptionsOf(const AnalyzeKind& kind) {
  std::string flags;
  for (const NamedOption& one : kOptions)
    if ((kind.options & one.option) != 0)
      flags += (flags.empty() ? "" : " ") + std::string(one.flag);
  if ((kind.options & kCompareOption) != 0) flags += " --compare";
  return flags.empty() ? "–" : flags;
}

}  // namespace

Result<void> CheckOptions(const AnalyzeKind& kind, const AnalyzeCommand& command) {
  for (const NamedOption& one : kOptions)
    if (!(command.*one.typed).empty() && (kind.options & one.option) == 0)
      return MakeProblem("cli.analyze_option", one.flag,
                         {{"kind", std::string(kind.id)}, {"options", OptionsOf(kind)}});
  if (command.options.compare == "year" && (kind.options & kCompareOption) == 0)
    return MakeProblem("cli.analyze_option", "--compare",
                       {{"kind", std::string(kind.id)}, {"options", OptionsOf(kind)}});
  return {};
}

}  // namespace kebao::app
