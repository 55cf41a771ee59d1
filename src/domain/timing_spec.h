#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/event.h"
#include "domain/fact_schema.h"

namespace kebao::domain {

/// What the facts find out while they read a conversation in order; usable wherever an event kind
/// is.
enum class Mark : uint8_t {
  kReply,          // "reply": a public human message; on the phone also the accepting of the call
  kAnswer,         // "answer": the human message that ends a question run
  kQuestion,       // "question": the first customer message of a question run
  kAgentAssigned,  // "agent_assigned": responsibility passed to another agent than before
  kSettled,        // "settled": went from open to resolved or closed
  kActivity,       // "activity": anything but ratings, surveys and marks that are put on afterwards
};
inline constexpr int kMarkCount = 6;

/// What a conversation is in between two events. Intervals of queued, bot, talking, call_hold and
/// wrap_up count only when their end is known.
enum class State : uint8_t {
  kQueued,  // waiting line, until accepted (assigned where accepting is not recorded), abandoned or
            // timed out
  kBot,     // from the first bot message to the hand-off or the first human
  kOpen,    // status: ours to act
  kPending,   // status: waiting for the customer
  kOnHold,    // status: waiting for a third party
  kHandled,   // an agent is responsible and the status is open; on the phone talking, call_hold or
              // wrap_up
  kTalking,   // call: accepted to end of talk, without hold
  kCallHold,  // call put on hold
  kWrapUp,    // after-call work
  kWaiting,   // a customer message is unanswered
  // The stages of a conversation that is over: each instant from its opening to its end is in
  // exactly one of them. Which goes first where several would fit: docs/timings.md.
  kStageBot,
  kStageQueue,
  kStageFirstReply,  // ours to act, no human reply yet
  kStageHandling,    // ours to act after it
  kStageWaitingForCustomer,
  kStageTransfer,  // from a transfer to the first reply of whom it went to
  kStageHold,      // call on hold, status on hold
  kStageAfter,     // over, until it is taken up again
};
inline constexpr int kStateCount = 18;

/// What may be said of the whole conversation.
enum class Condition : uint8_t {
  kAgentStarted,
  kCall,
  kAnswered,
  kAbandoned,
  kResolved,  // at its last event
  kReopened,
  kBotOnly,
};
inline constexpr int kConditionCount = 7;

/// Bits of an enum above.
template <class Enum>
struct SetOf {
  uint32_t bits = 0;
  constexpr bool Has(Enum member) const { return (bits >> static_cast<int>(member)) & 1; }
  constexpr SetOf With(Enum member) const {
    return {bits | uint32_t{1} << static_cast<int>(member)};
  }
  bool operator==(const SetOf&) const = default;
};
using StateSet = SetOf<State>;
inline constexpr uint32_t kStageStates =
    ((uint32_t{1} << kStateCount) - 1) & ~((uint32_t{1} << static_cast<int>(State::kStageBot)) - 1);
using ConditionSet = SetOf<Condition>;

/// An event kind or mark, perhaps only of one actor, perhaps only of the participant ("by self").
struct EventPattern {
  std::optional<EventKind> kind;  // exactly one of kind and mark
  std::optional<Mark> mark;
  std::optional<ActorKind> by;
  bool is_self = false;
};

enum class Pick : uint8_t { kFirst, kLast, kEach };

/// One way to find an instant. Of several the first that applies and finds an event is taken.
struct Selector {
  std::vector<EventPattern> events;
  Pick pick = Pick::kFirst;
  bool is_strictly_later =
      false;             // `to` only: at a later instant than `from`, not merely after it in order
  ConditionSet only_if;  // applies only if all hold
  ConditionSet skip_if;  // … and none of these
  KindSet unless_recorded;  // … and the source records none of these
};

enum class TimingEntity : uint8_t { kConversation, kReply, kParticipation };
enum class TimingShape : uint8_t {
  kSpan,     // from one event to another
  kStates,   // time spent in states
  kReplies,  // over the conversation's replies
  kCount,    // number of events: column <id>_count
};
enum class Anchor : uint8_t { kFrom, kTo };  // which end of a span is found first
enum class Missing : uint8_t { kNull, kZero, kUntilEnd };
enum class Aggregate : uint8_t { kSum, kMax };
/// Whose figure it is: the sender of the reply, the responsible agent, who resolved, everyone with
/// a part.
enum class Credit : uint8_t { kSender, kAssignee, kResolver, kParticipants };
enum class StatedFigure : uint8_t { kNone, kHandleSeconds };

/// How one duration or count is read off the event log. Format: docs/timings.md.
struct TimingSpec {
  std::string id;
  std::string pack;  // empty: Kebao's own rule
  std::string about_zh;
  std::string about_en;
  TimingEntity entity = TimingEntity::kConversation;
  TimingShape shape = TimingShape::kSpan;

  Anchor anchor = Anchor::kFrom;
  std::vector<Selector> from;
  std::vector<Selector> to;
  StateSet during;
  StateSet pause;
  std::vector<EventPattern> counted;
  std::string of;  // id of a reply timing (same pack, else Kebao's own)
  Aggregate aggregate = Aggregate::kSum;

  ConditionSet only_if;
  ConditionSet skip_if;
  Missing no_start = Missing::kNull;
  Missing no_end = Missing::kNull;
  Missing none =
      Missing::kZero;  // kStates: what it is when the states never occurred (kNull or kZero)
  StatedFigure stated = StatedFigure::kNone;
  KindSet stated_unless_recorded;
  Credit credit = Credit::kAssignee;
  bool has_business_time = true;

  /// Hash of the rule (texts left out): facts derived under another version must be derived again.
  uint64_t version = 0;
};

Fact FactOf(TimingEntity entity);
/// A pack's own "reply" with `credit: assignee`: under that pack a reply is the responsible
/// agent's, whoever wrote it.
bool MovesCredit(const TimingSpec& timing);
/// "first_response_seconds", "first_response_business_seconds__zendesk", "resolutions_count"; where
/// the credit moves "agent__chatwoot" and "team__chatwoot" as well.
std::vector<FactColumn> ColumnsOf(const TimingSpec& timing);
/// Sets `version` from everything else.
void StampVersion(TimingSpec* timing);

std::string_view NameOf(Mark mark);
std::string_view NameOf(State state);
std::string_view NameOf(Condition condition);

}  // namespace kebao::domain
