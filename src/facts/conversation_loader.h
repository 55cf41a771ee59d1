#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/warehouse.h"
#include "facts/conversation_events.h"

namespace kebao::facts {

/// The log rows of a range of conversations, gathered per conversation. Sorting is by counting: the
/// keys of a range are dense, so that 10⁶ events are in place in two passes without comparing.
class ConversationLoader {
 public:
  /// `ranks`: by import id, how late its rows count (WriteTransaction::ImportRanks).
  explicit ConversationLoader(std::vector<int32_t> ranks) : ranks_(std::move(ranks)) {}

  void Load(engine::WriteTransaction* transaction, engine::KeyRange range);
  int64_t events() const { return static_cast<int64_t>(sorted_events_.size()); }
  /// Conversations of the range that have any row, by key.
  void ForEach(const std::function<void(const ConversationView&)>& visit) const;

 private:
  /// One conversation row of the log; attributes hold only the fields that it provides.
  struct AttributeRow {
    int64_t key = 0;
    int64_t version = 0;
    int64_t row = 0;
    int32_t rank = 0;
    uint64_t provided = 0;
    ConversationAttributes attributes;
  };

  void ReadEvents(engine::WriteTransaction* transaction);
  void ReadAttributes(engine::WriteTransaction* transaction);
  void SortEvents();
  void CountEvents();
  int32_t RankOf(int32_t import_id) const;
  ConversationAttributes Merge(size_t first, size_t limit) const;

  std::vector<int32_t> ranks_;
  engine::KeyRange range_;
  std::vector<int64_t> event_keys_;
  std::vector<int32_t> sources_;  // by key − range.first, from the events
  std::vector<Event> events_;
  std::vector<uint32_t> event_starts_;  // by key − range.first; one more at the end
  std::vector<Event> sorted_events_;
  std::vector<AttributeRow> rows_;  // sorted by (key, version, rank, row)
};

}  // namespace kebao::facts
