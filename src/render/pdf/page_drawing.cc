#include "render/pdf/page_drawing.h"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <map>

#include "render/pdf/footer.h"
#include "render/picture/svg_picture.h"

namespace kebao::render::pdf {
namespace {

using AnchorIndex = std::map<std::string, const Anchor*, std::less<>>;

void SetColour(cairo_t* cairo, Rgb colour) {
  cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue);
}

/// Draws one mark, whatever it is.
class MarkDrawer {
 public:
  cairo_t* cairo;
  const AnchorIndex& anchors;
  PageContext& page;
  bool is_in_link = false;

  void operator()(const TextMark& mark) const {
    mark.text->Draw(cairo, mark.first_line, mark.end_line, mark.x, mark.y);
    for (const auto& [area, address] :
         mark.text->LinkAreas(mark.first_line, mark.end_line, mark.x, mark.y)) {
      BeginWebLink(*address, area);
      cairo_tag_end(cairo, CAIRO_TAG_LINK);
    }
  }
  void operator()(const GlyphMark& mark) const {
    page.type.glyphs().Draw(cairo, mark.text, mark.style, mark.x, mark.baseline);
  }
  void operator()(const FillMark& mark) const {
    SetColour(cairo, mark.colour);
    cairo_rectangle(cairo, mark.area.x, mark.area.y, mark.area.width, mark.area.height);
    cairo_fill(cairo);
  }
  void operator()(const DiamondMark& mark) const {
    constexpr double kReach = 1.9;
    SetColour(cairo, mark.colour);
    cairo_move_to(cairo, mark.x - kReach, mark.y);
    cairo_line_to(cairo, mark.x, mark.y - kReach);
    cairo_line_to(cairo, mark.x + kReach, mark.y);
    cairo_line_to(cairo, mark.x, mark.y + kReach);
    cairo_fill(cairo);
  }
  void operator()(const PictureMark& mark) const {
    const Rect& area = mark.area;
    if (!DrawSvg(cairo, *mark.svg, area.x, area.y, area.width, area.height))
      page.Warn(page.texts.Get("render.pdf.warning_no_charts"));
  }
  void operator()(const OpenTag& tag) const { cairo_tag_begin(cairo, tag.name, nullptr); }
  void operator()(const CloseTag& tag) const { cairo_tag_end(cairo, tag.name); }
  void operator()(const OpenLink& link) {
    if (!link.address.empty()) {
      BeginWebLink(link.address, link.area);
      is_in_link = true;
      return;
    }
    const auto found = anchors.find(link.anchor);
    if (found == anchors.end()) return;
    const Rect& area = link.area;
    const std::string target = fmt::format(
        "page={} pos=[0 {:.2f}] rect=[{:.2f} {:.2f} {:.2f} {:.2f}]", found->second->page + 1,
        found->second->y, area.x, area.y, area.width, area.height);
    cairo_tag_begin(cairo, CAIRO_TAG_LINK, target.c_str());
    is_in_link = true;
  }
  void operator()(const CloseLink&) {
    if (is_in_link) cairo_tag_end(cairo, CAIRO_TAG_LINK);
    is_in_link = false;
  }

 private:
  /// Addresses hold no quotes (document/parse.cc, app/settings.cc).
  void BeginWebLink(const std::string& address, const Rect& area) const {
    const std::string target = fmt::format("uri='{}' rect=[{:.2f} {:.2f} {:.2f} {:.2f}]", address,
                                           area.x, area.y, area.width, area.height);
    cairo_tag_begin(cairo, CAIRO_TAG_LINK, target.c_str());
  }
};

AnchorIndex IndexOf(const std::vector<Anchor>& anchors) {
  AnchorIndex index;
  for (const Anchor& anchor : anchors) index.emplace(anchor.key, &anchor);
  return index;
}

void DrawOutline(const std::vector<Anchor>& anchors, PdfSurface& surface) {
  int section = CAIRO_PDF_OUTLINE_ROOT;
  for (const Anchor& anchor : anchors) {
    if (anchor.title.empty()) continue;
    const int parent = anchor.level == 1 ? CAIRO_PDF_OUTLINE_ROOT : section;
    const int entry = surface.AddOutline(parent, anchor.title, anchor.page + 1, anchor.y);
    if (anchor.level == 1) section = entry;
  }
}

}  // namespace

void DrawPages(const Pages& pages, PdfSurface& surface, PageContext& page) {
  cairo_t* cairo = surface.cairo();
  const AnchorIndex anchors = IndexOf(pages.anchors);
  MarkDrawer drawer{cairo, anchors, page};
  surface.SetPaper(SizeOf(pages.pages.front().turn));  // before the first tag, or cairo forgets it
  cairo_tag_begin(cairo, "Document", nullptr);
  for (size_t i = 0; i < pages.pages.size(); ++i) {
    const PaperSize paper = SizeOf(pages.pages[i].turn);
    if (i > 0) surface.SetPaper(paper);
    for (const Mark& mark : pages.pages[i].marks) std::visit(drawer, mark);
    DrawFooter(cairo, paper, i + 1, pages.pages.size(), page);
    if (i + 1 < pages.pages.size()) cairo_show_page(cairo);
  }
  cairo_tag_end(cairo, "Document");
  cairo_show_page(cairo);
  DrawOutline(pages.anchors, surface);
}

}  // namespace kebao::render::pdf
