#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/instant.h"
#include "domain/event.h"

namespace kebao::facts {

inline constexpr int32_t kNone = -1;

/// One row of the event log with its keys, as the fold reads it.
struct Event {
  Instant at;
  uint64_t identity =
      0;  // same identity = same event of the source; the highest (version, import) wins
  uint64_t content = 0;  // hash of everything but version and import
  int64_t version = 0;
  int32_t import_id = 0;
  int32_t agent = kNone;  // agent key
  int32_t team = kNone;   // team key
  int32_t value = kNoValue;
  int32_t subject = kNone;  // code of dimension "kind" (csat, nps, …) for ratings
  domain::EventKind kind = domain::EventKind::kOpened;
  domain::ActorKind actor = domain::ActorKind::kNone;
  bool is_observed = true;
  bool has_text = false;

  static constexpr int32_t kNoValue = std::numeric_limits<int32_t>::min();
};

/// Attributes of one conversation after field-wise merging of all its rows. Codes and keys; kNone =
/// unknown.
struct ConversationAttributes {
  bool is_present = false;  // a conversation row was seen; without one and with ratings only there
                            // is no conversation fact
  int32_t source = 0;
  int32_t channel = kNone;
  int32_t direction = kNone;
  int32_t queue = kNone;
  int32_t issue_type = kNone;
  int32_t product = kNone;
  int32_t business_line = kNone;
  int32_t customer_type = kNone;
  int32_t priority = kNone;
  int32_t region = kNone;
  int32_t language = kNone;
  int32_t agent = kNone;
  int32_t team = kNone;
  int64_t customer = kNone;
  int8_t is_spam = kNone;  // 0, 1, kNone
  int8_t is_merged = kNone;
  int8_t is_sla_met = kNone;
  int32_t stated_customer_messages = kNone;
  int32_t stated_agent_messages = kNone;
  int32_t stated_reopens = kNone;
  int32_t stated_transfers = kNone;
  int32_t stated_handle_seconds = kNone;
  domain::KindSet recorded_kinds;  // what the source can record
};

/// Everything known of one conversation. `events` is every row of the log, in any order: superseded
/// versions, duplicates across imports and implied events included; the fold picks.
struct ConversationView {
  int64_t conversation_key = 0;
  ConversationAttributes attributes;
  std::span<const Event> events;
};

}  // namespace kebao::facts
