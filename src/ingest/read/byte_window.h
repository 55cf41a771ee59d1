#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "ingest/read/byte_source.h"

namespace kebao::ingest {

/// Enough for any honest record; what is longer is a fault, so that memory stays bounded.
inline constexpr size_t kMaxRecordBytes = size_t{64} << 20;

/// A sliding view of a stream: records are looked at in place. Behind end() there are always kSlack
/// readable bytes (of any content), so that a scan may load whole blocks.
class ByteWindow {
 public:
  static constexpr size_t kSlack = 64;

  explicit ByteWindow(std::unique_ptr<ByteSource> source,
                      size_t max_record_bytes = kMaxRecordBytes);

  const char* begin() const { return data_.get() + begin_; }
  const char* end() const { return data_.get() + end_; }
  std::string_view rest() const { return {begin(), end_ - begin_}; }
  /// True when end() is the end of the stream.
  bool at_end() const { return at_end_; }

  /// Everything before `position` is done with.
  void Drop(const char* position) { begin_ = static_cast<size_t>(position - data_.get()); }
  void Drop(size_t bytes) { begin_ += bytes; }
  /// Brings more bytes behind end(); moves the rest, so pointers into the window die. False at the
  /// end of the stream and when a record of max_record_bytes has not ended yet.
  bool Extend();
  /// Drops up to and including the next `byte`, however far away it is.
  void DropPast(char byte);
  /// Brings at least `bytes` into the window unless the stream ends.
  std::string_view Fill(size_t bytes);

  int64_t file_bytes_read() const { return source_->file_bytes_read(); }
  std::string damage() const { return source_->damage(); }

 private:
  void Resize(size_t capacity);

  std::unique_ptr<ByteSource> source_;
  size_t max_record_bytes_;
  std::unique_ptr<char[]> data_;
  size_t capacity_ = 0;
  size_t begin_ = 0;
  size_t end_ = 0;
  bool at_end_ = false;
};

}  // namespace kebao::ingest
