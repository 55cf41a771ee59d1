// Verdicts and counts of a conversation. Null where the source does not record what they need.
#include "facts/fact_rows.h"

namespace kebao::facts {

using domain::Condition;
using enum domain::EventKind;

namespace {

constexpr uint64_t kSettlingKinds = BitOf(kResolved) | BitOf(kClosed);
constexpr uint64_t kStatusKinds = BitOf(kStatusOpen) | BitOf(kStatusPending) | BitOf(kStatusOnHold);
constexpr uint64_t kOwnerKinds = BitOf(kAssigned) | BitOf(kAccepted) | BitOf(kTransferred);

int64_t StatedCell(int32_t stated) { return stated < 0 ? kNullCell : stated; }

}  // namespace

/// Implied events prove that something happened, not how often.
int64_t FactRows::CountOf(const Story& story, domain::EventKind kind, int32_t stated) const {
  if (story.counted.Has(kind)) return story.counts[static_cast<size_t>(kind)];
  return StatedCell(stated);
}

int64_t FactRows::CustomerMessages(const Story& story) const {
  return CountOf(story, kCustomerMessage, attributes_->stated_customer_messages);
}

int64_t FactRows::AgentMessages(const Story& story) const {
  return CountOf(story, kAgentMessage, attributes_->stated_agent_messages);
}

int64_t FactRows::Reopens(const Story& story) const {
  const bool can_be_seen = story.recorded.Has(kReopened) ||
                           (story.RecordsAny(kStatusKinds) && story.RecordsAny(kSettlingKinds));
  return can_be_seen ? story.reopens : StatedCell(attributes_->stated_reopens);
}

int64_t FactRows::Transfers(const Story& story) const {
  return story.RecordsAny(kOwnerKinds) ? story.transfers
                                       : StatedCell(attributes_->stated_transfers);
}

/// A call is valid once it was taken; both sides speak.
int64_t FactRows::IsValid(const Story& story) const {
  if (story.is_call) return IsAnswered(story);
  const bool has_both = story.Saw(kCustomerMessage) && story.Saw(kAgentMessage);
  if (has_both) return 1;
  const int64_t customer = CustomerMessages(story);
  const int64_t agent = AgentMessages(story);
  if ((customer == 0 && !story.Saw(kCustomerMessage)) || (agent == 0 && !story.Saw(kAgentMessage)))
    return 0;
  const bool is_customer_known = customer > 0 || story.Saw(kCustomerMessage);
  const bool is_agent_known = agent > 0 || story.Saw(kAgentMessage);
  return is_customer_known && is_agent_known ? 1 : kNullCell;
}

int64_t FactRows::IsAnswered(const Story& story) const {
  if (story.Holds(Condition::kAnswered)) return 1;
  const auto needed = story.is_call ? kAccepted : kAgentMessage;
  if (story.recorded.Has(needed) || story.Holds(Condition::kAbandoned)) return 0;
  const int32_t stated = attributes_->stated_agent_messages;
  return stated < 0 ? kNullCell : int64_t{stated > 0};
}

int64_t FactRows::IsResolved(const Story& story) const {
  return story.RecordsAny(kSettlingKinds) ? int64_t{story.is_settled} : kNullCell;
}

/// FCR: resolved, never reopened, within a single interaction.
int64_t FactRows::IsOneContact(const Story& story) const {
  const int64_t is_resolved = IsResolved(story);
  if (is_resolved != 1) return is_resolved;
  // Where interactions are not recorded, a reopening alone is no answer: only failures would be
  // known.
  const int64_t is_one_interaction = IsOneInteraction(story);
  if (is_one_interaction == kNullCell) return kNullCell;
  const int64_t reopens = Reopens(story);
  return reopens != kNullCell && reopens > 0 ? 0 : is_one_interaction;
}

/// A call is one interaction. Else one human message and what followed without a pause (see
/// FoldInputs::interaction_gap_seconds); with the bot alone, the whole. Messages not recorded: not
/// known.
int64_t FactRows::IsOneInteraction(const Story& story) const {
  if (story.is_call) return IsAnswered(story);
  if (story.Holds(Condition::kBotOnly)) return 1;
  if (story.counted.Has(kAgentMessage) && story.counted.Has(kCustomerMessage)) {
    return story.interactions == 1;
  }
  const int32_t stated = attributes_->stated_agent_messages;
  if (stated < 0 || story.counted.Has(kAgentMessage)) return kNullCell;
  return stated <= 1 ? int64_t{stated == 1} : kNullCell;
}

/// A breach is a breach; else the source's own verdict; else a target that the conversation's end
/// left unbroken.
int64_t FactRows::IsSlaMet(const Story& story) const {
  if (story.Saw(kSlaBreached)) return 0;
  if (attributes_->is_sla_met >= 0) return attributes_->is_sla_met;
  const bool is_known =
      story.Saw(kSlaApplied) && story.recorded.Has(kSlaBreached) && story.is_settled;
  return is_known ? 1 : kNullCell;
}

int64_t FactRows::IsSpam(const Story& story) const {
  return story.Saw(kMarkedSpam) || attributes_->is_spam == 1;
}

int64_t FactRows::IsMerged(const Story& story) const {
  return story.Saw(kMerged) || attributes_->is_merged == 1;
}

}  // namespace kebao::facts
