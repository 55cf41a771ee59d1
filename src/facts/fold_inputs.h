#pragma once

#include <cstdint>
#include <vector>

#include "base/business_calendar.h"
#include "base/instant.h"
#include "facts/conversation_events.h"

namespace kebao::facts {

/// Which team an agent belonged to when. Built once per run; reading is thread-safe.
class TeamHistory {
 public:
  /// Intervals of one agent come in order of time; overlapping ones: the later one wins from its
  /// start on.
  void Add(int32_t agent, int32_t team, InstantRange when);
  /// kNone where nothing is known.
  int32_t TeamAt(int32_t agent, Instant at) const;

 private:
  struct Membership {
    InstantRange when;
    int32_t team;
  };
  std::vector<std::vector<Membership>> by_agent_;
};

/// Codes of the dimension values that mean something to the facts. kAbsent: no such value in the
/// data yet.
struct KnownCodes {
  static constexpr int32_t kAbsent = -2;
  int32_t channel_phone = kAbsent;       // dimension "channel": "phone"
  int32_t direction_outbound = kAbsent;  // dimension "direction": "outbound"
  int32_t kind_csat = kAbsent;           // dimension "kind": "csat"
  int32_t kind_nps = kAbsent;            // dimension "kind": "nps"
};

/// Everything beside the events that facts depend on. The calendars behind `calendars` must outlive
/// the fold.
struct FoldInputs {
  KnownCodes codes;
  TeamHistory teams;
  CalendarAssignment calendars;
  std::vector<bool> is_bot;  // by agent key; missing: human
  /// One contact (FCR): a customer who writes again later than this after the agent's last message,
  /// and is answered, has come back, and the conversation took more than one interaction.
  int64_t interaction_gap_seconds = 2 * 3600;
};

}  // namespace kebao::facts
