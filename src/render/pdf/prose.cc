#include "render/pdf/prose.h"

#include <fmt/format.h>

#include <algorithm>

#include "document/sentences.h"
#include "render/unbroken_figures.h"

namespace kebao::render::pdf {
namespace {

using document::Tone;

constexpr Style kSectionTitle{16, true, kAccent};
constexpr Style kHeading{12, true, kInk};
constexpr Style kBlockTitle{10, true, kInk};

constexpr double kAfterSection = 150;  // room that a section's title wants below it
constexpr double kAfterHeading = 90;
constexpr double kAboveNote = 3;

/// In bytes of WithUnbrokenFigures.
std::vector<SetText::Link> LinksOf(const document::Paragraph& paragraph) {
  std::vector<SetText::Link> links;
  for (const document::BoundFigure* bound : document::PrintedFigures(paragraph)) {
    const std::string& address = bound->figure.provenance.link;
    if (address.empty()) continue;
    const size_t begin = UnbrokenPlace(paragraph, bound->place.begin);
    const size_t end = UnbrokenPlace(paragraph, bound->place.begin + bound->place.size);
    links.push_back({begin, end - begin, address});
  }
  return links;
}

}  // namespace

void FlowSectionTitle(Flow& flow, const document::Section& section, size_t index, double room,
                      PageContext& page) {
  flow.Gap(26);
  const SetTextPtr title = page.type.Set(section.title, kSectionTitle, flow.width());
  flow.Need(std::min(title->height() + std::max(kAfterSection, room), flow.FullRoom()));
  flow.MarkAnchor(fmt::format("section-{}", index), page.type.Clean(section.title), 1);
  flow.PutText(title, "H1");
  flow.Advance(3);
  flow.Put(FillMark{{flow.left(), flow.y(), flow.width(), 1.2}, kAccent});
  flow.Advance(10);
}

void FlowHeading(Flow& flow, const document::Heading& heading, PageContext& page) {
  flow.Gap(12);
  const Style& style = heading.level <= 2 ? kHeading : kBlockTitle;
  const SetTextPtr title = page.type.Set(heading.text, style, flow.width());
  flow.Need(std::min(title->height() + kAfterHeading, flow.FullRoom()));
  flow.MarkAnchor("heading-" + heading.text, page.type.Clean(heading.text), 2);
  flow.PutText(title, heading.level <= 2 ? "H2" : "H3");
  flow.Advance(4);
}

void FlowBlockTitle(Flow& flow, const std::string& key, const std::string& title, double room,
                    PageContext& page) {
  flow.Gap(12);
  if (title.empty()) return flow.Need(room);
  const SetTextPtr text = page.type.Set(title, kBlockTitle, flow.width());
  flow.Need(std::min(text->height() + room, flow.FullRoom()));
  if (!key.empty()) flow.MarkAnchor(key, page.type.Clean(title), 2);
  flow.PutText(text, "H3");
  flow.Advance(3);
}

void FlowParagraph(Flow& flow, const document::Paragraph& paragraph, PageContext& page) {
  Style style = kBody;
  style.colour = ToneColour(paragraph.tone);
  style.is_bold = paragraph.tone == Tone::kBad;
  flow.Gap(4);
  flow.PutText(page.type.Set(WithUnbrokenFigures(paragraph), style, flow.width(),
                             {.is_justified = true, .leading = 1.2, .links = LinksOf(paragraph)}),
               "P");
}

double NoteHeight(const std::string& note, double width, PageContext& page) {
  return note.empty() ? 0 : kAboveNote + page.type.Set(note, kNote, width)->height();
}

void FlowNote(Flow& flow, const std::string& note, PageContext& page) {
  if (note.empty()) return;
  flow.Gap(kAboveNote);
  flow.PutText(page.type.Set(note, kNote, flow.width()), "Note");
}

}  // namespace kebao::render::pdf
