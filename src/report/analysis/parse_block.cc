#include "report/analysis/parse_block.h"

#include <array>

#include "report/lookup.h"

namespace kebao::report {
namespace {

constexpr int64_t kMostItems = 1000;
constexpr std::array<std::pair<std::string_view, metrics::Grain>, 2> kTrendGrains = {
    {{"day", metrics::Grain::kDay}, {"week", metrics::Grain::kWeek}}};

Result<void> ReadCount(const Yaml& node, const char* key, int64_t least, int* count) {
  if (!node.Has(key)) return {};
  KEBAO_TRY(const int64_t asked, node.At(key).AsInt());
  if (asked < least || asked > kMostItems)
    return MakeProblem("template.limit", node.At(key).place(),
                       {{"most", std::to_string(kMostItems)}});
  *count = static_cast<int>(asked);
  return {};
}

Result<void> ReadFlag(const Yaml& node, const char* key, bool* flag) {
  if (!node.Has(key)) return {};
  KEBAO_TRY(*flag, node.At(key).AsBool());
  return {};
}

Result<void> ReadMetrics(const Yaml& node, std::vector<std::string>* metrics) {
  if (!node.Has("metrics")) return {};
  KEBAO_TRY(*metrics, node.At("metrics").AsTextList());
  return {};
}

Result<AnalysisBlock> ParseCauses(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "metrics", "limit", "charts", "moved", "table"}));
  CauseBlock block;
  block.id = node.At("id").TextOr(block.id);
  KEBAO_TRY_VOID(ReadMetrics(node, &block.metrics));
  KEBAO_TRY_VOID(ReadCount(node, "limit", 1, &block.limit));
  KEBAO_TRY_VOID(ReadCount(node, "charts", 0, &block.charts));
  KEBAO_TRY_VOID(ReadCount(node, "moved", 0, &block.moved));
  KEBAO_TRY_VOID(ReadFlag(node, "table", &block.has_table));
  return block;
}

Result<AnalysisBlock> ParseTrends(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"metrics", "grain", "limit"}));
  TrendBlock block;
  KEBAO_TRY_VOID(ReadMetrics(node, &block.metrics));
  KEBAO_TRY_VOID(ReadCount(node, "limit", 1, &block.limit));
  if (node.Has("grain")) {
    KEBAO_TRY(block.grain, Lookup(kTrendGrains, node.At("grain"), "template.kind"));
  }
  return block;
}

Result<AnalysisBlock> ParseUnusual(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "metrics", "by", "limit", "table"}));
  UnusualBlock block;
  block.id = node.At("id").TextOr(block.id);
  KEBAO_TRY_VOID(ReadMetrics(node, &block.metrics));
  KEBAO_TRY(block.dimensions, node.At("by").AsTextList());
  KEBAO_TRY_VOID(ReadCount(node, "limit", 1, &block.limit));
  KEBAO_TRY_VOID(ReadFlag(node, "table", &block.has_table));
  return block;
}

Result<AnalysisBlock> ParseForecast(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "metrics"}));
  ForecastBlock block;
  block.id = node.At("id").TextOr(block.id);
  KEBAO_TRY_VOID(ReadMetrics(node, &block.metrics));
  return block;
}

Result<AnalysisBlock> ParseSuggestions(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "title", "metrics", "limit"}));
  SuggestionBlock block;
  block.id = node.At("id").TextOr(block.id);
  KEBAO_TRY(block.title, ParseLocalized(node.At("title")));
  KEBAO_TRY_VOID(ReadMetrics(node, &block.metrics));
  KEBAO_TRY_VOID(ReadCount(node, "limit", 1, &block.limit));
  return block;
}

Result<AnalysisBlock> ParsePeople(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "metrics", "by", "limit", "table"}));
  PeopleBlock block;
  block.id = node.At("id").TextOr(block.id);
  block.by = node.At("by").TextOr(block.by);
  KEBAO_TRY_VOID(ReadMetrics(node, &block.metrics));
  KEBAO_TRY_VOID(ReadCount(node, "limit", 1, &block.limit));
  KEBAO_TRY_VOID(ReadFlag(node, "table", &block.has_table));
  return block;
}

Result<AnalysisBlock> ParseStaffing(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "heat_map"}));
  StaffingBlock block;
  block.id = node.At("id").TextOr(block.id);
  KEBAO_TRY_VOID(ReadFlag(node, "heat_map", &block.has_heat_map));
  return block;
}

Result<AnalysisBlock> ParseProcess(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "limit", "chart", "flow", "table"}));
  ProcessBlock block;
  block.id = node.At("id").TextOr(block.id);
  KEBAO_TRY_VOID(ReadFlag(node, "flow", &block.has_flow));
  KEBAO_TRY_VOID(ReadCount(node, "limit", 1, &block.limit));
  KEBAO_TRY_VOID(ReadFlag(node, "chart", &block.has_chart));
  KEBAO_TRY_VOID(ReadFlag(node, "table", &block.has_table));
  return block;
}

Result<AnalysisBlock> ParseRecurring(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "limit", "table"}));
  RecurringBlock block;
  block.id = node.At("id").TextOr(block.id);
  KEBAO_TRY_VOID(ReadCount(node, "limit", 1, &block.limit));
  KEBAO_TRY_VOID(ReadFlag(node, "table", &block.has_table));
  return block;
}

Result<AnalysisBlock> ParseRisks(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "limit", "table"}));
  RiskBlock block;
  block.id = node.At("id").TextOr(block.id);
  KEBAO_TRY_VOID(ReadCount(node, "limit", 1, &block.limit));
  KEBAO_TRY_VOID(ReadFlag(node, "table", &block.has_table));
  return block;
}

struct Parser {
  std::string_view word;
  Result<AnalysisBlock> (*parse)(const Yaml& node);
};
constexpr std::array kParsers = {
    Parser{"causes", ParseCauses},       Parser{"trends", ParseTrends},
    Parser{"forecast", ParseForecast},   Parser{"unusual_days", ParseUnusual},
    Parser{"people", ParsePeople},       Parser{"staffing", ParseStaffing},
    Parser{"process", ParseProcess},     Parser{"risks", ParseRisks},
    Parser{"recurring", ParseRecurring}, Parser{"suggestions", ParseSuggestions},
};

}  // namespace

std::vector<std::string_view> AnalysisWords() {
  std::vector<std::string_view> words;
  for (const Parser& parser : kParsers) words.push_back(parser.word);
  return words;
}

std::optional<Result<AnalysisBlock>> ParseAnalysisBlock(const Yaml& node) {
  for (const Parser& parser : kParsers)
    if (node.Has(parser.word)) return parser.parse(node.At(parser.word));
  return std::nullopt;
}

}  // namespace kebao::report
