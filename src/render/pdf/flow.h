#pragma once

#include <string>
#include <vector>

#include "render/pdf/marks.h"

namespace kebao::render::pdf {

/// Puts blocks one below the other, over as many pages as they need. In columns, the next column is
/// used before the next page.
class Flow {
 public:
  Flow();

  double left() const;
  double width() const { return column_width_; }
  double y() const { return y_; }
  double Room() const { return bottom_ - y_; }
  /// The most that ever fits at once.
  double FullRoom() const { return paper().content_bottom() - kMarginTop; }
  bool IsAtTop() const { return y_ <= top_; }

  void Put(Mark mark) { pages_.pages.back().marks.push_back(std::move(mark)); }
  void Advance(double height) { y_ += height; }
  /// Space between blocks; none at the top of a page.
  void Gap(double height);
  /// Goes to the next column or page.
  void Break();
  /// What follows stands on pages that are turned like this; a page of its own where the present
  /// one is not. Not within columns.
  void Turn(pdf::Turn turn);
  /// Breaks where there is less room than `height`, unless nothing would be won by it.
  void Need(double height);
  /// `height` is that of a column on this page; on later pages columns take the whole height.
  void BeginColumns(int count, double gap, double height);
  /// Goes below the longest column.
  void EndColumns();

  /// Names the present place. A key that was used before gets "'" behind it.
  void MarkAnchor(std::string key, std::string title, int level);

  /// Text lines with this tag, over as many pages as they need.
  void PutText(const SetTextPtr& text, const char* tag, double indent = 0);

  size_t page() const { return pages_.pages.size() - 1; }
  Pages Take() { return std::move(pages_); }

 private:
  PaperSize paper() const { return SizeOf(turn_); }
  void NewPage();

  Pages pages_;
  pdf::Turn turn_ = pdf::Turn::kUpright;
  double top_ = kMarginTop;
  double bottom_ = kContentBottom;
  double y_ = kMarginTop;
  double lowest_ = kMarginTop;
  int columns_ = 1;
  int column_ = 0;
  double column_gap_ = 0;
  double column_width_ = kContentWidth;
};

}  // namespace kebao::render::pdf
