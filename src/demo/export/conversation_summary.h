#pragma once

#include <optional>
#include <span>
#include <string>

#include "demo/conversation.h"
#include "demo/desk.h"

namespace kebao::demo {

/// What systems write in one row about a conversation. Times: 0 = did not happen within the data.
struct ConversationSummary {
  EpochSeconds queued_at = 0, accepted_at = 0, assigned_at = 0, abandoned_at = 0;
  EpochSeconds first_reply_at = 0, first_resolved_at = 0, resolved_at = 0, closed_at = 0,
               last_at = 0;
  EpochSeconds talk_ended_at = 0, wrapped_up_at = 0;
  int agent = -1, team = -1;  // responsible at the end
  int first_replier = -1;
  int customer_messages = 0, agent_messages = 0, bot_messages = 0, notes = 0;
  int transfers = 0, reopens = 0;
  std::optional<int> csat;  // 1 … 5, the last
  EpochSeconds rated_at = 0;
  const PlannedEvent* rating = nullptr;
  bool is_resolved = false, is_closed = false, is_pending = false, is_on_hold = false;
};

/// The events that happened before the end of the data.
std::span<const PlannedEvent> EventsWithin(const Conversation& talk, const TimeLine& line);
ConversationSummary Summarise(const Conversation& talk, const TimeLine& line);

/// "2025-01-05 10:00:00" in the desk's zone; appended. Nothing for 0.
void AppendLocalTime(EpochSeconds at, const TimeLine& line, std::string& text,
                     char date_separator = '-');
std::string LocalTimeText(EpochSeconds at, const TimeLine& line);
/// "2025-01-05T02:00:00Z"; empty for 0.
std::string UtcText(EpochSeconds at);

}  // namespace kebao::demo
