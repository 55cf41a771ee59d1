#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kebao::ingest {

/// Finds rows that say again what was said a moment ago (a log that repeats the ticket's fields on
/// every line), in bounded memory: a repeat that comes very late is not found, which costs time,
/// never a figure, because the log keeps identical rows once.
class RepeatFilter {
 public:
  RepeatFilter() : last_content_(size_t{1} << kBits, 0) {}
  /// True if `content` is what `identity` had last.
  bool IsRepeat(uint64_t identity, uint64_t content) {
    uint64_t& last = last_content_[identity >> (64 - kBits)];
    if (last == content) return true;
    last = content;
    return false;
  }

 private:
  static constexpr int kBits = 16;
  std::vector<uint64_t> last_content_;
};

}  // namespace kebao::ingest
