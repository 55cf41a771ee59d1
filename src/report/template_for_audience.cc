#include "report/template_for_audience.h"

#include <algorithm>
#include <set>

#include "base/hash.h"

namespace kebao::report {
namespace {

using metrics::DimensionKind;
using Names = Audience::Names;

class Fitting {
 public:
  Fitting(const Audience& audience, const metrics::MetricCatalog& catalog)
      : audience_(audience), catalog_(catalog) {}

  SectionSpec Fit(SectionSpec section) const {
    std::vector<BlockSpec> blocks;
    for (BlockSpec& block : section.blocks) {
      if (IsFor(block.audiences, audience_) && Keep(&block)) blocks.push_back(std::move(block));
    }
    section.blocks = std::move(blocks);
    if (audience_.agents == Names::kOwn) CompareTiles(&section);
    if (!audience_.has_details) CompareWhatIsSaid(&section);
    if (!audience_.has_hints) section.missing = {};
    return section;
  }

 private:
  /// Fits the block; false: it is left out.
  bool Keep(BlockSpec* block) const {
    if (auto* table = std::get_if<TableBlock>(block)) return KeepTable(table);
    if (const auto* chart = std::get_if<ChartBlock>(block)) return KeepChart(*chart);
    if (auto* narrative = std::get_if<NarrativeBlock>(block)) return KeepNarrative(narrative);
    if (auto* analysis = std::get_if<AnalysisBlock>(block)) return KeepAnalysis(analysis);
    if (std::holds_alternative<DataQualityBlock>(*block)) return audience_.has_data_quality;
    if (std::holds_alternative<DefinitionsBlock>(*block)) return audience_.has_definitions;
    return true;
  }

  bool KeepAnalysis(AnalysisBlock* block) const {
    if (auto* unusual = std::get_if<UnusualBlock>(block))
      unusual->has_table = unusual->has_table && audience_.has_details;
    if (auto* people = std::get_if<PeopleBlock>(block)) {
      const bool is_by_agent = Has({people->by}, DimensionKind::kAgent);
      const bool has_people = audience_.has_details && audience_.agents != Names::kOwn;
      return !IsHidden({people->by}) && (has_people || !is_by_agent);
    }
    return true;
  }

  bool KeepTable(TableBlock* table) const {
    const bool is_by_agent = Has(table->dimensions, DimensionKind::kAgent);
    if (IsHidden(table->dimensions)) return false;
    if (audience_.agents == Names::kOwn && is_by_agent) {
      table->is_own = table->dimensions.size() == 1;
      table->has_total = true;
      return table->is_own;
    }
    if (audience_.table_rows > 0)
      table->top =
          table->top == 0 ? audience_.table_rows : std::min(table->top, audience_.table_rows);
    if (audience_.has_details) return true;
    return !is_by_agent && table->grain == metrics::Grain::kNone &&
           !Has(table->dimensions, DimensionKind::kHourOfDay);
  }

  bool KeepChart(const ChartBlock& chart) const {
    const bool is_of_colleagues =
        audience_.agents == Names::kOwn && Has(chart.dimensions, DimensionKind::kAgent);
    return !is_of_colleagues && !IsHidden(chart.dimensions);
  }

  bool KeepNarrative(NarrativeBlock* narrative) const {
    const auto is_left_out = [this](const NarrativeBlock::ByDimension& item) {
      const bool is_of_colleagues =
          audience_.agents == Names::kOwn && Has({item.dimension}, DimensionKind::kAgent);
      return is_of_colleagues || IsHidden({item.dimension});
    };
    std::erase_if(narrative->shares, is_left_out);
    std::erase_if(narrative->ranks, is_left_out);
    return narrative->is_of_tiles || !narrative->changes.empty() || !narrative->shares.empty() ||
           !narrative->ranks.empty() || !narrative->targets.empty();
  }

  bool IsHidden(const std::vector<std::string>& dimensions) const {
    return (audience_.agents == Names::kHidden && Has(dimensions, DimensionKind::kAgent)) ||
           (audience_.teams == Names::kHidden && Has(dimensions, DimensionKind::kTeam));
  }

  bool Has(const std::vector<std::string>& dimensions, DimensionKind kind) const {
    return std::ranges::any_of(dimensions, [&](const std::string& id) {
      const auto found = catalog_.FindDimension(id);
      return found && (*found)->kind == kind;
    });
  }

  /// A comparison below the first tiles, where nothing of the section is beside everybody's yet.
  static void CompareTiles(SectionSpec* section) {
    const auto is_comparison = [](const BlockSpec& block) {
      const auto* table = std::get_if<TableBlock>(&block);
      return std::holds_alternative<ComparisonBlock>(block) || (table != nullptr && table->is_own);
    };
    const auto is_tiles = [](const BlockSpec& block) {
      return std::holds_alternative<KpiBlock>(block);
    };
    const auto tiles = std::ranges::find_if(section->blocks, is_tiles);
    if (tiles == section->blocks.end() || std::ranges::any_of(section->blocks, is_comparison))
      return;
    ComparisonBlock comparison;
    comparison.id = section->id + "_own";
    comparison.metrics = std::get<KpiBlock>(*tiles).metrics;
    section->blocks.insert(tiles + 1, BlockSpec(std::move(comparison)));
  }

  /// Comparisons hold the metrics that the section's tiles and sentences name, if they name any.
  static void CompareWhatIsSaid(SectionSpec* section) {
    std::set<std::string> said;
    for (const BlockSpec& block : section->blocks) {
      if (const auto* tiles = std::get_if<KpiBlock>(&block))
        said.insert(tiles->metrics.begin(), tiles->metrics.end());
      if (const auto* narrative = std::get_if<NarrativeBlock>(&block))
        said.insert(narrative->changes.begin(), narrative->changes.end());
    }
    for (BlockSpec& block : section->blocks) {
      if (auto* comparison = std::get_if<ComparisonBlock>(&block); comparison && !said.empty())
        std::erase_if(comparison->metrics,
                      [&](const std::string& metric) { return !said.contains(metric); });
    }
    std::erase_if(section->blocks, [](const BlockSpec& block) {
      const auto* comparison = std::get_if<ComparisonBlock>(&block);
      return comparison != nullptr && comparison->metrics.empty();
    });
  }

  const Audience& audience_;
  const metrics::MetricCatalog& catalog_;
};

}  // namespace

Template ForAudience(Template spec, const Audience& audience,
                     const metrics::MetricCatalog& catalog) {
  const Fitting fitting(audience, catalog);
  std::vector<SectionSpec> sections;
  for (SectionSpec& section : spec.sections) {
    if (!IsFor(section.audiences, audience)) continue;
    SectionSpec fitted = fitting.Fit(std::move(section));
    if (!fitted.blocks.empty()) sections.push_back(std::move(fitted));
  }
  spec.sections = std::move(sections);
  spec.content_hash = CombineHashes(spec.content_hash, audience.content_hash);
  return spec;
}

}  // namespace kebao::report
