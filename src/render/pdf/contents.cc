#include "render/pdf/contents.h"

#include <fmt/format.h>

namespace kebao::render::pdf {
namespace {

constexpr Style kTitle{16, true, kAccent};
constexpr Style kSection{10.5, true, kInk};
constexpr Style kEntry{9, false, kInkSoft};
constexpr double kNumberRoom = 34;
constexpr double kDotStep = 4;

/// Small squares, which readers of the text do not hear.
void PutLeader(Flow& flow, double from, double to, double y) {
  for (double x = to - kDotStep; x > from + kDotStep; x -= kDotStep)
    flow.Put(FillMark{{x, y, 0.7, 0.7}, kInkFaint});
}

void PutEntry(Flow& flow, const Anchor& anchor, size_t number, PageContext& page) {
  const bool is_section = anchor.level == 1;
  const double indent = is_section ? 0 : 14;
  const Style& style = is_section ? kSection : kEntry;
  const double room = flow.width() - indent - kNumberRoom;
  const SetTextPtr title =
      page.type.Set(anchor.title, style, room, {.most_lines = 1, .is_full_elsewhere = true});
  const SetTextPtr digits = page.type.Set(fmt::format("{}", number), style, kNumberRoom,
                                          {.alignment = PANGO_ALIGN_RIGHT});
  if (is_section) flow.Gap(5);
  flow.Need(title->height());
  const double y = flow.y();
  const double right = flow.left() + flow.width();
  PutLeader(flow, flow.left() + indent + title->widest_line(), right - digits->widest_line(),
            y + title->height() * 0.68);
  flow.Put(OpenTag{"TOCI"});
  flow.Put(OpenLink{anchor.key, {flow.left(), y, flow.width(), title->height()}});
  flow.Put(TextMark{title, 0, title->line_count(), flow.left() + indent, y});
  flow.Put(TextMark{digits, 0, digits->line_count(), right - kNumberRoom, y});
  flow.Put(CloseLink{});
  flow.Put(CloseTag{"TOCI"});
  flow.Advance(title->height() + 1.5);
}

}  // namespace

void FlowContents(Flow& flow, const std::vector<Anchor>& anchors, size_t first_page,
                  PageContext& page) {
  flow.PutText(page.type.Set(page.texts.Get("render.pdf.contents"), kTitle, flow.width()), "H1");
  flow.Advance(8);
  flow.Put(OpenTag{"TOC"});
  for (const Anchor& anchor : anchors)
    if (!anchor.title.empty()) PutEntry(flow, anchor, first_page + anchor.page, page);
  flow.Put(CloseTag{"TOC"});
}

}  // namespace kebao::render::pdf
