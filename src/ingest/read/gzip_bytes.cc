#include <zlib.h>

#include <algorithm>
#include <vector>

#include "ingest/read/byte_source.h"

namespace kebao::ingest {
namespace {

class GzipBytes final : public ByteSource {
 public:
  GzipBytes(std::unique_ptr<ByteSource> packed, UnpackLimits limits)
      : packed_(std::move(packed)), limits_(limits), input_(kInput) {
    constexpr int kGzipOnly = 15 + 16;
    KEBAO_ASSERT(inflateInit2(&stream_, kGzipOnly) == Z_OK);
  }
  GzipBytes(const GzipBytes&) = delete;
  GzipBytes& operator=(const GzipBytes&) = delete;
  ~GzipBytes() override { inflateEnd(&stream_); }

  size_t Read(char* into, size_t capacity) override {
    capacity = std::min(capacity, size_t{1} << 30);
    size_t count = 0;
    while (count == 0 && !ended_) count = Inflate(into, capacity);
    unpacked_ += static_cast<int64_t>(count);
    if (const std::string_view exceeded = limits_.Exceeded(packed_read_, unpacked_);
        !exceeded.empty()) {
      End(exceeded);
    }
    return count;
  }
  int64_t file_bytes_read() const override { return packed_->file_bytes_read(); }
  std::string damage() const override { return damage_.empty() ? packed_->damage() : damage_; }

 private:
  static constexpr size_t kInput = 256 << 10;

  size_t Inflate(char* into, size_t capacity) {
    if (stream_.avail_in == 0 && !FillInput()) {
      End(between_members_ ? "" : "gzip.truncated");
      return 0;
    }
    if (between_members_ && !BeginMember()) return 0;
    stream_.next_out = reinterpret_cast<Bytef*>(into);
    stream_.avail_out = static_cast<uInt>(capacity);
    const int status = inflate(&stream_, Z_NO_FLUSH);
    if (status == Z_STREAM_END) {
      between_members_ = true;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      End("gzip.damaged");
    }
    return capacity - stream_.avail_out;
  }

  bool FillInput() {
    const size_t count = packed_->Read(input_.data(), input_.size());
    packed_read_ += static_cast<int64_t>(count);
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
    stream_.avail_in = static_cast<uInt>(count);
    return count > 0;
  }

  /// Zero padding may follow the last member (tapes, some object stores); anything else is damage.
  bool BeginMember() {
    if (members_ > 0 && *stream_.next_in != 0x1f) {
      const bool zeros = std::all_of(stream_.next_in, stream_.next_in + stream_.avail_in,
                                     [](Bytef byte) { return byte == 0; });
      stream_.avail_in = 0;
      if (!zeros) End("gzip.damaged");
      return false;
    }
    ++members_;
    between_members_ = false;
    inflateReset(&stream_);
    return true;
  }

  void End(std::string_view damage) {
    ended_ = true;
    if (damage_.empty()) damage_ = damage;
  }

  std::unique_ptr<ByteSource> packed_;
  UnpackLimits limits_;
  std::vector<char> input_;
  z_stream stream_{};
  int64_t packed_read_ = 0;
  int64_t unpacked_ = 0;
  int64_t members_ = 0;
  bool between_members_ = true;
  bool ended_ = false;
  std::string damage_;
};

}  // namespace

std::unique_ptr<ByteSource> GunzipBytes(std::unique_ptr<ByteSource> packed, UnpackLimits limits) {
  return std::make_unique<GzipBytes>(std::move(packed), limits);
}

}  // namespace kebao::ingest
