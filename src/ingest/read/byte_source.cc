#include "ingest/read/byte_source.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/transcode.h"

namespace kebao::ingest {
namespace {

class FileBytes final : public ByteSource {
 public:
  explicit FileBytes(int descriptor) : descriptor_(descriptor) {}
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;
  ~FileBytes() override { close(descriptor_); }

  size_t Read(char* into, size_t capacity) override {
    ssize_t count = 0;
    do {
      count = read(descriptor_, into, capacity);
    } while (count < 0 && errno == EINTR);
    if (count < 0) throw WorldFailure("file.read", std::strerror(errno));
    bytes_read_ += count;
    return static_cast<size_t>(count);
  }
  int64_t file_bytes_read() const override { return bytes_read_; }

 private:
  int descriptor_;
  int64_t bytes_read_ = 0;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view text) : text_(text) {}
  size_t Read(char* into, size_t capacity) override {
    const size_t count = std::min(capacity, text_.size() - at_);
    std::memcpy(into, text_.data() + at_, count);
    at_ += count;
    return count;
  }
  int64_t file_bytes_read() const override { return static_cast<int64_t>(at_); }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

class TranscodedBytes final : public ByteSource {
 public:
  TranscodedBytes(std::unique_ptr<ByteSource> bytes, Transcoder transcoder, size_t skip)
      : bytes_(std::move(bytes)),
        transcoder_(std::move(transcoder)),
        skip_(skip),
        piece_(kPiece, '\0') {}

  size_t Read(char* into, size_t capacity) override {
    while (given_ == text_.size() && !ended_) DecodePiece();
    const size_t count = std::min(capacity, text_.size() - given_);
    std::memcpy(into, text_.data() + given_, count);
    given_ += count;
    return count;
  }
  int64_t file_bytes_read() const override { return bytes_->file_bytes_read(); }
  std::string damage() const override { return bytes_->damage(); }

 private:
  static constexpr size_t kPiece = 256 << 10;

  void DecodePiece() {
    text_.clear();
    given_ = 0;
    const size_t count = bytes_->Read(piece_.data(), piece_.size());
    ended_ = count == 0;
    std::string_view bytes(piece_.data(), count);
    const size_t skipped = std::min(skip_, count);
    skip_ -= skipped;
    transcoder_.Append(bytes.substr(skipped), ended_, text_);
  }

  std::unique_ptr<ByteSource> bytes_;
  Transcoder transcoder_;
  size_t skip_;
  std::string piece_;
  std::string text_;
  size_t given_ = 0;
  bool ended_ = false;
};

}  // namespace

std::string_view UnpackLimits::Exceeded(int64_t packed, int64_t unpacked) const {
  constexpr int64_t kAnyRatioBelow = 16 << 20;
  if (unpacked > max_bytes) return "archive.too_large";
  const double ratio =
      static_cast<double>(unpacked) / static_cast<double>(std::max<int64_t>(packed, 1));
  return unpacked > kAnyRatioBelow && ratio > max_ratio ? "archive.suspicious" : "";
}

Result<std::unique_ptr<ByteSource>> OpenFileBytes(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return MakeProblem(errno == ENOENT ? "file.missing" : "file.unreadable", file.string(),
                       {{"reason", std::strerror(errno)}});
  }
  return std::make_unique<FileBytes>(descriptor);
}

std::unique_ptr<ByteSource> MemoryBytes(std::string_view text) {
  return std::make_unique<MemorySource>(text);
}

Result<std::unique_ptr<ByteSource>> TextBytes(std::unique_ptr<ByteSource> bytes,
                                              const std::string& encoding, size_t skip) {
  KEBAO_TRY(Transcoder transcoder, Transcoder::Open(encoding));
  return std::make_unique<TranscodedBytes>(std::move(bytes), std::move(transcoder), skip);
}

PeekableBytes::PeekableBytes(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

std::string_view PeekableBytes::Peek(size_t wanted) {
  size_t have = ahead_.size() - taken_;
  while (have < wanted && !saw_end_) {
    ahead_.resize(taken_ + wanted);
    const size_t count = source_->Read(ahead_.data() + taken_ + have, wanted - have);
    saw_end_ = count == 0;
    have += count;
  }
  ahead_.resize(taken_ + have);
  return std::string_view(ahead_).substr(taken_, wanted);
}

size_t PeekableBytes::Read(char* into, size_t capacity) {
  if (taken_ == ahead_.size()) return saw_end_ ? 0 : source_->Read(into, capacity);
  const size_t count = std::min(capacity, ahead_.size() - taken_);
  std::memcpy(into, ahead_.data() + taken_, count);
  taken_ += count;
  if (taken_ == ahead_.size()) {
    ahead_ = {};
    taken_ = 0;
  }
  return count;
}

}  // namespace kebao::ingest
