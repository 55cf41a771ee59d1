#include "render/pdf/chart_block.h"

#include <algorithm>

#include "render/chart_table.h"
#include "render/pdf/prose.h"
#include "render/pdf/table_block.h"
#include "render/picture/unknown_glyphs.h"
#include "render/worker/worker_chart_drawer.h"

namespace kebao::render::pdf {
namespace {

using document::Chart;

constexpr size_t kNarrowCategories = 16;
constexpr size_t kNarrowBars = 8;
constexpr size_t kBarsOnPaper = 32;  // PAPER_CATEGORIES in charts/src/page/charts.ts
constexpr Style kPairTitle{9, true, kInk};

constexpr double kColumnGap = 16;

/// In CSS pixels.
double HeightFor(const Chart& chart, double width) {
  const bool is_half = width < 450;
  switch (chart.kind) {
    case Chart::Kind::kHorizontalBar:
      return 56 + 22.0 * static_cast<double>(
                             std::clamp<size_t>(chart.categories.size(), 4, kBarsOnPaper));
    case Chart::Kind::kWaterfall:
      return 56 + 30.0 * static_cast<double>(std::clamp<size_t>(chart.categories.size(), 3, 16));
    case Chart::Kind::kHeatMap:
      return 90 + 26.0 * static_cast<double>(std::clamp<size_t>(chart.rows.size(), 4, 28));
    case Chart::Kind::kSankey:
      return 40 + 26.0 * static_cast<double>(std::clamp<size_t>(
                             std::max(chart.rows.size(), chart.categories.size()), 8, 20));
    case Chart::Kind::kScatter:
      return 380;
    default:
      return is_half ? 220 : 270;
  }
}

void WarnNotDrawn(const Chart& chart, const Problem& problem, PageContext& page) {
  page.Warn(
      page.texts.Get("render.pdf.warning_chart",
                     {{"chart", chart.title}, {"reason", page.texts.Describe(problem).what}}));
}

void PutPicture(Flow& flow, const ChartPicture& picture, double x) {
  flow.Put(OpenTag{"Figure"});
  flow.Put(PictureMark{picture.svg, {x, flow.y(), picture.width, picture.height}});
  flow.Put(CloseTag{"Figure"});
}

void FlowAsTable(Flow& flow, const Chart& chart, PageContext& page) {
  document::Table table = ReadableTableOf(chart);
  table.note = chart.summary;
  FlowTable(flow, table, page);
}

struct Caption {
  SetTextPtr title;
  SetTextPtr summary;  // null: none
  double height() const { return title->height() + (summary ? summary->height() : 0) + 4; }
};

Caption CaptionOf(const Chart& chart, double width, bool has_summary, PageContext& page) {
  const std::string& address = chart.provenance.link;
  SetOptions options{.most_lines = 3};
  if (!address.empty()) options.links = {{0, chart.title.size(), address}};
  Caption caption{page.type.Set(chart.title, kPairTitle, width, options), nullptr};
  if (has_summary && !chart.summary.empty())
    caption.summary = page.type.Set(chart.summary, kNote, width, {.most_lines = 4});
  return caption;
}

void PutCaption(Flow& flow, const Caption& caption, double x) {
  const auto put = [&](const SetTextPtr& text, const char* tag, double y) {
    flow.Put(OpenTag{tag});
    flow.Put(TextMark{text, 0, text->line_count(), x, y});
    flow.Put(CloseTag{tag});
  };
  put(caption.title, "H3", flow.y());
  if (caption.summary) put(caption.summary, "Caption", flow.y() + caption.title->height());
}

/// One or two charts in a row, each with its caption.
struct ChartRow {
  std::vector<Caption> captions;
  std::vector<ChartPicture> pictures;
  double caption_height = 0;
  double picture_height = 0;
  double height() const { return caption_height + picture_height; }
};

void Add(ChartRow& row, Caption caption, ChartPicture picture) {
  row.caption_height = std::max(row.caption_height, caption.height());
  row.picture_height = std::max(row.picture_height, picture.height);
  row.captions.push_back(std::move(caption));
  row.pictures.push_back(std::move(picture));
}

void PutRow(Flow& flow, const ChartRow& row) {
  const auto x_of = [&](size_t i) {
    return flow.left() + static_cast<double>(i) * (HalfWidth(flow.width()) + kColumnGap);
  };
  for (size_t i = 0; i < row.captions.size(); ++i) PutCaption(flow, row.captions[i], x_of(i));
  flow.Advance(row.caption_height);
  for (size_t i = 0; i < row.pictures.size(); ++i) PutPicture(flow, row.pictures[i], x_of(i));
  flow.Advance(row.picture_height);
}

}  // namespace

double HalfWidth(double width) { return (width - kColumnGap) / 2; }

ChartSize SizeFor(const Chart& chart, double width) {
  const double pixels = width / kPointsPerPixel;
  return {pixels, HeightFor(chart, pixels)};
}

bool DoesWellSmall(const Chart& chart) {
  return chart.kind != Chart::Kind::kHorizontalBar || chart.categories.size() <= kNarrowBars;
}

std::optional<ChartPicture> DrawChart(const Chart& chart, double width, PageContext& page) {
  if (!HasValues(chart)) return std::nullopt;
  if (page.drawer == nullptr) {
    page.Warn(page.texts.Get("render.pdf.warning_no_charts"));
    return std::nullopt;
  }
  auto drawn = page.drawer->Draw(chart, SizeFor(chart, width), page.document.language);
  if (!drawn) {
    WarnNotDrawn(chart, drawn.error(), page);
    return std::nullopt;
  }
  if (!drawn->warning.empty()) page.Warn(drawn->warning);
  page.unknown_glyphs_in_charts += UnknownGlyphsOf(drawn->svg, kChartFontFamily);
  const double scale = drawn->size.width > 0 ? width / drawn->size.width : kPointsPerPixel;
  const double most = kContentBottom - kMarginTop - 80;
  return ChartPicture{std::make_shared<const std::string>(std::move(drawn->svg)), width,
                      std::clamp(drawn->size.height * scale, 1.0, most)};
}

bool IsNarrow(const Chart& chart) {
  if (IsGrid(chart.kind) || chart.kind == Chart::Kind::kScatter) return false;
  const bool is_lying = chart.kind == Chart::Kind::kHorizontalBar;
  return chart.categories.size() <= (is_lying ? kNarrowBars : kNarrowCategories);
}

void FlowChart(Flow& flow, const Chart& chart, PageContext& page) {
  const auto picture = DrawChart(chart, flow.width(), page);
  if (!picture && HasValues(chart)) return FlowAsTable(flow, chart, page);
  FlowBlockTitle(flow, "chart-" + chart.id, chart.title, picture ? picture->height + 30 : 20, page);
  FlowNote(flow, chart.summary, page);
  if (!picture) return FlowNote(flow, page.texts.Get("render.pdf.no_rows"), page);
  flow.Advance(2);
  flow.Need(picture->height);
  PutPicture(flow, *picture, flow.left());
  flow.Advance(picture->height);
}

void FlowChartPair(Flow& flow, const Chart& left, const Chart& right, PageContext& page) {
  ChartRow row;
  for (const Chart* chart : {&left, &right})
    if (auto picture = DrawChart(*chart, HalfWidth(flow.width()), page))
      Add(row, CaptionOf(*chart, HalfWidth(flow.width()), true, page), std::move(*picture));
  if (row.pictures.size() < 2) {
    FlowChart(flow, left, page);
    return FlowChart(flow, right, page);
  }
  flow.Gap(12);
  flow.Need(std::min(row.height(), flow.FullRoom()));
  flow.MarkAnchor("chart-" + left.id, page.type.Clean(left.title), 2);
  flow.MarkAnchor("chart-" + right.id, page.type.Clean(right.title), 2);
  PutRow(flow, row);
}

void FlowChartOverview(Flow& flow, const std::vector<const Chart*>& charts, PageContext& page) {
  if (page.drawer == nullptr) return;
  constexpr double kGap = 10;
  for (size_t i = 0; i < charts.size(); i += 2) {
    ChartRow row;
    for (size_t k = i; k < std::min(i + 2, charts.size()); ++k)
      if (auto picture = DrawChart(*charts[k], HalfWidth(flow.width()), page))
        Add(row, CaptionOf(*charts[k], HalfWidth(flow.width()), false, page), std::move(*picture));
    if (row.pictures.empty()) continue;
    if (row.height() + kGap > flow.Room()) return;
    flow.Gap(kGap);
    PutRow(flow, row);
  }
}

}  // namespace kebao::render::pdf
