#include "report/has_figures.h"

#include <algorithm>

#include "report/block_builder.h"

namespace kebao::report {
namespace {

using document::Cell;
using document::Figure;

bool Shows(const Figure& figure) {
  return figure.raw && !figure.provenance.filters.ends_with(kEverybody) &&
         (*figure.raw != 0 || figure.n.value_or(0) > 0);
}

bool ShowsCell(const Cell& cell) {
  const auto* figure = std::get_if<Figure>(&cell);
  return figure != nullptr && Shows(*figure);
}

/// Any figure of the version's own, 0 included; counts of samples are no figures of a metric.
bool HasValue(const std::vector<Cell>& row) {
  return std::ranges::any_of(row, [](const Cell& cell) {
    const auto* figure = std::get_if<Figure>(&cell);
    return figure != nullptr && figure->raw && !figure->provenance.metric.empty() &&
           !figure->provenance.filters.ends_with(kEverybody);
  });
}

struct HasFigure {
  bool operator()(const document::KpiRow& kpis) const {
    return std::ranges::any_of(kpis.items,
                               [](const document::Kpi& kpi) { return Shows(kpi.value); });
  }
  bool operator()(const document::Table& table) const {
    return std::ranges::any_of(table.rows, [](const std::vector<Cell>& row) {
      return std::ranges::any_of(row, ShowsCell);
    });
  }
  bool operator()(const document::Chart& chart) const {
    return std::ranges::any_of(chart.series, [](const document::Series& series) {
      return std::ranges::any_of(series.values,
                                 [](const auto& value) { return value && *value != 0; });
    });
  }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

}  // namespace

bool HasAnyFigure(const document::Section& section) {
  return std::ranges::any_of(
      section.blocks, [](const document::Block& block) { return std::visit(HasFigure{}, block); });
}

bool IsOfFigures(const document::Block& block) {
  return std::holds_alternative<document::KpiRow>(block) ||
         std::holds_alternative<document::Table>(block) ||
         std::holds_alternative<document::Chart>(block);
}

void LeaveOutWhatShowsNothing(document::Section* section) {
  for (document::Block& block : section->blocks) {
    if (auto* kpis = std::get_if<document::KpiRow>(&block))
      std::erase_if(kpis->items, [](const document::Kpi& kpi) { return !kpi.value.raw; });
    if (auto* table = std::get_if<document::Table>(&block))
      std::erase_if(table->rows, [](const std::vector<Cell>& row) { return !HasValue(row); });
  }
  std::erase_if(section->blocks, [](const document::Block& block) {
    return IsOfFigures(block) && !std::visit(HasFigure{}, block);
  });
}

}  // namespace kebao::report
