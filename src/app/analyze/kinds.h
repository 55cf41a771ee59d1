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
struct AnalyzeKind {
  std::string_view id;
  RunAnalysis* run;
  bool has_audiences = false;  // names can be redacted: --audience
  bool has_csv = false;        // rows that can be imported: --format csv
};
/// In the order of the help.
std::span<const AnalyzeKind> AnalyzeKinds();

RunAnalysis AnalyzeCauses;        // why figures changed
RunAnalysis AnalyzeAligned;       // against another period, weekday and holiday by their likes
RunAnalysis AnalyzeSeries;        // trend, anomaly, forecast: figures over time
RunAnalysis AnalyzeStaffing;      // how many agents are needed when
RunAnalysis AnalyzeRoster;        // who works when, for one week
RunAnalysis AnalyzePeople;        // agents, teams, channels on the same work
RunAnalysis AnalyzeCorrelations;  // which figures go together
RunAnalysis AnalyzeCustomers;     // how often they come, and who comes back
RunAnalysis AnalyzeProcess;       // where the time goes, and what holds it up
RunAnalysis AnalyzeCross;         // a figure by two dimensions
RunAnalysis AnalyzeRisks;         // what threatens in the next period
RunAnalysis AnalyzeRecurring;     // what comes back from period to period
RunAnalysis AnalyzePractice;      // what the best do otherwise

}  // namespace kebao::app
