#include "engine/background_writer.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace kebao::engine {
namespace {

using domain::CanonicalEvent;
using domain::CanonicalRecord;
using domain::QualityCount;
using domain::RejectedRow;

constexpr size_t kItemsPerBatch = 2048;
constexpr size_t kBatches = 4;

/// Items of one kind. Cleared items keep their memory for the next ones.
template <class T>
class Shelf {
 public:
  void Add(const T& item) {
    if (used_ == items_.size()) items_.emplace_back();
    items_[used_++] = item;
  }
  const T& Next() { return items_[taken_++]; }
  void Clear() { used_ = taken_ = 0; }

 private:
  std::vector<T> items_;
  size_t used_ = 0;
  size_t taken_ = 0;
};

/// Rows in the order in which they came.
class Batch {
 public:
  template <class T>
  void Add(const T& item) {
    std::get<Shelf<T>>(shelves_).Add(item);
    order_.push_back(KindOf(item));
  }
  bool is_full() const { return order_.size() >= kItemsPerBatch; }

  void HandTo(StagingWriter& writer) {
    for (const Kind kind : order_) {
      switch (kind) {
        case Kind::kEvent:
          writer.Accept(std::get<Shelf<CanonicalEvent>>(shelves_).Next());
          break;
        case Kind::kRecord:
          writer.Accept(std::get<Shelf<CanonicalRecord>>(shelves_).Next());
          break;
        case Kind::kReject:
          writer.Accept(std::get<Shelf<RejectedRow>>(shelves_).Next());
          break;
        case Kind::kCount:
          writer.Accept(std::get<Shelf<QualityCount>>(shelves_).Next());
          break;
      }
    }
  }

  void Clear() {
    order_.clear();
    std::apply([](auto&... shelf) { (shelf.Clear(), ...); }, shelves_);
  }

 private:
  enum class Kind : uint8_t { kEvent, kRecord, kReject, kCount };
  static Kind KindOf(const CanonicalEvent&) { return Kind::kEvent; }
  static Kind KindOf(const CanonicalRecord&) { return Kind::kRecord; }
  static Kind KindOf(const RejectedRow&) { return Kind::kReject; }
  static Kind KindOf(const QualityCount&) { return Kind::kCount; }

  std::vector<Kind> order_;
  std::tuple<Shelf<CanonicalEvent>, Shelf<CanonicalRecord>, Shelf<RejectedRow>, Shelf<QualityCount>>
      shelves_;
};

class BackgroundWriter final : public StagingWriter {
 public:
  explicit BackgroundWriter(std::unique_ptr<StagingWriter> writer)
      : writer_(std::move(writer)), batches_(kBatches), current_(&batches_.front()) {
    for (size_t index = 1; index < batches_.size(); ++index) free_.push_back(&batches_[index]);
    thread_ = std::thread([this] { Run(); });
  }

  ~BackgroundWriter() override { StopThread(); }

  void Accept(const CanonicalEvent& event) override { Add(event); }
  void Accept(const CanonicalRecord& record) override { Add(record); }
  void Accept(const RejectedRow& row) override { Add(row); }
  void Accept(const QualityCount& count) override { Add(count); }

  void Finish(int64_t rows_read, int64_t rows_repaired, int64_t rows_ignored) override {
    Submit();
    StopThread();
    if (failure_) std::rethrow_exception(failure_);
    writer_->Finish(rows_read, rows_repaired, rows_ignored);
  }

 private:
  template <class T>
  void Add(const T& item) {
    current_->Add(item);
    if (!current_->is_full()) return;
    Submit();
    TakeFree();
  }

  void Submit() {
    {
      const std::lock_guard lock(mutex_);
      full_.push_back(current_);
    }
    changed_.notify_all();
  }

  void TakeFree() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !free_.empty() || failure_; });
    if (failure_) std::rethrow_exception(failure_);
    current_ = free_.front();
    free_.pop_front();
  }

  void StopThread() {
    {
      const std::lock_guard lock(mutex_);
      is_ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  /// Until there is nothing more to come, or the writer fails.
  void Run() {
    while (Batch* batch = TakeFull()) {
      try {
        batch->HandTo(*writer_);
      } catch (...) {
        const std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
        changed_.notify_all();
        return;
      }
      batch->Clear();
      {
        const std::lock_guard lock(mutex_);
        free_.push_back(batch);
      }
      changed_.notify_all();
    }
  }

  Batch* TakeFull() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !full_.empty() || is_ending_; });
    if (full_.empty()) return nullptr;
    Batch* batch = full_.front();
    full_.pop_front();
    return batch;
  }

  std::unique_ptr<StagingWriter> writer_;
  std::vector<Batch> batches_;
  Batch* current_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch*> free_;  // these four: under mutex_
  std::deque<Batch*> full_;
  bool is_ending_ = false;
  std::exception_ptr failure_;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<StagingWriter> WriteInBackground(std::unique_ptr<StagingWriter> writer) {
  return std::make_unique<BackgroundWriter>(std::move(writer));
}

}  // namespace kebao::engine
