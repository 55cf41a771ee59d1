#include "ingest/read/line_splitter.h"

#include <utility>

namespace kebao::ingest {

bool LineSplitter::Next(Line& line) {
  constexpr size_t kShownOfLongLine = 64 << 10;
  window_.Drop(std::exchange(drop_before_next_, 0));
  line = {};
  size_t searched = 0;
  size_t end = std::string_view::npos;
  while ((end = window_.rest().find('\n', searched)) == std::string_view::npos) {
    searched = window_.rest().size();
    if (window_.Extend()) continue;
    line.has_newline = false;
    line.too_long = !window_.at_end();
    end = searched;
    break;
  }
  if (line.too_long) {
    long_line_ = window_.rest().substr(0, kShownOfLongLine);
    line.text = long_line_;
    window_.DropPast('\n');
    return true;
  }
  line.text = window_.rest().substr(0, end);
  drop_before_next_ = end + (line.has_newline ? 1 : 0);
  if (line.text.ends_with('\r')) line.text.remove_suffix(1);
  return drop_before_next_ > 0;
}

}  // namespace kebao::ingest
