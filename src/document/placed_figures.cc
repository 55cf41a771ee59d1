#include "document/placed_figures.h"

#include <algorithm>
#include <variant>

namespace kebao::document {
namespace {

constexpr const char* kBetweenTexts = " · ";

const Figure* FigureIn(const Cell& cell) { return std::get_if<Figure>(&cell); }

bool HasMetric(const std::vector<Cell>& row) {
  return std::ranges::any_of(row, [](const Cell& cell) {
    const Figure* figure = FigureIn(cell);
    return figure != nullptr && !figure->provenance.metric.empty();
  });
}

bool HasMetric(const Table& table) {
  return std::ranges::any_of(table.rows, [](const auto& row) { return HasMetric(row); }) ||
         (table.total && HasMetric(*table.total));
}

/// The texts before the first figure; those after it change with the figures.
std::string LabelOf(const std::vector<Cell>& row) {
  std::string label;
  for (const Cell& cell : row) {
    const auto* text = std::get_if<std::string>(&cell);
    if (text == nullptr) break;
    if (text->empty()) continue;
    label += (label.empty() ? "" : kBetweenTexts) + *text;
  }
  return label;
}

class Collector {
 public:
  explicit Collector(const Section& section, std::vector<PlacedFigure>* figures)
      : section_(section), figures_(figures) {}

  void operator()(const KpiRow& kpis) {
    for (const Kpi& kpi : kpis.items) {
      Put("", "value", {"", "", "", kpi.label, ""}, kpi.value);
      if (kpi.change) Put("", "change", {"", "", "", kpi.label, kpi.change_label}, *kpi.change);
    }
  }

  void operator()(const Table& table) {
    if (!HasMetric(table)) return;
    for (const auto& row : table.rows) PutRow(table, row);
    if (table.total) PutRow(table, *table.total);
  }

  void operator()(const Chart& chart) {
    for (const Series& series : chart.series)
      for (size_t index = 0; index < series.values.size(); ++index) PutPoint(chart, series, index);
  }

  void operator()(const Heading&) {}
  void operator()(const Paragraph&) {}
  void operator()(const DefinitionList&) {}

 private:
  void PutRow(const Table& table, const std::vector<Cell>& row) {
    const std::string label = LabelOf(row);
    for (size_t index = 0; index < std::min(row.size(), table.columns.size()); ++index) {
      const TableColumn& column = table.columns[index];
      if (const Figure* figure = FigureIn(row[index]))
        Put(table.id, column.id, {"", "", table.title, label, column.title}, *figure);
    }
  }

  void PutPoint(const Chart& chart, const Series& series, size_t index) {
    Figure figure;
    figure.raw = series.values[index];
    if (index < series.texts.size()) figure.text = series.texts[index];
    figure.format = series.format;
    figure.provenance = chart.provenance;
    Put(chart.id, series.name + "/" + series.role,
        {"", "", chart.title, PointLabel(chart, index), series.name}, figure);
  }

  /// Heat maps have rows of categories.
  static std::string PointLabel(const Chart& chart, size_t index) {
    const size_t columns = chart.categories.size();
    if (columns == 0) return "";
    const size_t row = index / columns;
    const std::string& category = chart.categories[index % columns];
    return row < chart.rows.size() ? chart.rows[row] + kBetweenTexts + category : category;
  }

  void Put(const std::string& block_id, const std::string& column_id, FigurePlace place,
           const Figure& figure) {
    place.section_id = section_.id;
    place.section = section_.title;
    figures_->push_back({block_id, column_id, std::move(place), figure});
  }

  const Section& section_;
  std::vector<PlacedFigure>* figures_;
};

}  // namespace

std::vector<PlacedFigure> PlacedFigures(const Document& document) {
  std::vector<PlacedFigure> figures;
  for (const Section& section : document.sections) {
    Collector collect(section, &figures);
    for (const Block& block : section.blocks) std::visit(collect, block);
  }
  return figures;
}

}  // namespace kebao::document
