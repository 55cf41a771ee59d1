#include "report/template.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <sstream>

#include "base/hash.h"
#include "report/analysis/parse_block.h"
#include "report/lookup.h"

namespace kebao::report {
namespace {

using document::Chart;
using document::ConditionalFormat;
using metrics::Grain;

constexpr std::array<std::pair<std::string_view, Chart::Kind>, 7> kChartKinds = {
    {{"line", Chart::Kind::kLine},
     {"area", Chart::Kind::kArea},
     {"pie", Chart::Kind::kPie},
     {"stacked_bar", Chart::Kind::kStackedBar},
     {"bar", Chart::Kind::kBar},
     {"horizontal_bar", Chart::Kind::kHorizontalBar},
     {"heat_map", Chart::Kind::kHeatMap}}};
constexpr std::array<std::pair<std::string_view, Grain>, 6> kGrains = {
    {{"hour", Grain::kHour},
     {"day", Grain::kDay},
     {"week", Grain::kWeek},
     {"month", Grain::kMonth},
     {"quarter", Grain::kQuarter},
     {"year", Grain::kYear}}};
constexpr std::array<std::pair<std::string_view, ConditionalFormat::Kind>, 3> kFormatKinds = {
    {{"color_scale", ConditionalFormat::Kind::kColorScale},
     {"data_bar", ConditionalFormat::Kind::kDataBar},
     {"threshold", ConditionalFormat::Kind::kThreshold}}};

Result<Grain> ParseGrain(const Yaml& node) {
  if (node.is_null()) return Grain::kNone;
  return Lookup(kGrains, node, "template.grain");
}

Result<ConditionalFormat> ParseFormat(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"column", "kind", "up_is_good", "threshold"}));
  ConditionalFormat format;
  KEBAO_TRY(const Yaml column, node.Require("column"));
  KEBAO_TRY(format.column, column.AsText());
  KEBAO_TRY(const Yaml kind, node.Require("kind"));
  KEBAO_TRY(format.kind, Lookup(kFormatKinds, kind, "template.kind"));
  if (node.Has("up_is_good")) {
    KEBAO_TRY(format.up_is_good, node.At("up_is_good").AsBool());
  }
  if (node.Has("threshold")) {
    KEBAO_TRY(format.threshold, node.At("threshold").AsReal());
  }
  return format;
}

Result<BlockSpec> ParseTable(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys(
      {"id", "title", "metrics", "by", "grain", "total", "sort", "top", "formats", "note"}));
  TableBlock table;
  KEBAO_TRY(const Yaml id, node.Require("id"));
  KEBAO_TRY(table.id, id.AsText());
  KEBAO_TRY(table.title, ParseLocalized(node.At("title")));
  KEBAO_TRY(table.metrics, node.At("metrics").AsTextList());
  KEBAO_TRY(table.dimensions, node.At("by").AsTextList());
  KEBAO_TRY(table.grain, ParseGrain(node.At("grain")));
  if (node.Has("total")) {
    KEBAO_TRY(table.has_total, node.At("total").AsBool());
  }
  table.sort_metric = node.At("sort").TextOr("");
  if (node.Has("top")) {
    KEBAO_TRY(const int64_t top, node.At("top").AsInt());
    table.top = static_cast<int>(top);
  }
  for (const Yaml& item : node.At("formats").Items()) {
    KEBAO_TRY(table.formats.emplace_back(), ParseFormat(item));
  }
  KEBAO_TRY(table.note, ParseLocalized(node.At("note")));
  return table;
}

Result<BlockSpec> ParseChart(const Yaml& node) {
  KEBAO_TRY_VOID(
      node.AllowKeys({"id", "title", "kind", "metrics", "by", "grain", "compare", "top", "rest"}));
  ChartBlock chart;
  KEBAO_TRY(const Yaml id, node.Require("id"));
  KEBAO_TRY(chart.id, id.AsText());
  KEBAO_TRY(chart.title, ParseLocalized(node.At("title")));
  KEBAO_TRY(const Yaml kind, node.Require("kind"));
  KEBAO_TRY(chart.kind, Lookup(kChartKinds, kind, "template.kind"));
  KEBAO_TRY(chart.metrics, node.At("metrics").AsTextList());
  KEBAO_TRY(chart.dimensions, node.At("by").AsTextList());
  KEBAO_TRY(chart.grain, ParseGrain(node.At("grain")));
  if (node.Has("compare")) {
    KEBAO_TRY(chart.is_compared, node.At("compare").AsBool());
  }
  if (node.Has("rest")) {
    KEBAO_TRY(chart.has_rest, node.At("rest").AsBool());
  }
  if (node.Has("top")) {
    KEBAO_TRY(const int64_t top, node.At("top").AsInt());
    chart.top = static_cast<int>(top);
  }
  return chart;
}

Result<BlockSpec> ParseComparison(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "title", "metrics"}));
  ComparisonBlock comparison;
  KEBAO_TRY(const Yaml id, node.Require("id"));
  KEBAO_TRY(comparison.id, id.AsText());
  KEBAO_TRY(comparison.title, ParseLocalized(node.At("title")));
  KEBAO_TRY(comparison.metrics, node.At("metrics").AsTextList());
  return comparison;
}

Result<BlockSpec> ParseKpis(const Yaml& node) {
  KpiBlock kpis;
  KEBAO_TRY(kpis.metrics, node.AsTextList());
  return kpis;
}

Result<BlockSpec> ParseText(const Yaml& node) {
  TextBlock text;
  KEBAO_TRY(text.text, ParseLocalized(node));
  return text;
}

Result<NarrativeBlock::ByDimension> ParseByDimension(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"metric", "by"}));
  NarrativeBlock::ByDimension item;
  KEBAO_TRY(const Yaml metric, node.Require("metric"));
  KEBAO_TRY(item.metric, metric.AsText());
  KEBAO_TRY(const Yaml dimension, node.Require("by"));
  KEBAO_TRY(item.dimension, dimension.AsText());
  return item;
}

Result<NarrativeBlock::Target> ParseTarget(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"metric", "target"}));
  NarrativeBlock::Target item;
  KEBAO_TRY(const Yaml metric, node.Require("metric"));
  KEBAO_TRY(item.metric, metric.AsText());
  KEBAO_TRY(const Yaml target, node.Require("target"));
  KEBAO_TRY(item.target, target.AsReal());
  return item;
}

constexpr int kMostSentences = 100;
constexpr std::array<std::pair<std::string_view, bool>, 2> kOrders = {
    {{"impact", true}, {"given", false}}};

Result<BlockSpec> ParseNarrative(const Yaml& node) {
  KEBAO_TRY_VOID(
      node.AllowKeys({"overview", "limit", "order", "changes", "shares", "ranks", "targets"}));
  NarrativeBlock narrative;
  KEBAO_TRY(narrative.changes, node.At("changes").AsTextList());
  for (const Yaml& item : node.At("shares").Items()) {
    KEBAO_TRY(narrative.shares.emplace_back(), ParseByDimension(item));
  }
  for (const Yaml& item : node.At("ranks").Items()) {
    KEBAO_TRY(narrative.ranks.emplace_back(), ParseByDimension(item));
  }
  for (const Yaml& item : node.At("targets").Items()) {
    KEBAO_TRY(narrative.targets.emplace_back(), ParseTarget(item));
  }
  if (node.Has("overview")) {
    KEBAO_TRY(narrative.has_overview, node.At("overview").AsBool());
  }
  if (node.Has("order")) {
    KEBAO_TRY(narrative.is_by_impact, Lookup(kOrders, node.At("order"), "template.kind"));
  }
  if (node.Has("limit")) {
    KEBAO_TRY(const int64_t limit, node.At("limit").AsInt());
    if (limit < 1 || limit > kMostSentences)
      return MakeProblem("template.limit", node.At("limit").place(),
                         {{"most", std::to_string(kMostSentences)}});
    narrative.limit = static_cast<int>(limit);
  }
  return narrative;
}

/// One sentence per tile, in their order.
NarrativeBlock Highlights() {
  NarrativeBlock narrative;
  narrative.is_of_tiles = true;
  narrative.is_by_impact = false;
  narrative.limit = kMostSentences;
  return narrative;
}

/// Every block is a map with one key which says what it is, and perhaps one that says for whom.
Result<BlockSpec> ParseContent(const Yaml& node) {
  std::vector<std::string_view> known = AnalysisWords();
  for (const std::string_view word : {"kpis", "table", "comparison", "chart", "text", "highlights",
                                      "narrative", "data_quality", "definitions", "audiences"})
    known.push_back(word);
  KEBAO_TRY_VOID(node.AllowKeys(known));
  if (node.Has("kpis")) return ParseKpis(node.At("kpis"));
  if (node.Has("table")) return ParseTable(node.At("table"));
  if (node.Has("comparison")) return ParseComparison(node.At("comparison"));
  if (node.Has("chart")) return ParseChart(node.At("chart"));
  if (node.Has("text")) return ParseText(node.At("text"));
  if (node.Has("highlights")) return Highlights();
  if (node.Has("narrative")) return ParseNarrative(node.At("narrative"));
  if (auto analysis = ParseAnalysisBlock(node)) {
    KEBAO_TRY(AnalysisBlock block, *std::move(analysis));
    return BlockSpec(std::move(block));
  }
  if (node.Has("data_quality")) return DataQualityBlock{};
  if (node.Has("definitions")) return DefinitionsBlock{};
  return MakeProblem(
      "template.kind", node.place(),
      {{"word", ""}, {"known", "kpis, table, comparison, chart, narrative, text, …"}});
}

Result<BlockSpec> ParseRightBlock(const Yaml& node) {
  KEBAO_TRY(BlockSpec block, ParseContent(node));
  KEBAO_TRY(block.audiences, node.At("audiences").AsTextList());
  return block;
}

BlockSpec ParseBlock(const Yaml& node) {
  auto block = ParseRightBlock(node);
  if (!block) block = BlockSpec(BrokenBlock{std::move(block).error()});
  block->place = node.place();
  return *std::move(block);
}

Result<SectionSpec> ParseRightSection(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"id", "title", "missing", "audiences", "blocks"}));
  SectionSpec section;
  KEBAO_TRY(const Yaml id, node.Require("id"));
  KEBAO_TRY(section.id, id.AsText());
  KEBAO_TRY(const Yaml title, node.Require("title"));
  KEBAO_TRY(section.title, ParseLocalized(title));
  KEBAO_TRY(section.missing, ParseLocalized(node.At("missing")));
  KEBAO_TRY(section.audiences, node.At("audiences").AsTextList());
  for (const Yaml& item : node.At("blocks").Items()) section.blocks.push_back(ParseBlock(item));
  return section;
}

/// What can be read of a section whose keys are wrong: enough to say so in its place.
SectionSpec BrokenSection(const Yaml& node, Problem problem, size_t number) {
  SectionSpec section;
  section.id = node.At("id").TextOr(fmt::format("section-{}", number));
  const auto title = ParseLocalized(node.At("title"));
  section.title = title && !title->zh.empty() ? *title : LocalizedText{section.id, section.id};
  section.blocks.emplace_back(BrokenBlock{std::move(problem)});
  section.blocks.back().place = node.place();
  return section;
}

SectionSpec ParseSection(const Yaml& node, size_t number) {
  auto section = ParseRightSection(node);
  if (!section) section = BrokenSection(node, std::move(section).error(), number);
  section->place = node.place();
  return *std::move(section);
}

Result<RowsSpec> ParseRows(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"metrics", "by"}));
  RowsSpec rows;
  KEBAO_TRY(const Yaml metrics, node.Require("metrics"));
  KEBAO_TRY(rows.metrics, metrics.AsTextList());
  KEBAO_TRY(rows.dimensions, node.At("by").AsTextList());
  return rows;
}

std::string TextOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

Result<void> RefuseDuplicateIds(const Template& parsed, const Yaml& root) {
  std::set<std::string> seen;
  for (const SectionSpec& section : parsed.sections) {
    if (!seen.insert(section.id).second) {
      return MakeProblem("template.duplicate", root.place(), {{"id", section.id}});
    }
  }
  return {};
}

std::string KnownTemplates(const std::vector<std::filesystem::path>& folders) {
  std::set<std::string> names;
  for (const auto& folder : folders) {
    if (!std::filesystem::is_directory(folder)) continue;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".yaml") names.insert(entry.path().stem().string());
    }
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

Result<Template> Parse(const Yaml& root, std::string text) {
  KEBAO_TRY_VOID(root.AllowKeys({"template", "title", "purpose", "rows", "sections"}));
  Template parsed;
  parsed.place = root.place();
  parsed.content_hash = HashBytes(text);
  parsed.text = std::move(text);
  KEBAO_TRY(const Yaml id, root.Require("template"));
  KEBAO_TRY(parsed.id, id.AsText());
  KEBAO_TRY(const Yaml title, root.Require("title"));
  KEBAO_TRY(parsed.title, ParseLocalized(title));
  KEBAO_TRY(parsed.purpose, ParseLocalized(root.At("purpose")));
  if (root.Has("rows")) {
    KEBAO_TRY(parsed.rows, ParseRows(root.At("rows")));
  }
  KEBAO_TRY(const Yaml sections, root.Require("sections"));
  for (const Yaml& item : sections.Items())
    parsed.sections.push_back(ParseSection(item, parsed.sections.size() + 1));
  KEBAO_TRY_VOID(RefuseDuplicateIds(parsed, root));
  KEBAO_TRY_VOID(CheckThatSomethingIsLeft(parsed));
  return parsed;
}

}  // namespace

Result<Template> LoadTemplate(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  return Parse(root, TextOf(file));
}

Result<Template> ParseTemplate(std::string text, std::string name) {
  KEBAO_TRY(const Yaml root, Yaml::Parse(text, std::move(name)));
  return Parse(root, std::move(text));
}

Result<Template> FindTemplate(const std::vector<std::filesystem::path>& folders,
                              const std::string& id) {
  const bool is_plain_name = id.find_first_of("/\\") == std::string::npos && !id.starts_with(".");
  for (const auto& folder : folders) {
    const auto file = folder / (id + ".yaml");
    if (is_plain_name && std::filesystem::exists(file)) return LoadTemplate(file);
  }
  return MakeProblem("template.unknown", "report",
                     {{"template", id}, {"known", KnownTemplates(folders)}});
}

}  // namespace kebao::report
