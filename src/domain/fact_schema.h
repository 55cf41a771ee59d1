#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/event.h"

namespace kebao::domain {

/// The fact tables, each at a stated grain. Derived from events and conversation attributes:
/// conversation, reply, participation, feedback, reopening, flow. The other facts are the current
/// rows of their entity (agent_state, order, visit, …).
enum class Fact : uint8_t {
  kConversation = 0,   // one row per conversation
  kReply = 1,          // one question run → one answer
  kParticipation = 2,  // conversation × agent: who gets credit
  kFeedback = 3,       // one rating
  kAgentState = 4,
  kShift = 5,
  kVisit = 6,
  kOrder = 7,
  kQaReview = 8,
  kAssessment = 9,
  kFollowUp = 10,
  kCost = 11,
  kSurveyAnswer = 12,
  kReopening = 13,  // one time that a conversation was opened again, and how long it stayed so
  kFlow = 14,       // a change of stage of a finished conversation, or a handing over to others
};
inline constexpr int kFactCount = 15;

/// Whether the fact is derived from events.
constexpr bool FollowsFromEvents(Fact fact) {
  return fact <= Fact::kFeedback || fact == Fact::kReopening || fact == Fact::kFlow;
}

/// What the columns from_stage and to_stage of fact_flow hold, as texts of the dimensions of those
/// names: the codes are the places here. Append only.
enum class FlowNode : uint8_t {
  kOpened,
  kBot,
  kQueue,
  kFirstReply,
  kHandling,
  kWaitingForCustomer,
  kTransfer,
  kHold,
  kAfter,
  kResolved,
  kEnded,
  kGivenUp,
};
inline constexpr int kFlowNodeCount = 12;
std::string_view NameOf(FlowNode node);
inline constexpr std::string_view kFlowDimensions[] = {"from_stage", "to_stage"};

/// How a column is stored and what may be done with it.
enum class ColumnType : uint8_t {
  kBoolean,
  kInteger,  // 32 bit: counts, seconds
  kBigint,   // 64 bit: keys, money in minor units
  kReal,     // double: scores
  kInstant,  // TIMESTAMP, UTC microseconds
  kDay,      // DATE
  kCode,     // 32-bit code of the dimension of the same name (table dimension_value)
  kAgent,    // 32-bit agent key; null = none
  kTeam,     // 32-bit team key
  kSource,   // 32-bit source key
  kText,     // records only (titles, notes)
};

/// What a source must be able to record for a column to say something: of each set one kind. Empty:
/// no kind of event tells; the source gives the column as it stands, or not.
using Evidence = std::vector<KindSet>;

struct FactColumn {
  std::string name;
  ColumnType type;
  Evidence evidence = {};
};

struct FactSchema {
  Fact fact;
  std::string_view name;  // table name: "fact_conversation", …
  std::vector<FactColumn> columns;
  const FactColumn* Find(std::string_view column) const;
};

/// Fixed columns plus the columns of the timings (see timing names below); the same list makes
/// the tables, fills them and types the expressions of metrics.
///
/// A timing named T adds T_seconds (calendar) and T_business_seconds to its entity's fact; a pack P
/// that overrides it adds T_seconds__P and T_business_seconds__P. Null = not recorded, not happened
/// yet, or no calendar. A pack's reply timing whose credit is the assignee's adds agent__P and
/// team__P to the replies.
class FactCatalog {
 public:
  /// `timing_columns`: in the order in which the facts module produces them.
  explicit FactCatalog(std::vector<std::pair<Fact, FactColumn>> timing_columns);
  const FactSchema& SchemaOf(Fact fact) const { return schemas_[static_cast<size_t>(fact)]; }
  std::span<const FactSchema> All() const { return schemas_; }
  std::optional<Fact> FactNamed(std::string_view entity_name) const;  // "conversation", "reply", …

 private:
  std::vector<FactSchema> schemas_;
};

std::string_view NameOf(Fact fact);  // "conversation", "reply", …

}  // namespace kebao::domain
