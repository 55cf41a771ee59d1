#pragma once

#include <span>
#include <string_view>

#include "app/commands/commands.h"
#include "app/setup.h"
#include "metrics/query.h"

namespace kebao::app {

/// One of the questions of `kebao analyze KIND`. `run` opens the folder, asks and prints; `asked`
/// has been checked.
using RunAnalysis = Result<ExitStatus>(const CommandContext& context, const AnalyzeCommand& command,
                                       Setup setup, metrics::QueryContext asked);
/// What else of the command a kind makes something of. Any other is refused, never ignored.
enum AnalyzeOption : unsigned {
  kMetricOption = 1,
  kByOption = 2,
  kGrainOption = 4,
  kThresholdOption = 8,
  kTargetOption = 16,
  kCustomerOption = 64,
  kCompareOption = 32,  // --compare year: previous is what the command begins with
};

struct AnalyzeKind {
  std::string_view id;
  RunAnalysis* run;
  unsigned options = 0;        // of AnalyzeOption
  bool has_audiences = false;  // names can be redacted: --audience
  bool has_csv = false;        // rows that can be imported: --format csv
};
/// In the order of the help.
std::span<const AnalyzeKind> AnalyzeKinds();

/// Problem "cli.analyze_option" {kind, options}: one that was given and that the kind does not
/// take; `options` are those that it does.
Result<void> CheckOptions(const AnalyzeKind& kind, const AnalyzeCommand& command);

RunAnalysis AnalyzeCauses;        // why figures changed
RunAnalysis AnalyzeAligned;       // against another period, weekday and holiday by their likes
RunAnalysis AnalyzeSeries;        // trend, anomaly, forecast: figures over time
RunAnalysis AnalyzeStaffing;      // how many agents are needed when
RunAnalysis AnalyzeRoster;        // who works when, for one week
RunAnalysis AnalyzePeople;        // agents, teams, channels on the same work
RunAnalysis AnalyzeCorrelations;  // which figures go together
RunAnalysis AnalyzeCustomers;     // how often they come, and who comes back
RunAnalysis AnalyzeCustomer;      // one of them: everything that is known
RunAnalysis AnalyzeVisitors;      // what they look at, and ask about afterwards
RunAnalysis AnalyzeProcess;       // where the time goes, and what holds it up
RunAnalysis AnalyzeCross;         // a figure by two dimensions
RunAnalysis AnalyzeRisks;         // what threatens in the next period
RunAnalysis AnalyzeRecurring;     // what comes back from period to period
RunAnalysis AnalyzePractice;      // what the best do otherwise

}  // namespace kebao::app
