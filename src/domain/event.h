#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kebao::domain {

/// One thing that happened in a conversation. The numbers are stored: append only, never renumber.
/// At most 64, so that a set of kinds is one word (see KindSet).
///
/// Observations of state (assigned, status_*) may repeat: an observation that changes nothing is
/// ignored by the facts. "reopened" also follows by itself from an open status after resolved or
/// closed.
enum class EventKind : uint8_t {
  kOpened = 0,    // the conversation began; actor = who began it (customer or agent)
  kQueued = 1,    // entered a waiting line
  kOffered = 2,   // offered to (rang at) an agent who has not taken it
  kAssigned = 3,  // agent and/or team responsible from now on (agent -1, team -1: unassigned)
  kAccepted = 4,  // an agent took it: chat accepted, call answered
  kCustomerMessage = 5,
  kAgentMessage = 6,  // public, by a human
  kBotMessage = 7,
  kNote = 8,            // private, by a human
  kAutoReply = 9,       // automatic answer (out of office, greeting); never a reply
  kTransferred = 10,    // explicit transfer to agent / team
  kBotHandoff = 11,     // bot → human
  kStatusOpen = 12,     // somebody of ours is to act
  kStatusPending = 13,  // waiting for the customer
  kStatusOnHold = 14,   // waiting for a third party
  kResolved = 15,
  kClosed = 16,
  kReopened = 17,
  kHoldStarted = 18,  // call put on hold
  kHoldEnded = 19,
  kTalkEnded = 20,
  kWrapUpEnded = 21,  // end of after-call work
  kAbandoned = 22,    // the customer left before being served
  kEscalated = 23,
  kRated =
      24,  // subject = "csat" | "nps" | sub-score name; value = score × 100; agent = who was rated
  kSurveySent = 25,
  kMerged = 26,  // into another conversation
  kMarkedSpam = 27,
  kSlaApplied = 28,  // subject = target name, value = target seconds
  kSlaBreached = 29,
  kDeleted = 30,
  kVoicemail = 31,
  kTimedOut = 32,         // left the queue by time-out, to nobody
  kExternalMessage = 33,  // with a third party: vendor, other department
  kEnded = 34,  // the session is over (time-out, visitor left): says nothing of the outcome
};
inline constexpr int kEventKindCount = 35;

enum class ActorKind : uint8_t { kNone = 0, kCustomer = 1, kAgent = 2, kBot = 3, kSystem = 4 };

/// A set of EventKinds as bits. As "recorded kinds" of a conversation: what its source can record
/// at all, so that "none happened" (0) and "not recorded" (null) are told apart.
struct KindSet {
  uint64_t bits = 0;
  constexpr bool Has(EventKind kind) const { return (bits >> static_cast<int>(kind)) & 1; }
  constexpr KindSet With(EventKind kind) const {
    return {bits | uint64_t{1} << static_cast<int>(kind)};
  }
  bool operator==(const KindSet&) const = default;
};

/// snake_case names as written in catalog/ and case files: "customer_message", "status_pending", …
std::string_view NameOf(EventKind kind);
std::string_view NameOf(ActorKind kind);
std::optional<EventKind> EventKindNamed(std::string_view name);
std::optional<ActorKind> ActorKindNamed(std::string_view name);

}  // namespace kebao::domain
