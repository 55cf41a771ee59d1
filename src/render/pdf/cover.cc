#include "render/pdf/cover.h"

#include <algorithm>

#include "render/pdf/chart_block.h"
#include "render/pdf/chart_plan.h"
#include "render/pdf/kpi_tiles.h"
#include "render/unbroken_figures.h"

namespace kebao::render::pdf {
namespace {

using document::Document;

constexpr size_t kMostHighlights = 8;
constexpr double kChartRoom = 215;  // kept free of highlights where there are charts
constexpr Style kTitle{25, true, kInk};
constexpr Style kSubtitle{11.5, false, kInkSoft};
constexpr Style kAudience{9, true, kAccent};
constexpr Style kPropertyName{7.5, false, kInkFaint};
constexpr Style kPropertyValue{8, false, kInk};
constexpr Style kGlance{11, true, kAccent};

template <class T>
std::vector<const T*> AllOf(const Document& document) {
  std::vector<const T*> found;
  for (const document::Section& section : document.sections)
    for (const document::Block& block : section.blocks)
      if (const T* one = std::get_if<T>(&block)) found.push_back(one);
  return found;
}

void FlowTitle(Flow& flow, const Document& document, PageContext& page) {
  flow.Put(FillMark{{0, 0, kPaperWidth, 9}, kAccent});
  flow.Advance(14);
  if (!document.shown_audience().empty())
    flow.PutText(
        page.type.Set(document.shown_audience(), kAudience, flow.width(), {.most_lines = 2}), "P");
  flow.PutText(page.type.Set(document.title, kTitle, flow.width(), {.most_lines = 3}), "H1");
  flow.PutText(page.type.Set(document.subtitle, kSubtitle, flow.width(), {.most_lines = 4}), "P");
  flow.Advance(8);
}

/// Name above value, three beside each other.
struct PropertyCell {
  SetTextPtr name;
  SetTextPtr value;
  double height() const { return name->height() + value->height() + 4; }
};

void PutProperties(Flow& flow, const std::vector<PropertyCell>& row, double step) {
  double height = 0;
  for (const PropertyCell& cell : row) height = std::max(height, cell.height());
  flow.Need(height);
  for (size_t i = 0; i < row.size(); ++i) {
    const double x = flow.left() + static_cast<double>(i) * step;
    flow.Put(OpenTag{"P"});
    flow.Put(TextMark{row[i].name, 0, row[i].name->line_count(), x, flow.y()});
    flow.Put(
        TextMark{row[i].value, 0, row[i].value->line_count(), x, flow.y() + row[i].name->height()});
    flow.Put(CloseTag{"P"});
  }
  flow.Advance(height);
}

void FlowProperties(Flow& flow, const Document& document, PageContext& page) {
  constexpr size_t kColumns = 3;
  constexpr double kGap = 16;
  if (document.properties.empty()) return;
  flow.Put(FillMark{{flow.left(), flow.y(), flow.width(), 0.6}, kRule});
  flow.Advance(6);
  const double width = (flow.width() - kGap * (kColumns - 1)) / kColumns;
  std::vector<PropertyCell> row;
  for (const auto& [name, value] : document.properties) {
    row.push_back({page.type.Set(name, kPropertyName, width, {.most_lines = 2}),
                   page.type.Set(value, kPropertyValue, width, {.most_lines = 4})});
    if (row.size() < kColumns) continue;
    PutProperties(flow, row, width + kGap);
    row.clear();
  }
  if (!row.empty()) PutProperties(flow, row, width + kGap);
  flow.Put(FillMark{{flow.left(), flow.y() + 1, flow.width(), 0.6}, kRule});
}

/// The paragraphs of the section with the first KPI row.
std::vector<const document::Paragraph*> Highlights(const Document& document) {
  std::vector<const document::Paragraph*> highlights;
  for (const document::Section& section : document.sections) {
    const bool has_kpis = std::any_of(
        section.blocks.begin(), section.blocks.end(),
        [](const auto& block) { return std::holds_alternative<document::KpiRow>(block); });
    if (!has_kpis) continue;
    for (const document::Block& block : section.blocks)
      if (const auto* one = std::get_if<document::Paragraph>(&block)) highlights.push_back(one);
    break;
  }
  return highlights;
}

/// True where it was put: a highlight is whole on this page, or not there.
bool PutHighlight(Flow& flow, const document::Paragraph& paragraph, double kept,
                  PageContext& page) {
  constexpr double kIndent = 11;
  const Style style{9, paragraph.tone == document::Tone::kBad, ToneColour(paragraph.tone)};
  const SetTextPtr text =
      page.type.Set(WithUnbrokenFigures(paragraph), style, flow.width() - kIndent);
  if (text->height() + kept > flow.Room()) return false;
  flow.Put(FillMark{{flow.left() + 2, flow.y() + 5, 3.2, 3.2}, ToneColour(paragraph.tone)});
  flow.PutText(text, "P", kIndent);
  flow.Advance(1.5);
  return true;
}

void FlowHighlights(Flow& flow, double kept, PageContext& page) {
  flow.Gap(9);
  size_t shown = 0;
  for (const document::Paragraph* paragraph : Highlights(page.document)) {
    if (shown == kMostHighlights || !PutHighlight(flow, *paragraph, kept, page)) return;
    ++shown;
  }
}

void FlowGlance(Flow& flow, PageContext& page) {
  const auto kpis = AllOf<document::KpiRow>(page.document);
  const auto charts = CoverChartsOf(page.document);
  if (kpis.empty() && charts.empty()) return;
  flow.Gap(14);
  flow.PutText(page.type.Set(page.texts.Get("render.pdf.at_a_glance"), kGlance, flow.width()),
               "H1");
  if (!kpis.empty()) FlowKpiRow(flow, *kpis.front(), KpiNotes::kLeftOut, page);
  FlowHighlights(flow, page.drawer != nullptr && !charts.empty() ? kChartRoom : 0, page);
  FlowChartOverview(flow, charts, page);
}

}  // namespace

void FlowCover(Flow& flow, PageContext& page) {
  FlowTitle(flow, page.document, page);
  FlowProperties(flow, page.document, page);
  FlowGlance(flow, page);
}

}  // namespace kebao::render::pdf
