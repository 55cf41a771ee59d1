#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "base/instant.h"
#include "engine/chunk.h"
#include "facts/conversation_events.h"
#include "facts/timing_plan.h"

namespace kebao::facts {

using engine::kNullCell;

/// One event of a conversation, in order, with what is known once it has happened.
struct Step {
  int64_t at = 0;                   // microseconds
  int64_t open_micros = kNullCell;  // B(at) of the conversation's calendar; null: outside it
  uint64_t bits = 0;                // see PatternTable; 0 for an observation that changed nothing
  uint32_t states = 0;              // in force until the next step
  int32_t agent = kNone;            // who acted, or whom it concerns
  int32_t owner = kNone;            // who is responsible after it
  int32_t team = kNone;
  int32_t value = Event::kNoValue;
  int32_t subject = kNone;
  domain::EventKind kind = domain::EventKind::kOpened;
  domain::ActorKind actor = domain::ActorKind::kNone;
  bool has_text = false;
  uint8_t course = 0;  // Course bits in force until the next step
};

/// What stages follow from beside the states.
enum Course : uint8_t {
  kIsOver = 1,          // settled, closed or ended
  kIsReplied = 2,       // a human has replied
  kIsTransferred = 4,   // passed on, and whom it went to has not replied
  kAwaitsCustomer = 8,  // our reply is what the customer answers next
};

/// A change of stage, and how often it happened.
struct Flow {
  domain::FlowNode from = domain::FlowNode::kOpened;
  domain::FlowNode to = domain::FlowNode::kResolved;
  int32_t times = 0;
};
/// From one agent or team to another; teams as they were then, kNone: not known.
struct Handover {
  int64_t at = 0;
  int32_t from_team = kNone;
  int32_t to_team = kNone;
};

struct StageTime {
  int64_t seconds = 0;
  int64_t business_seconds = 0;
};
constexpr size_t StageIndex(domain::State stage) {
  return static_cast<size_t>(stage) - static_cast<size_t>(domain::State::kStageBot);
}
inline constexpr size_t kStages = StageIndex(domain::State::kStageAfter) + 1;

/// One agent's part in a conversation. Instants are microseconds or kNullCell.
struct Part {
  int32_t agent = kNone;
  int32_t event_team = kNone;
  int64_t joined_at = kNullCell;
  int64_t left_at = kNullCell;
  int64_t last_act_at = kNullCell;
  int32_t messages = 0;
  int32_t replies = 0;
  bool is_served = false;
  bool is_transferred_out = false;
  int64_t resolved_at = kNullCell;  // the agent's first resolution, if not for good
  int64_t reopened_at = kNullCell;  // when a resolution of the agent's first did not hold
};

/// A question run and its answer: steps [first, last] hold it, first being its first customer
/// message.
struct Run {
  int32_t first = 0;
  int32_t last_question = 0;
  int32_t answer = 0;
  int32_t owner = kNone;  // who was responsible when it was answered
};

/// Opened again; cells.
struct Reopening {
  int64_t resolved_at = kNullCell;  // what did not hold; null where no resolution was seen
  int64_t reopened_at = kNullCell;
  int64_t resolved_again_at = kNullCell;
};

/// What the events of one conversation tell beside its lists. Cells: value or kNullCell.
struct StoryFigures {
  uint64_t seen = 0;         // bits of all steps together, and the kinds that changed nothing
  uint64_t indexed = 0;      // bits of all steps together: those that first_step and last_step know
  domain::KindSet recorded;  // the source records it, or it happened
  domain::KindSet counted;   // the source records it, or it was observed: its count means something
  uint32_t states = 0;       // of all steps together
  uint32_t conditions = 0;   // domain::Condition
  int32_t counts[domain::kEventKindCount] = {};

  int64_t opened_at = kNullCell;
  int64_t first_reply_at = kNullCell;
  int64_t first_settled_at = kNullCell;
  int64_t settled_at = kNullCell;
  int64_t first_reopened_at = kNullCell;
  int64_t reopened_at = kNullCell;
  int64_t closed_at = kNullCell;
  int64_t csat = kNullCell;  // score × 100
  int64_t nps = kNullCell;
  int32_t first_reply_agent = kNone;
  int32_t settled_by = kNone;
  int32_t agent = kNone;       // responsible in the end
  int32_t agent_team = kNone;  // team of the event that made the agent responsible
  int64_t agent_since = kNullCell;
  int32_t last_part_agent = kNone;
  int32_t team = kNone;  // of the conversation: the last one that an event or the source names
  int32_t team_at_start = kNone;
  int32_t transfers = 0;
  int32_t team_changes = 0;
  int32_t reopens = 0;
  int32_t interactions = 0;
  int32_t last_activity = -1;  // step
  // The steps between which its stages lie; -1: it is not over, or they cannot be told apart.
  int32_t first_of_life = -1;
  int32_t last_of_life = -1;
  std::array<StageTime, kStages> stages{};
  bool has_stages_in_business_time = true;
  bool is_settled = false;  // at the end
  bool is_call = false;
};

/// What the events of one conversation tell, before it is cut into columns.
struct Story : StoryFigures {
  std::vector<Step> steps;
  std::vector<Part> parts;
  std::vector<Run> runs;         // answered ones
  std::vector<int32_t> ratings;  // steps
  std::vector<Reopening> reopenings;
  std::vector<Flow> flows;
  std::vector<Handover> handovers;
  std::array<int32_t, 64> first_step;  // by bit, where `indexed` has it
  std::array<int32_t, 64> last_step;

  void Clear() {
    static_cast<StoryFigures&>(*this) = {};
    steps.clear();
    parts.clear();
    runs.clear();
    ratings.clear();
    reopenings.clear();
    flows.clear();
    handovers.clear();
  }
  /// Step `index` has these bits.
  void Index(int32_t index, uint64_t bits) {
    for (uint64_t fresh = bits & ~indexed; fresh != 0; fresh &= fresh - 1) {
      first_step[static_cast<size_t>(std::countr_zero(fresh))] = index;
    }
    for (uint64_t rest = bits; rest != 0; rest &= rest - 1) {
      last_step[static_cast<size_t>(std::countr_zero(rest))] = index;
    }
    indexed |= bits;
  }

  bool Holds(domain::Condition condition) const { return (conditions & BitOf(condition)) != 0; }
  bool Saw(domain::EventKind kind) const { return (seen & BitOf(kind)) != 0; }
  bool RecordsAny(uint64_t kinds) const { return (recorded.bits & kinds) != 0; }
  bool RecordsAnyOfEach(std::span<const uint64_t> kinds) const {
    return std::ranges::all_of(kinds, [&](uint64_t any_of) { return RecordsAny(any_of); });
  }
  Part* FindPart(int32_t agent);
};

}  // namespace kebao::facts
