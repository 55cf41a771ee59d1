#include "report/shares_above_one.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace kebao::report {
namespace {

using document::Block;
using document::Cell;
using document::Figure;

/// In the order in which they are read. Changes are no shares of their own.
std::vector<const Figure*> FiguresOf(const Block& block) {
  std::vector<const Figure*> figures;
  if (const auto* kpis = std::get_if<document::KpiRow>(&block))
    for (const document::Kpi& kpi : kpis->items) figures.push_back(&kpi.value);
  const auto* table = std::get_if<document::Table>(&block);
  if (table == nullptr) return figures;
  for (const std::vector<Cell>& row : table->rows)
    for (const Cell& cell : row)
      if (const auto* figure = std::get_if<Figure>(&cell)) figures.push_back(figure);
  return figures;
}

bool IsAboveOne(const Figure& figure) {
  return figure.format == document::NumberFormat::kPercent1 && figure.raw && *figure.raw > 1 &&
         !figure.provenance.metric.empty();
}

/// The lines for the metrics of the block that none has been written for yet.
Result<std::vector<Block>> LinesFor(const Block& block, const metrics::MetricCatalog& catalog,
                                    const std::string& pack, const Texts& texts,
                                    std::set<std::string>* explained) {
  std::vector<Block> lines;
  for (const Figure* figure : FiguresOf(block)) {
    if (!IsAboveOne(*figure) || explained->contains(figure->provenance.metric)) continue;
    KEBAO_TRY(const metrics::MetricSpec* spec, catalog.Find(figure->provenance.metric, pack));
    if (spec->unit != metrics::Unit::kShare) continue;  // a change in percent
    explained->insert(figure->provenance.metric);
    lines.emplace_back(document::Paragraph{
        texts.Get("report.above_one", {{"metric", spec->name.In(texts.language())},
                                       {"formula", spec->formula.In(texts.language())}}),
        document::Tone::kMuted});
  }
  return lines;
}

}  // namespace

Result<void> ExplainSharesAboveOne(const metrics::MetricCatalog& catalog, const std::string& pack,
                                   const Texts& texts, document::Document* document) {
  std::set<std::string> explained;
  for (document::Section& section : document->sections) {
    std::vector<Block> blocks;
    for (Block& block : section.blocks) {
      KEBAO_TRY(std::vector<Block> lines, LinesFor(block, catalog, pack, texts, &explained));
      blocks.push_back(std::move(block));
      std::ranges::move(lines, std::back_inserter(blocks));
    }
    section.blocks = std::move(blocks);
  }
  return {};
}

}  // namespace kebao::report
