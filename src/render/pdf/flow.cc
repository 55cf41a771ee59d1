#include "render/pdf/flow.h"

#include <algorithm>

namespace kebao::render::pdf {
namespace {

constexpr double kTolerance = 0.01;

/// Neither the first nor the last line of a text stands alone, where that can be.
size_t EndWithoutOrphans(const SetText& text, size_t first, size_t end) {
  const size_t left = text.line_count() - end;
  if (left == 0) return end;
  if (left == 1 && end - first > 2) return end - 1;
  return end - first == 1 && first == 0 ? first : end;
}

}  // namespace

Flow::Flow() { pages_.pages.emplace_back(); }

double Flow::left() const { return kMarginX + column_ * (column_width_ + column_gap_); }

void Flow::Gap(double height) {
  if (!IsAtTop()) y_ += height;
}

void Flow::NewPage() {
  pages_.pages.emplace_back();
  pages_.pages.back().turn = turn_;
  top_ = y_ = lowest_ = kMarginTop;
  bottom_ = paper().content_bottom();
}

void Flow::Break() {
  lowest_ = std::max(lowest_, y_);
  if (++column_ < columns_) {
    y_ = top_;
    return;
  }
  column_ = 0;
  NewPage();
}

void Flow::Turn(pdf::Turn turn) {
  if (turn == turn_) return;
  turn_ = turn;
  if (!pages_.pages.back().marks.empty()) {
    NewPage();
  } else {
    pages_.pages.back().turn = turn;
    bottom_ = paper().content_bottom();
  }
  column_width_ = paper().content_width();
}

void Flow::Need(double height) {
  if (Room() + kTolerance < height && !IsAtTop()) Break();
}

void Flow::BeginColumns(int count, double gap, double height) {
  columns_ = count;
  column_ = 0;
  column_gap_ = gap;
  column_width_ = (paper().content_width() - gap * (count - 1)) / count;
  top_ = lowest_ = y_;
  bottom_ = std::min(paper().content_bottom(), y_ + height);
}

void Flow::EndColumns() {
  y_ = std::max(y_, lowest_);
  columns_ = 1;
  column_ = 0;
  column_width_ = paper().content_width();
  column_gap_ = 0;
  top_ = kMarginTop;
  bottom_ = paper().content_bottom();
}

void Flow::MarkAnchor(std::string key, std::string title, int level) {
  const auto is_taken = [&](const Anchor& anchor) { return anchor.key == key; };
  while (std::any_of(pages_.anchors.begin(), pages_.anchors.end(), is_taken)) key += '\'';
  pages_.anchors.push_back({std::move(key), std::move(title), level, page(), y_});
}

void Flow::PutText(const SetTextPtr& text, const char* tag, double indent) {
  for (size_t line = 0; line < text->line_count();) {
    size_t end = text->EndOfFitting(line, Room() + kTolerance);
    if (!IsAtTop()) end = EndWithoutOrphans(*text, line, end);
    if (end == line && !IsAtTop()) {
      Break();
      continue;
    }
    end = std::max(end, line + 1);  // a line taller than a page goes over its edge
    Put(OpenTag{tag});
    Put(TextMark{text, line, end, left() + indent, y_});
    Put(CloseTag{tag});
    Advance(text->Height(line, end));
    line = end;
  }
}

}  // namespace kebao::render::pdf
