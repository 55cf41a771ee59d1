#include "render/pdf/set_text.h"

#include <algorithm>
#include <cstdlib>

namespace kebao::render::pdf {
namespace {

constexpr double kMostSlackPerEm = 1.6;  // a looser line is left ragged

double Points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

struct FreeIter {
  void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};

bool EndsParagraph(const PangoLayoutLine* line, std::string_view text) {
  const auto end = static_cast<size_t>(line->start_index + line->length);
  return end >= text.size() || text[end] == '\n';
}

int ClusterCount(const PangoLayoutLine* line) {
  int count = 0;
  for (const GSList* item = line->runs; item != nullptr; item = item->next) {
    const auto* run = static_cast<const PangoLayoutRun*>(item->data);
    for (int i = 0; i < run->glyphs->num_glyphs; ++i)
      count += run->glyphs->glyphs[i].attr.is_cluster_start ? 1 : 0;
  }
  return count;
}

/// Gives `slack` evenly to all clusters but the last.
void Spread(PangoLayoutLine* line, int slack) {
  const int gaps = ClusterCount(line) - 1;
  int seen = 0;
  for (GSList* item = line->runs; item != nullptr && gaps > 0; item = item->next) {
    auto* run = static_cast<PangoLayoutRun*>(item->data);
    for (int i = 0; i < run->glyphs->num_glyphs && seen < gaps; ++i) {
      if (!run->glyphs->glyphs[i].attr.is_cluster_start) continue;
      run->glyphs->glyphs[i].geometry.width += slack / gaps;
      ++seen;
    }
  }
}

bool IsLeftToRight(const PangoLayoutLine* line) {
  for (const GSList* item = line->runs; item != nullptr; item = item->next)
    if (static_cast<const PangoLayoutRun*>(item->data)->item->analysis.level != 0) return false;
  return true;
}

}  // namespace

SetText::SetText(Ref<PangoLayout> layout, Rgb colour, double width, Fill fill,
                 std::vector<Link> links)
    : layout_(std::move(layout)), colour_(colour), links_(std::move(links)) {
  if (fill == Fill::kBlanks) pango_layout_set_justify(layout_.get(), TRUE);
  ReadLines();
  if (fill == Fill::kCharacters) SpreadCharacters(width);
}

void SetText::ReadLines() {
  const std::unique_ptr<PangoLayoutIter, FreeIter> iter(pango_layout_get_iter(layout_.get()));
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(iter.get(), nullptr, &logical);
    int top = 0;
    int bottom = 0;
    pango_layout_iter_get_line_yrange(iter.get(), &top, &bottom);
    lines_.push_back({pango_layout_iter_get_line(iter.get()), Points(logical.x), Points(top),
                      Points(pango_layout_iter_get_baseline(iter.get())), Points(bottom),
                      Points(logical.width)});
  } while (pango_layout_iter_next_line(iter.get()) != FALSE);
}

void SetText::SpreadCharacters(double width) {
  const std::string_view text = pango_layout_get_text(layout_.get());
  for (const Line& line : lines_) {
    const double em = line.bottom - line.top;
    const double slack = width - line.width;
    if (slack <= 0 || slack > kMostSlackPerEm * em) continue;
    if (EndsParagraph(line.line, text) || !IsLeftToRight(line.line)) continue;
    Spread(line.line, static_cast<int>(slack * PANGO_SCALE));
  }
}

double SetText::Height(size_t first_line, size_t end_line) const {
  if (first_line >= end_line) return 0;
  return lines_[end_line - 1].bottom - lines_[first_line].top;
}

double SetText::widest_line() const {
  double widest = 0;
  for (const Line& line : lines_) widest = std::max(widest, line.width);
  return widest;
}

size_t SetText::EndOfFitting(size_t first_line, double room) const {
  size_t end = first_line;
  while (end < lines_.size() && Height(first_line, end + 1) <= room) ++end;
  return end;
}

int SetText::unknown_glyphs() const { return pango_layout_get_unknown_glyphs_count(layout_.get()); }

bool SetText::is_shortened() const { return pango_layout_is_ellipsized(layout_.get()) != FALSE; }

void SetText::Draw(cairo_t* cairo, size_t first_line, size_t end_line, double x, double y) const {
  if (first_line >= end_line) return;
  cairo_set_source_rgb(cairo, colour_.red, colour_.green, colour_.blue);
  const double top = lines_[first_line].top;
  for (size_t i = first_line; i < end_line; ++i) {
    cairo_move_to(cairo, x + lines_[i].x, y + lines_[i].baseline - top);
    pango_cairo_show_layout_line(cairo, lines_[i].line);
  }
}

std::vector<SetText::LinkArea> SetText::LinkAreas(size_t first_line, size_t end_line, double x,
                                                  double y) const {
  std::vector<LinkArea> areas;
  for (const Link& link : links_) {
    for (size_t i = first_line; i < end_line; ++i) {
      const Line& line = lines_[i];
      const auto start = static_cast<size_t>(line.line->start_index);
      const size_t from = std::max(link.begin, start);
      const size_t to =
          std::min(link.begin + link.size, start + static_cast<size_t>(line.line->length));
      if (from >= to) continue;
      int left = 0;
      int right = 0;
      pango_layout_line_index_to_x(line.line, static_cast<int>(from), FALSE, &left);
      pango_layout_line_index_to_x(line.line, static_cast<int>(to - 1), TRUE, &right);
      areas.push_back(
          {{x + line.x + Points(std::min(left, right)), y + line.top - lines_[first_line].top,
            Points(std::abs(right - left)), line.bottom - line.top},
           &link.address});
    }
  }
  return areas;
}

}  // namespace kebao::render::pdf
