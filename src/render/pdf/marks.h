#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "render/pdf/paper.h"
#include "render/pdf/set_text.h"

namespace kebao::render::pdf {

/// What stands on a page, in the order in which it is drawn and read.
struct TextMark {  // lines of a text that has been set
  SetTextPtr text;
  size_t first_line = 0;
  size_t end_line = 0;
  double x = 0;
  double y = 0;
};
struct GlyphMark {  // a text on one line, for GlyphCache
  std::string text;
  Style style;
  double x = 0;
  double baseline = 0;
};
struct FillMark {
  Rect area;
  Rgb colour;
};
struct DiamondMark {  // "look here", beside a bad figure; its shape says it without colour
  double x = 0;       // centre
  double y = 0;
  Rgb colour;
};
struct PictureMark {
  std::shared_ptr<const std::string> svg;
  Rect area;
};
/// Structure for screen readers (ISO 32000-1 §14.8.4: "P", "Table", "TH" …). May span pages.
struct OpenTag {
  const char* name;
};
struct CloseTag {
  const char* name;
};
/// What follows, until the end, leads to the anchor; nothing where there is no such anchor. Or to
/// an address of the web.
struct OpenLink {
  std::string anchor;
  Rect area;
  std::string address = {};
};
struct CloseLink {};

using Mark = std::variant<TextMark, GlyphMark, FillMark, DiamondMark, PictureMark, OpenTag,
                          CloseTag, OpenLink, CloseLink>;

struct Page {
  std::vector<Mark> marks;
  Turn turn = Turn::kUpright;
};

/// A place that contents, outline and links lead to.
struct Anchor {
  std::string key;    // unique: "section-2", "metric-csat_rate"
  std::string title;  // empty: in neither contents nor outline
  int level = 1;      // 1: section; 2: within
  size_t page = 0;    // from 0
  double y = 0;
};

/// A laid out report: nothing is left to be decided.
struct Pages {
  std::vector<Page> pages;
  std::vector<Anchor> anchors;
};

}  // namespace kebao::render::pdf
