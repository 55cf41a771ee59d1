#include "ingest/read/byte_window.h"

#include <algorithm>
#include <cstring>

namespace kebao::ingest {
namespace {

constexpr size_t kFirstCapacity = size_t{1} << 20;

}  // namespace

ByteWindow::ByteWindow(std::unique_ptr<ByteSource> source, size_t max_record_bytes)
    : source_(std::move(source)), max_record_bytes_(max_record_bytes) {
  Resize(std::min(kFirstCapacity, max_record_bytes_));
}

void ByteWindow::Resize(size_t capacity) {
  auto data = std::make_unique_for_overwrite<char[]>(capacity + kSlack);
  std::memset(data.get() + capacity, 0, kSlack);
  const size_t kept = end_ - begin_;
  if (kept > 0) std::memcpy(data.get(), begin(), kept);
  data_ = std::move(data);
  capacity_ = capacity;
  begin_ = 0;
  end_ = kept;
}

bool ByteWindow::Extend() {
  if (at_end_) return false;
  const size_t kept = end_ - begin_;
  // A window that is half full of one record grows, so that a long record is moved only a few
  // times.
  if (kept * 2 > capacity_ && capacity_ < max_record_bytes_) {
    Resize(std::min(capacity_ * 2, max_record_bytes_));
  } else if (begin_ > 0) {
    std::memmove(data_.get(), begin(), kept);
    begin_ = 0;
    end_ = kept;
  }
  if (end_ == capacity_) return false;
  const size_t count = source_->Read(data_.get() + end_, capacity_ - end_);
  at_end_ = count == 0;
  end_ += count;
  return count > 0;
}

void ByteWindow::DropPast(char byte) {
  do {
    const void* found = std::memchr(begin(), byte, end_ - begin_);
    if (found) {
      Drop(static_cast<const char*>(found) + 1);
      return;
    }
    begin_ = end_;
  } while (Extend());
}

std::string_view ByteWindow::Fill(size_t bytes) {
  while (end_ - begin_ < bytes && Extend()) {
  }
  return rest();
}

}  // namespace kebao::ingest
