#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/problem.h"
#include "document/document.h"
#include "metrics/query.h"
#include "report/analysis/blocks.h"
#include "report/localized_text.h"

namespace kebao::report {

/// A report as data (catalog/templates/*.yaml; docs/report-templates.md): sections, blocks, fields
/// and their order.

/// Tiles of single figures with their change.
struct KpiBlock {
  std::vector<std::string> metrics;
};

/// Rows = dimension values or buckets, columns = metrics.
struct TableBlock {
  std::string id;
  LocalizedText title;
  std::vector<std::string> metrics;
  std::vector<std::string> dimensions;
  metrics::Grain grain = metrics::Grain::kNone;
  bool has_total = true;
  std::string sort_metric;  // largest first; empty: by name or bucket
  int top = 0;              // the first so many rows, and the note says so; 0: all
  bool is_own = false;      // rows of the report's own agent, and everybody together as the total
  std::vector<document::ConditionalFormat> formats;
  LocalizedText note;
};

/// One row per metric: this period, the comparison period, the change.
struct ComparisonBlock {
  std::string id;
  LocalizedText title;
  std::vector<std::string> metrics;
};

struct ChartBlock {
  std::string id;
  LocalizedText title;
  document::Chart::Kind kind = document::Chart::Kind::kLine;
  std::vector<std::string> metrics;
  std::vector<std::string> dimensions;  // heat map: rows, columns
  metrics::Grain grain = metrics::Grain::kNone;
  bool is_compared = false;  // the comparison period as a second line
  int top = 0;  // bars: the largest so many; the rest becomes "other" where the metric adds up
  bool has_rest = true;  // false: no bar for the rest
};

struct TextBlock {
  LocalizedText text;
};

/// Sentences made from findings.
struct NarrativeBlock {
  struct ByDimension {
    std::string metric;
    std::string dimension;
  };
  struct Target {
    std::string metric;
    double target = 0;
  };
  bool is_of_tiles = false;          // changes are those of the template's first tiles
  std::vector<std::string> changes;  // metrics, against the comparison period
  std::vector<ByDimension> shares;   // the largest part
  std::vector<ByDimension> ranks;    // who stands out
  std::vector<Target> targets;
  bool has_overview = false;  // begins with how many changes are good and bad
  bool is_by_impact = true;   // false: as listed
  int limit = 5;              // sentences
};
struct DataQualityBlock {};
struct DefinitionsBlock {};  // of every metric in the report

/// Something is wrong with a block, or with all that a section says of itself: a notice stands in
/// its place, and the rest of the report is made.
struct BrokenBlock {
  Problem problem;
};

using BlockContent =
    std::variant<KpiBlock, TableBlock, ComparisonBlock, ChartBlock, TextBlock, NarrativeBlock,
                 AnalysisBlock, DataQualityBlock, DefinitionsBlock, BrokenBlock>;
struct BlockSpec : BlockContent {
  using BlockContent::BlockContent;
  std::vector<std::string> audiences;  // that it is for (report/audience.h); empty: for all
  std::string place;                   // file:line:col
};

struct SectionSpec {
  std::string id;
  LocalizedText title;
  /// What would fill the section; stands in its place where no figure of it has a value.
  LocalizedText missing;
  std::vector<BlockSpec> blocks;
  std::vector<std::string> audiences;  // that it is for; empty: for all
  std::string place;                   // file:line:col
};

/// What the workbook of raw rows holds: the parts of these figures, to be computed again by these
/// dimensions. The first two are laid out in its PivotTables.
struct RowsSpec {
  std::vector<std::string> metrics;  // none: the report has no such workbook
  std::vector<std::string> dimensions;
};

struct Template {
  std::string id;
  LocalizedText title;
  LocalizedText purpose;
  std::vector<SectionSpec> sections;
  RowsSpec rows;
  uint64_t content_hash = 0;
  std::string text;  // as written
  std::string place;
};

/// Problems: yaml.*, "template.kind", "template.grain", "template.limit", "template.duplicate" —
/// each with file:line:col. Those inside a section break one block or, where the section's own keys
/// are wrong, all of its blocks (whom they are for cannot be told); they are the template's only
/// where nothing unbroken is left. Whether the metrics and dimensions exist is checked when the
/// report is built.
Result<Template> LoadTemplate(const std::filesystem::path& file);
/// The same of a text; places are in `name`.
Result<Template> ParseTemplate(std::string text, std::string name);
/// Of its broken blocks, in their order.
std::vector<Problem> BrokenPartsOf(const Template& spec);
/// The first problem, where there is one and no block is unbroken.
Result<void> CheckThatSomethingIsLeft(const Template& spec);
/// By id among the folders, the user's first. Problem "template.unknown" {template, known}.
Result<Template> FindTemplate(const std::vector<std::filesystem::path>& folders,
                              const std::string& id);

}  // namespace kebao::report
