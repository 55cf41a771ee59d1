#include "report/template_analysis.h"

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

Result<BlockSpec> ParseCauses(const Yaml& node) {
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

Result<BlockSpec> ParseTrends(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"metrics", "grain", "limit"}));
  TrendBlock block;
  KEBAO_TRY_VOID(ReadMetrics(node, &block.metrics));
  KEBAO_TRY_VOID(ReadCount(node, "limit", 1, &block.limit));
  if (node.Has("grain")) {
    KEBAO_TRY(block.grain, Lookup(kTrendGrains, node.At("grain"), "template.kind"));
  }
  return block;
}

Result<BlockSpec> ParseUnusual(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "metrics", "by", "limit", "table"}));
  UnusualBlock block;
  block.id = node.At("id").TextOr(block.id);
  KEBAO_TRY_VOID(ReadMetrics(node, &block.metrics));
  KEBAO_TRY(block.dimensions, node.At("by").AsTextList());
  KEBAO_TRY_VOID(ReadCount(node, "limit", 1, &block.limit));
  KEBAO_TRY_VOID(ReadFlag(node, "table", &block.has_table));
  return block;
}

Result<BlockSpec> ParseForecast(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "metrics"}));
  ForecastBlock block;
  block.id = node.At("id").TextOr(block.id);
  KEBAO_TRY_VOID(ReadMetrics(node, &block.metrics));
  return block;
}

Result<BlockSpec> ParseSuggestions(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "title", "metrics", "limit"}));
  SuggestionBlock block;
  block.id = node.At("id").TextOr(block.id);
  KEBAO_TRY(block.title, ParseLocalized(node.At("title")));
  KEBAO_TRY_VOID(ReadMetrics(node, &block.metrics));
  KEBAO_TRY_VOID(ReadCount(node, "limit", 1, &block.limit));
  return block;
}

}  // namespace

bool IsOfAnalysis(const BlockSpec& block) {
  return std::holds_alternative<CauseBlock>(block) || std::holds_alternative<TrendBlock>(block) ||
         std::holds_alternative<UnusualBlock>(block) ||
         std::holds_alternative<ForecastBlock>(block) ||
         std::holds_alternative<SuggestionBlock>(block);
}

std::optional<Result<BlockSpec>> ParseAnalysisBlock(const Yaml& node) {
  if (node.Has("causes")) return ParseCauses(node.At("causes"));
  if (node.Has("trends")) return ParseTrends(node.At("trends"));
  if (node.Has("unusual_days")) return ParseUnusual(node.At("unusual_days"));
  if (node.Has("forecast")) return ParseForecast(node.At("forecast"));
  if (node.Has("suggestions")) return ParseSuggestions(node.At("suggestions"));
  return std::nullopt;
}

}  // namespace kebao::report
