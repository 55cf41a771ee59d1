#include "render/html/table_block.h"

#include <algorithm>
#include <cmath>

#include "render/html/figure_text.h"
#include "render/html/shading_classes.h"

namespace kebao::render::html {
namespace {

using document::Cell;
using document::Figure;
using document::Table;
using document::TableColumn;

constexpr size_t kTallRows = 24;       // from here on the table scrolls inside its frame
constexpr size_t kLongTextBytes = 48;  // from here on a text is wrapped, and shortened on screen

void WriteText(HtmlWriter& html, const std::string& text) {
  if (text.size() < kLongTextBytes) return html.Text(text);
  html.Element("div", {{"class", "long"}, {"title", text}}, text);
}

void WriteHeader(HtmlWriter& html, const Table& table, const PageContext& page) {
  html.Open("thead");
  html.Open("tr");
  for (const TableColumn& column : table.columns) {
    const std::string note = column.note.empty() ? page.DefinitionOf(column.id) : column.note;
    html.Open("th", {{"scope", "col"}, {"class", column.format ? "num" : "text"}, {"title", note}});
    WriteText(html, column.title);
    html.Close();
  }
  html.Close();
  html.Close();
}

void WriteFigure(HtmlWriter& html, const Figure& figure, const std::string& shading,
                 const PageContext& page) {
  const bool has_value = figure.raw && std::isfinite(*figure.raw);
  html.Open("td", {{"class", Classes({shading, ToneClass(figure.tone),
                                      figure.is_complete ? "" : "open", has_value ? "" : "none"})},
                   {"data-v", has_value ? SortKey(*figure.raw) : std::string()},
                   {"title", FigureNote(figure, page)}});
  const bool is_link = OpenLink(html, figure.provenance.link);
  html.Text(figure.text);
  if (is_link) html.Close();
  html.Close();
}

/// Column 0 names the row, unless it holds figures.
void WriteTextCell(HtmlWriter& html, const std::string& text, size_t column) {
  if (column == 0)
    html.Open("th", {{"scope", "row"}});
  else
    html.Open("td", {{"class", "text"}});
  WriteText(html, text);
  html.Close();
}

void WriteRow(HtmlWriter& html, const std::vector<Cell>& row, const TableShading* shading,
              const PageContext& page) {
  html.Open("tr");
  for (size_t column = 0; column < row.size(); ++column) {
    if (const auto* text = std::get_if<std::string>(&row[column])) {
      WriteTextCell(html, *text, column);
      continue;
    }
    const auto& figure = std::get<Figure>(row[column]);
    WriteFigure(html, figure, shading ? ShadingClasses(shading->Of(column, figure)) : "", page);
  }
  html.Close();
}

void WriteBody(HtmlWriter& html, const Table& table, const PageContext& page) {
  const TableShading shading(table);
  html.Open("tbody");
  for (const auto& row : table.rows) WriteRow(html, row, &shading, page);
  html.Close();
}

void WriteTotal(HtmlWriter& html, const Table& table, const PageContext& page) {
  if (!table.total) return;
  html.Open("tfoot");
  WriteRow(html, *table.total, nullptr, page);
  html.Close();
}

bool IsOpen(const Cell& cell) {
  const auto* figure = std::get_if<Figure>(&cell);
  return figure && !figure->is_complete;
}

bool HasOpenFigure(const Table& table) {
  const auto is_open = [](const auto& row) { return std::any_of(row.begin(), row.end(), IsOpen); };
  return std::any_of(table.rows.begin(), table.rows.end(), is_open) ||
         (table.total && is_open(*table.total));
}

void WriteGrid(HtmlWriter& html, const Table& table, const std::string& title_id,
               const PageContext& page) {
  html.Open("div",
            {{"class", Classes({"table-scroll", table.rows.size() > kTallRows ? "tall" : ""})},
             {"role", "region"},
             {"aria-labelledby", title_id},
             {"tabindex", "0"}});
  html.Open("table", {{"class", "data"}, {"aria-labelledby", title_id}});
  WriteHeader(html, table, page);
  WriteBody(html, table, page);
  WriteTotal(html, table, page);
  html.Close();
  html.Close();
}

}  // namespace

void WriteTable(HtmlWriter& html, const Table& table, PageContext& page) {
  const std::string id = page.UniqueId("table-" + table.id);
  const std::string title_id = id + "-title";
  html.Open("div", {{"class", "table-block"}, {"id", id}});
  html.Open("div", {{"class", "block-head"}});
  html.Element("h3", {{"id", title_id}}, table.title);
  html.Element("div", {{"class", "table-tools"}}, "");
  html.Close();
  if (table.rows.empty())
    html.Element("p", {{"class", "no-data"}}, page.texts().Get("html.no_rows"));
  else
    WriteGrid(html, table, title_id, page);
  html.ElementIfText("p", {{"class", "note"}}, table.note);
  if (HasOpenFigure(table))
    html.Element("p", {{"class", "note"}}, page.texts().Get("html.incomplete_note"));
  html.Close();
}

}  // namespace kebao::render::html
