#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demo/demo_catalog.h"
#include "demo/phrases.h"
#include "demo/time_line.h"
#include "domain/event.h"

namespace kebao::demo {

enum class EventSubject : uint8_t { kNone, kCsat, kNps, kFirstResponse, kResolution };
/// "", "csat", "nps", "first_response", "resolution".
std::string_view NameOf(EventSubject subject);

/// One event of a conversation before its text is written.
struct PlannedEvent {
  static constexpr int32_t kNoValue = std::numeric_limits<int32_t>::min();

  EpochSeconds at = 0;
  domain::EventKind kind = domain::EventKind::kOpened;
  domain::ActorKind actor = domain::ActorKind::kNone;
  Utterance utterance = Utterance::kNone;
  EventSubject subject = EventSubject::kNone;
  int16_t agent = -1;
  int16_t team = -1;
  int32_t value = kNoValue;
  uint32_t text_seed = 0;
};

/// What a conversation is about and what came of it, without its events.
struct ConversationHead {
  int64_t number = 0;  // 1, 2, … in the order of opening
  int day = 0;         // index of the day of opening
  int number_in_day = 0;
  EpochSeconds opened_at = 0;
  Channel channel = Channel::kChat;
  int queue = -1;  // of chat_queues; −1: named after channel
  int issue = 0;
  int product = 0;
  int region = 0;
  int64_t customer = 0;
  std::string_view customer_type;
  bool is_spam = false;
  bool is_urgent = false;
  bool is_outbound = false;
  int64_t merged_into = 0;  // number of the other conversation; 0: none
  uint64_t order_number = 0;
  uint64_t seed = 0;
  // What happened, for what follows from it.
  int first_team = -1;
  int last_agent = -1;
  int transfers = 0;
  bool is_resolved = false;
  double wait_seconds = 0;
  double opinion = 0;  // latent satisfaction, about 1 … 5
  EpochSeconds served_until = 0;
};

/// One conversation as the generator thought it out, from its opening to its end (which may lie
/// beyond the data).
struct Conversation : ConversationHead {
  std::vector<PlannedEvent> events;  // ascending by time
};

/// "K20250311-000123": unique, and sorted as opened.
void WriteConversationId(const ConversationHead& conversation, const TimeLine& line,
                         std::string& id);
/// "C0000123".
void WriteCustomerId(int64_t customer, std::string& id);

class Desk;
/// What stands in the messages of this conversation; `agent` is who writes, −1: nobody.
SlotValues SlotsOf(const ConversationHead& conversation, const Desk& desk, int agent);
/// What the source system can record for this channel.
domain::KindSet RecordedKinds(Channel channel);
/// 官网在线, 微信客服, 电话热线, 工单, 客服邮箱 …
std::string_view QueueName(const ConversationHead& conversation, const DemoCatalog& catalog);
/// urgent, high, normal.
std::string_view PriorityName(const ConversationHead& conversation);

}  // namespace kebao::demo
