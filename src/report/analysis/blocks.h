#pragma once

#include <string>
#include <variant>
#include <vector>

#include "metrics/query.h"
#include "report/localized_text.h"

namespace kebao::report {

/// The blocks of a template that are analysed and not only asked for (docs/report-templates.md).
/// Where one names no metrics or dimensions, those of catalog/analysis are looked at.

/// Why figures changed that changed by enough.
struct CauseBlock {
  std::string id = "causes";
  std::vector<std::string> metrics;
  int limit = 3;   // changes that are told
  int charts = 1;  // of the first ones
  int moved = 0;   // parts that went another way than the rest, also where the whole did not move
  bool has_table = false;
};
/// Where figures are going over the buckets that end with the period.
struct TrendBlock {
  std::vector<std::string> metrics;
  metrics::Grain grain = metrics::Grain::kWeek;
  int limit = 4;
};
/// Days that are not as usual.
struct UnusualBlock {
  std::string id = "unusual";
  std::vector<std::string> metrics;
  std::vector<std::string> dimensions;
  int limit = 4;  // sentences
  bool has_table = false;
};
/// Of the period that comes next.
struct ForecastBlock {
  std::string id = "forecast";
  std::vector<std::string> metrics = {"conversations"};
};
/// People on the same work: who stands out, who rose and who fell, how evenly the work lies.
struct PeopleBlock {
  std::string id = "people";
  std::string by = "agent";
  std::vector<std::string> metrics;
  int limit = 4;  // sentences
  bool has_table = true;
};
/// How many agents the period that comes next needs.
struct StaffingBlock {
  std::string id = "staffing";
  bool has_heat_map = true;
};
/// Where the time of conversations goes: stages, why it became longer, what holds it up, peaks.
struct ProcessBlock {
  std::string id = "process";
  int limit = 3;  // bottlenecks that are told
  bool has_chart = true;
  bool has_flow = false;  // where conversations go
  bool has_table = true;
};
/// What threatens in the period that comes next.
struct RiskBlock {
  std::string id = "risks";
  int limit = 5;
  bool has_table = true;
};
/// Problems that come back over several periods.
struct RecurringBlock {
  std::string id = "recurring";
  int limit = 3;  // that are told; the table has all
  bool has_table = true;
};
/// What the playbook has for what was found.
struct SuggestionBlock {
  std::string id = "suggestions";
  LocalizedText title;
  std::vector<std::string> metrics;  // whose change for the worse has suggestions, too
  int limit = 6;
};

using AnalysisBlock =
    std::variant<CauseBlock, TrendBlock, UnusualBlock, ForecastBlock, PeopleBlock, StaffingBlock,
                 ProcessBlock, RiskBlock, RecurringBlock, SuggestionBlock>;

/// What the block names by itself.
std::vector<std::string> MetricsOf(const AnalysisBlock& block);
std::vector<std::string> DimensionsOf(const AnalysisBlock& block);

}  // namespace kebao::report
