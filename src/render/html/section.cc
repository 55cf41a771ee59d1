#include "render/html/section.h"

#include <algorithm>

#include "render/html/chart_block.h"
#include "render/html/kpi_block.h"
#include "render/html/sentence.h"
#include "render/html/table_block.h"

namespace kebao::render::html {
namespace {

using document::Block;
using document::Chart;

constexpr size_t kNarrowCategories = 16;  // a chart with more needs the whole width
constexpr size_t kNarrowBars = 8;

/// Writes one block, whatever it is.
struct BlockWriter {
  HtmlWriter& html;
  PageContext& page;

  void operator()(const document::Heading& heading) const {
    html.Element(heading.level <= 2 ? "h3" : "h4", {}, heading.text);
  }
  void operator()(const document::Paragraph& paragraph) const {
    WriteSentence(html, paragraph, page);
  }
  void operator()(const document::KpiRow& row) const { WriteKpiRow(html, row, page); }
  void operator()(const Chart& chart) const { WriteChart(html, chart, page); }
  void operator()(const document::Table& table) const { WriteTable(html, table, page); }
  void operator()(const document::DefinitionList& list) const {
    html.Open("dl", {{"class", "definitions"}});
    for (const document::Definition& one : list.items) (*this)(one);
    html.Close();
  }
  void operator()(const document::Definition& one) const {
    html.Open("div", {{"id", page.UniqueId("metric-" + one.metric)}});
    html.Open("dt");
    html.Text(one.name);
    html.ElementIfText("code", {}, one.metric);
    html.Close();
    if (!one.formula.empty()) html.Element("dd", {{"class", "formula"}}, one.formula);
    html.ElementIfText("dd", {}, one.details);
    html.Close();
  }
};

bool IsNarrow(const Block& block) {
  const auto* chart = std::get_if<Chart>(&block);
  if (!chart || IsGrid(chart->kind) || chart->kind == Chart::Kind::kScatter) return false;
  const bool is_lying = chart->kind == Chart::Kind::kHorizontalBar;
  return chart->categories.size() <= (is_lying ? kNarrowBars : kNarrowCategories);
}

/// Neighbouring narrow charts stand side by side.
void WriteBlocks(HtmlWriter& html, const std::vector<Block>& blocks, PageContext& page) {
  const BlockWriter writer{html, page};
  for (auto at = blocks.begin(); at != blocks.end();) {
    const auto end = std::find_if_not(at, blocks.end(), IsNarrow);
    if (end - at < 2) {
      std::visit(writer, *at++);
      continue;
    }
    html.Open("div", {{"class", "side-by-side"}});
    for (; at != end; ++at) std::visit(writer, *at);
    html.Close();
  }
}

}  // namespace

void WriteSection(HtmlWriter& html, const document::Section& section, const std::string& id,
                  PageContext& page) {
  const std::string title_id = id + "-title";
  html.Open("section", {{"id", id}, {"aria-labelledby", title_id}});
  html.Element("h2", {{"id", title_id}}, section.title);
  WriteBlocks(html, section.blocks, page);
  html.Close();
}

}  // namespace kebao::render::html
