#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace kebao {

/// Turns a stream of bytes in any encoding that ICU knows into UTF-8. Characters may be cut
/// anywhere between two calls. A malformed byte passes through unchanged, so that the output is
/// malformed in the same place and whoever validates it (IsValidUtf8) finds the damage and still
/// has the bytes. Not thread-safe; movable.
class Transcoder {
 public:
  /// Problem "text.unknown_encoding" {encoding}.
  static Result<Transcoder> Open(const std::string& encoding);
  Transcoder(Transcoder&&) noexcept;
  Transcoder& operator=(Transcoder&&) noexcept;
  ~Transcoder();

  /// Appends the UTF-8 of `bytes` to `text`; `last` tells that nothing follows.
  void Append(std::string_view bytes, bool last, std::string& text);
  /// Bytes met so far that mean nothing in this encoding.
  int64_t malformed() const;

 private:
  struct Impl;
  explicit Transcoder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kebao
