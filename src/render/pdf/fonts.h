#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>

namespace kebao::render::pdf {

/// The families that a report is set in. Latin letters and digits have one of their own, as is good
/// Chinese typography; besides, cairo 1.16 takes all subroutines (0.9 MB) of a CJK font of type CFF
/// into the file as soon as certain Latin letters are among its glyphs, such as K with L.
struct Fonts {
  std::string main = "Sans";
  std::string latin = {};  // empty: as main
};

struct FreeAttributes {
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};
using Attributes = std::unique_ptr<PangoAttrList, FreeAttributes>;

/// Attributes that put the Latin parts of `text` (ASCII and letters with accents) into their
/// family. Chinese quotation marks and dashes stay in the main one, where they are wide.
Attributes LatinAttributes(std::string_view text, const Fonts& fonts);

/// A layout of one style; no width, no attributes but those above.
struct Style;
PangoLayout* NewLayout(PangoContext* context, std::string_view text, const Style& style,
                       const Fonts& fonts);

}  // namespace kebao::render::pdf
