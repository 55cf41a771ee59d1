#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "ingest/read/byte_source.h"

namespace kebao::ingest {
namespace {

/// A ring of blocks between the thread that unpacks and the thread that reads.
class ReadAhead final : public ByteSource {
 public:
  explicit ReadAhead(std::unique_ptr<ByteSource> source)
      : source_(std::move(source)), thread_([this](std::stop_token stop) { Produce(stop); }) {}

  size_t Read(char* into, size_t capacity) override {
    if (!WaitForBlock()) return 0;
    Block& block = blocks_[reading_ % kBlocks];
    const size_t count = std::min(capacity, block.bytes - given_);
    std::memcpy(into, block.data.data() + given_, count);
    given_ += count;
    if (given_ == block.bytes) ReleaseBlock(block.file_bytes_read);
    return count;
  }
  int64_t file_bytes_read() const override { return file_bytes_read_; }
  std::string damage() const override {
    const std::scoped_lock lock(mutex_);
    return ended_ ? source_->damage() : std::string();
  }

 private:
  static constexpr size_t kBlocks = 4;
  static constexpr size_t kBlockBytes = 1 << 20;
  struct Block {
    std::vector<char> data = std::vector<char>(kBlockBytes);
    size_t bytes = 0;
    int64_t file_bytes_read = 0;
  };

  bool WaitForBlock() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return written_ > reading_ || ended_; });
    if (written_ > reading_) return true;
    if (failure_) std::rethrow_exception(failure_);
    return false;
  }

  void ReleaseBlock(int64_t file_bytes_read) {
    file_bytes_read_ = file_bytes_read;
    given_ = 0;
    const std::scoped_lock lock(mutex_);
    ++reading_;
    changed_.notify_all();
  }

  void Produce(const std::stop_token& stop) {
    try {
      while (WaitForRoom(stop) && FillBlock()) {
      }
    } catch (...) {
      const std::scoped_lock lock(mutex_);
      failure_ = std::current_exception();
    }
    const std::scoped_lock lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

  bool WaitForRoom(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    return changed_.wait(lock, stop, [&] { return written_ - reading_ < kBlocks; });
  }

  bool FillBlock() {
    Block& block = blocks_[written_ % kBlocks];
    block.bytes = 0;
    size_t count = 1;
    while (count > 0 && block.bytes < kBlockBytes) {
      count = source_->Read(block.data.data() + block.bytes, kBlockBytes - block.bytes);
      block.bytes += count;
    }
    block.file_bytes_read = source_->file_bytes_read();
    if (block.bytes == 0) return false;
    const std::scoped_lock lock(mutex_);
    ++written_;
    changed_.notify_all();
    return count > 0;
  }

  std::unique_ptr<ByteSource> source_;
  std::array<Block, kBlocks> blocks_;
  size_t given_ = 0;             // of the block being read; reader only
  int64_t file_bytes_read_ = 0;  // reader only
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  size_t reading_ = 0;  // guarded by mutex_, like all below
  size_t written_ = 0;
  bool ended_ = false;
  std::exception_ptr failure_;
  std::jthread thread_;  // last: stops and joins before the rest goes
};

}  // namespace

std::unique_ptr<ByteSource> ReadAheadBytes(std::unique_ptr<ByteSource> source) {
  return std::make_unique<ReadAhead>(std::move(source));
}

}  // namespace kebao::ingest
