#pragma once

#include <string>
#include <string_view>

#include "ingest/read/byte_window.h"

namespace kebao::ingest {

struct Line {
  std::string_view text;  // without line end; valid until the next call
  bool too_long = false;  // `text` is its beginning
  bool has_newline = true;
};

/// Lines of a text, one at a time.
class LineSplitter {
 public:
  explicit LineSplitter(ByteWindow& window) : window_(window) {}
  /// False at the end.
  bool Next(Line& line);

 private:
  ByteWindow& window_;
  size_t drop_before_next_ = 0;
  std::string long_line_;
};

}  // namespace kebao::ingest
