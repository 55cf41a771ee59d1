#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace kebao::ingest {

/// A stream of bytes: a file, what is packed in it, or its text as UTF-8. Not thread-safe.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Writes up to `capacity` (> 0) bytes; 0 at the end. Throws WorldFailure("file.read").
  virtual size_t Read(char* into, size_t capacity) = 0;
  /// Bytes of the file as it lies that were taken so far.
  virtual int64_t file_bytes_read() const = 0;
  /// Why the stream ended before its time: a fault code such as "gzip.truncated"; empty if it ended
  /// as it should.
  virtual std::string damage() const { return {}; }
};

/// What unpacking may cost before it counts as an attack.
struct UnpackLimits {
  int64_t max_bytes = int64_t{64} << 30;
  double max_ratio = 1000;

  /// Fault code for `unpacked` bytes out of `packed`; empty while within the limits. Small outputs
  /// may have any ratio.
  std::string_view Exceeded(int64_t packed, int64_t unpacked) const;
};

/// Problems: "file.missing", "file.unreadable".
Result<std::unique_ptr<ByteSource>> OpenFileBytes(const std::filesystem::path& file);
/// `text` must outlive the source.
std::unique_ptr<ByteSource> MemoryBytes(std::string_view text);
/// Members that follow one another are one stream (RFC 1952). Damage: "gzip.truncated",
/// "gzip.damaged", "archive.*".
std::unique_ptr<ByteSource> GunzipBytes(std::unique_ptr<ByteSource> packed, UnpackLimits limits);
/// UTF-8 of a text in `encoding`, without the first `skip` bytes (a byte-order mark).
/// Problem "text.unknown_encoding".
Result<std::unique_ptr<ByteSource>> TextBytes(std::unique_ptr<ByteSource> bytes,
                                              const std::string& encoding, size_t skip);
/// Runs `source` in a thread of its own, a few megabytes ahead of the reader.
std::unique_ptr<ByteSource> ReadAheadBytes(std::unique_ptr<ByteSource> source);

/// Lets the first bytes be looked at before they are read.
class PeekableBytes final : public ByteSource {
 public:
  explicit PeekableBytes(std::unique_ptr<ByteSource> source);
  /// The first bytes of what is still to be read: `wanted` of them unless the stream is shorter.
  std::string_view Peek(size_t wanted);
  /// True once the stream's end has been seen while peeking: Peek() then showed everything.
  bool saw_end() const { return saw_end_; }
  size_t Read(char* into, size_t capacity) override;
  int64_t file_bytes_read() const override { return source_->file_bytes_read(); }
  std::string damage() const override { return source_->damage(); }

 private:
  std::unique_ptr<ByteSource> source_;
  std::string ahead_;
  size_t taken_ = 0;
  bool saw_end_ = false;
};

}  // namespace kebao::ingest
