#include "render/html/chart_block.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "render/html/escape.h"
#include "render/html/figure_text.h"

namespace kebao::render::html {
namespace {

using document::Chart;
using document::Series;

constexpr size_t kBarsOnPaper = 32;  // PAPER_CATEGORIES in charts/src/page/charts.ts

bool HasValue(const std::optional<double>& value) { return value && std::isfinite(*value); }

bool HasValues(const Chart& chart) {
  return std::any_of(chart.series.begin(), chart.series.end(), [](const Series& series) {
    return std::any_of(series.values.begin(), series.values.end(), HasValue);
  });
}

std::string TextAt(const Series& series, size_t i) {
  return i < series.texts.size() ? series.texts[i] : std::string();
}

void WriteDataHeader(HtmlWriter& html, const std::string& corner,
                     const std::vector<std::string>& titles) {
  html.Open("thead");
  html.Open("tr");
  html.Element("th", {{"scope", "col"}, {"class", "text"}}, corner);
  for (const std::string& title : titles)
    html.Element("th", {{"scope", "col"}, {"class", "num"}}, title);
  html.Close();
  html.Close();
}

void WriteDataRow(HtmlWriter& html, const std::string& name,
                  const std::vector<std::string>& texts) {
  html.Open("tr");
  html.Element("th", {{"scope", "row"}}, name);
  for (const std::string& text : texts) html.Element("td", {}, text);
  html.Close();
}

void WriteGridData(HtmlWriter& html, const Chart& chart) {
  WriteDataHeader(html, chart.category_title, chart.categories);
  html.Open("tbody");
  for (size_t row = 0; row < chart.rows.size() && !chart.series.empty(); ++row) {
    std::vector<std::string> texts;
    for (size_t i = 0; i < chart.categories.size(); ++i)
      texts.push_back(TextAt(chart.series.front(), row * chart.categories.size() + i));
    WriteDataRow(html, chart.rows[row], texts);
  }
  html.Close();
}

void WriteSeriesData(HtmlWriter& html, const Chart& chart) {
  std::vector<std::string> names;
  for (const Series& series : chart.series) names.push_back(series.name);
  WriteDataHeader(html, chart.category_title, names);
  html.Open("tbody");
  for (size_t i = 0; i < chart.categories.size(); ++i) {
    std::vector<std::string> texts;
    for (const Series& series : chart.series) texts.push_back(TextAt(series, i));
    WriteDataRow(html, chart.categories[i], texts);
  }
  html.Close();
}

void WriteData(HtmlWriter& html, const Chart& chart, const PageContext& page) {
  html.Open("details", {{"class", "chart-data"}});
  html.Element("summary", {}, page.texts().Get("html.chart_data"));
  html.Open("div", {{"class", "table-scroll tall"}, {"tabindex", "0"}});
  html.Open("table", {{"class", "plain"}});
  if (IsGrid(chart.kind))
    WriteGridData(html, chart);
  else
    WriteSeriesData(html, chart);
  html.Close();
  html.Close();
  html.Close();
}

void WriteDrawing(HtmlWriter& html, const Chart& chart, const PageContext& page) {
  html.Open("div", {{"class", "chart-box"}});
  html.Element("div", {{"class", "chart-frame"}}, "");
  html.Close();
  if (chart.kind == Chart::Kind::kHorizontalBar && chart.categories.size() > kBarsOnPaper)
    html.Element("p", {{"class", "note print-only"}},
                 page.texts().Get("html.chart_on_paper",
                                  {{"shown", fmt::format("{}", kBarsOnPaper)},
                                   {"count", fmt::format("{}", chart.categories.size())}}));
  WriteData(html, chart, page);
  html.Open("script", {{"type", "application/json"}});
  html.Verbatim(EscapeJson(document::ToJson(chart)));
  html.Close();
}

}  // namespace

void WriteChart(HtmlWriter& html, const Chart& chart, PageContext& page) {
  html.Open("figure", {{"class", "chart"}, {"id", page.UniqueId("chart-" + chart.id)}});
  html.Open("figcaption");
  html.Open("h3", {{"title", page.DefinitionOf(chart.provenance.metric)}});
  const bool is_link = OpenLink(html, chart.provenance.link);
  html.Text(chart.title);
  if (is_link) html.Close();
  html.Close();
  html.ElementIfText("p", {}, chart.summary);
  html.Close();
  if (HasValues(chart))
    WriteDrawing(html, chart, page);
  else
    html.Element("p", {{"class", "no-data"}}, page.texts().Get("html.no_rows"));
  html.Close();
}

}  // namespace kebao::render::html
