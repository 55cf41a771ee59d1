#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <vector>

#include "render/pdf/gobject.h"
#include "render/pdf/paper.h"

namespace kebao::render::pdf {

/// A text broken into lines of a certain width. Immutable once made.
class SetText {
 public:
  /// Bytes of the text that lead to an address of the web.
  struct Link {
    size_t begin = 0;
    size_t size = 0;
    std::string address;
  };

  /// How lines are made to fill the width: by wider blanks (Latin), by space between all characters
  /// (Chinese), or not at all. The last line of a paragraph never is.
  enum class Fill : uint8_t { kNone, kBlanks, kCharacters };

  SetText(Ref<PangoLayout> layout, Rgb colour, double width, Fill fill,
          std::vector<Link> links = {});

  size_t line_count() const { return lines_.size(); }
  double Height(size_t first_line, size_t end_line) const;
  double height() const { return Height(0, line_count()); }
  double widest_line() const;
  /// The line after the last one which fits `room`, counted from `first_line`; may be `first_line`.
  size_t EndOfFitting(size_t first_line, double room) const;
  /// Characters no installed font has a shape for.
  int unknown_glyphs() const;
  bool is_shortened() const;

  /// Draws lines with the top left corner of the first at (x, y).
  void Draw(cairo_t* cairo, size_t first_line, size_t end_line, double x, double y) const;

  /// Where its links stand when it is drawn so: one area for each line that a link is on.
  struct LinkArea {
    Rect area;
    const std::string* address;
  };
  std::vector<LinkArea> LinkAreas(size_t first_line, size_t end_line, double x, double y) const;

 private:
  struct Line {
    PangoLayoutLine* line;  // owned by layout_
    double x = 0;
    double top = 0;
    double baseline = 0;
    double bottom = 0;
    double width = 0;
  };
  void ReadLines();
  void SpreadCharacters(double width);

  Ref<PangoLayout> layout_;
  Rgb colour_;
  std::vector<Line> lines_;
  std::vector<Link> links_;
};

using SetTextPtr = std::shared_ptr<const SetText>;

}  // namespace kebao::render::pdf
