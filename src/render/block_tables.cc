#include "render/block_tables.h"

#include <algorithm>
#include <cmath>

namespace kebao::render {
namespace {

using document::Cell;
using document::Chart;
using document::Figure;
using document::Table;
using document::TableColumn;

Figure PointOf(const document::Series& series, size_t index) {
  Figure figure;
  figure.raw = series.values[index];
  if (figure.raw && !std::isfinite(*figure.raw)) figure.raw.reset();
  figure.format = series.format;
  if (index < series.texts.size()) figure.text = series.texts[index];
  figure.is_complete = index >= series.incomplete.size() || !series.incomplete[index];
  return figure;
}

Table GridTable(const Chart& chart) {
  Table table;
  const document::Series& series = chart.series.front();
  table.columns.push_back({"row", chart.category_title, std::nullopt, ""});
  for (size_t x = 0; x < chart.categories.size(); ++x) {
    table.columns.push_back({"x" + std::to_string(x), chart.categories[x], series.format, ""});
  }
  for (size_t y = 0; y < chart.rows.size(); ++y) {
    std::vector<Cell> row = {chart.rows[y]};
    for (size_t x = 0; x < chart.categories.size(); ++x) {
      row.emplace_back(PointOf(series, y * chart.categories.size() + x));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table SeriesTable(const Chart& chart) {
  Table table;
  table.columns.push_back({"category", chart.category_title, std::nullopt, ""});
  for (size_t s = 0; s < chart.series.size(); ++s) {
    table.columns.push_back(
        {"s" + std::to_string(s), chart.series[s].name, chart.series[s].format, ""});
  }
  for (size_t i = 0; i < chart.categories.size(); ++i) {
    std::vector<Cell> row = {chart.categories[i]};
    for (const document::Series& series : chart.series) row.emplace_back(PointOf(series, i));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::unexpected<Problem> Malformed(const std::string& block, const std::string& detail) {
  return MakeProblem("render.document_malformed", block, {{"detail", detail}});
}

Result<void> CheckTable(const Table& table) {
  if (table.columns.empty()) return Malformed(table.id, "columns");
  const auto is_wrong = [&](const std::vector<Cell>& row) {
    return row.size() != table.columns.size();
  };
  if (std::any_of(table.rows.begin(), table.rows.end(), is_wrong))
    return Malformed(table.id, "rows");
  if (table.total && is_wrong(*table.total)) return Malformed(table.id, "total");
  for (const document::ConditionalFormat& format : table.formats) {
    const auto has_id = [&](const TableColumn& column) { return column.id == format.column; };
    if (std::none_of(table.columns.begin(), table.columns.end(), has_id)) {
      return Malformed(table.id, "formats: " + format.column);
    }
  }
  return {};
}

Result<void> CheckChart(const Chart& chart) {
  const bool is_grid = IsGrid(chart.kind);
  const bool is_scatter = chart.kind == Chart::Kind::kScatter && !chart.series.empty();
  if ((is_grid && chart.series.size() != 1) || (is_scatter && chart.series.size() < 2))
    return Malformed(chart.id, "series");
  const size_t points = chart.categories.size() * (is_grid ? chart.rows.size() : 1);
  for (const document::Series& series : chart.series) {
    if (series.values.size() != points) return Malformed(chart.id, "values: " + series.name);
  }
  return {};
}

}  // namespace

Table TableOf(const document::KpiRow& kpis, const BlockTitles& titles) {
  Table table;
  table.columns = {{"kpi", titles.kpi, std::nullopt, ""},
                   {"value", titles.value, std::nullopt, ""},
                   {"change", titles.change, std::nullopt, ""},
                   {"compared_with", titles.compared_with, std::nullopt, ""},
                   {"note", titles.note, std::nullopt, ""}};
  for (const document::Kpi& kpi : kpis.items) {
    table.rows.push_back({kpi.label, kpi.value,
                          kpi.change ? Cell(*kpi.change) : Cell(std::string()),
                          kpi.change ? kpi.change_label : std::string(), kpi.note});
  }
  return table;
}

Table TableOf(const document::DefinitionList& definitions, const BlockTitles& titles) {
  Table table;
  table.columns = {{"name", titles.definition, std::nullopt, ""},
                   {"metric", titles.metric, std::nullopt, ""},
                   {"formula", titles.formula, std::nullopt, ""},
                   {"details", titles.details, std::nullopt, ""}};
  for (const document::Definition& definition : definitions.items) {
    table.rows.push_back(
        {definition.name, definition.metric, definition.formula, definition.details});
  }
  return table;
}

Table TableOf(const Chart& chart) {
  Table table = IsGrid(chart.kind) ? GridTable(chart) : SeriesTable(chart);
  table.id = chart.id;
  table.title = chart.title;
  return table;
}

Result<void> CheckDocument(const document::Document& document) {
  for (const document::Section& section : document.sections) {
    for (const document::Block& block : section.blocks) {
      if (const auto* table = std::get_if<Table>(&block)) KEBAO_TRY_VOID(CheckTable(*table));
      if (const auto* chart = std::get_if<Chart>(&block)) KEBAO_TRY_VOID(CheckChart(*chart));
    }
  }
  return {};
}

}  // namespace kebao::render
