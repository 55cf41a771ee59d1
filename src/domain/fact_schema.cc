#include "domain/fact_schema.h"

#include <algorithm>
#include <array>

#include "domain/canonical.h"
#include "domain/evidence.h"

namespace kebao::domain {
namespace {

using enum ColumnType;

constexpr std::array<std::string_view, kFactCount> kFactNames = {
    "conversation", "reply", "participation", "feedback",  "agent_state",
    "shift",        "visit", "order",         "qa_review", "assessment",
    "follow_up",    "cost",  "survey_answer", "reopening", "flow"};
constexpr std::array<std::string_view, kFactCount> kTableNames = {
    "fact_conversation", "fact_reply", "fact_participation", "fact_feedback",  "fact_agent_state",
    "fact_shift",        "fact_visit", "fact_order",         "fact_qa_review", "fact_assessment",
    "fact_follow_up",    "fact_cost",  "fact_survey_answer", "fact_reopening", "fact_flow"};
constexpr std::array<std::string_view, kFlowNodeCount> kFlowNodeNames = {
    "opened",   "bot",  "queue", "first_reply", "handling", "waiting_for_customer",
    "transfer", "hold", "after", "resolved",    "ended",    "given_up"};

/// What every fact that hangs on a conversation carries, so that any filter works on each of them
/// without a join.
std::vector<FactColumn> ConversationDimensions() {
  return {{"conversation_key", kBigint},
          {"source", kSource},
          {"channel", kCode},
          {"direction", kCode},
          {"queue", kCode},
          {"issue_type", kCode},
          {"product", kCode},
          {"business_line", kCode},
          {"customer_type", kCode},
          {"priority", kCode},
          {"region", kCode},
          {"language", kCode},
          {"customer_key", kBigint},
          {"agent", kAgent},
          {"team", kTeam},
          {"opened_at", kInstant}};
}

std::vector<FactColumn> Concat(std::vector<FactColumn> head, std::vector<FactColumn> tail) {
  head.insert(head.end(), tail.begin(), tail.end());
  return head;
}

std::vector<FactColumn> ConversationColumns() {
  return Concat(
      ConversationDimensions(),
      {
          {"first_reply_at", kInstant},  // first public human message
          {"first_resolved_at", kInstant},
          {"resolved_at", kInstant},  // last resolution that still stands or stood
          {"first_reopened_at", kInstant},
          {"reopened_at", kInstant},  // last reopening
          {"closed_at", kInstant},    // or ended
          {"last_event_at", kInstant},
          {"next_contact_at", kInstant},  // next conversation of the customer, same issue type
                                          // where known, after resolved_at
          {"is_spam", kBoolean},
          {"is_merged", kBoolean},
          {"is_valid", kBoolean},     // ≥ 1 customer and ≥ 1 human message
          {"is_answered", kBoolean},  // a human reply or an accepted call
          {"is_agent_started", kBoolean},
          {"is_bot_only", kBoolean},  // bot messages and no human
          {"is_resolved", kBoolean},  // resolved or closed at its last event
          {"is_one_contact",
           kBoolean},  // resolved within a single interaction (FCR, Kebao's default)
          {"is_abandoned", kBoolean},
          {"is_timed_out", kBoolean},  // left the queue by time-out and was never served
          {"is_escalated", kBoolean},
          {"is_sla_met", kBoolean},         // null: no target
          {"customer_messages", kInteger},  // counts are null where the source does not record them
          {"agent_messages", kInteger},
          {"bot_messages", kInteger},
          {"notes", kInteger},
          {"replies", kInteger},    // answered question runs
          {"agents", kInteger},     // distinct agents with a part
          {"transfers", kInteger},  // changes of agent (or explicit transfers)
          {"team_changes", kInteger},
          {"reopens", kInteger},
          {"surveys_sent", kInteger},
          {"csat", kReal},  // last rating, 1–5
          {"nps", kReal},   // last, 0–10
          {"first_reply_agent", kAgent},
          {"resolved_by", kAgent},
          {"recorded_kinds", kBigint},  // KindSet: what the source says that it can record
      });
}

std::vector<FactColumn> ReplyColumns() {
  return Concat(ConversationDimensions(),
                {
                    {"asked_at", kInstant},       // first unanswered customer message of the run
                    {"last_asked_at", kInstant},  // last customer message of the run
                    {"replied_at", kInstant},     // the human message that answered it
                    {"is_first", kBoolean},
                    {"is_spam", kBoolean},  // of the conversation
                    {"is_merged", kBoolean},
                });  // agent, team = who replied
}

std::vector<FactColumn> ParticipationColumns() {
  return Concat(
      ConversationDimensions(),
      {
          {"joined_at", kInstant},
          {"left_at", kInstant},
          {"agent_messages", kInteger},
          {"replies", kInteger},
          {"is_served", kBoolean},  // ≥ 1 public message to the customer, or an accepted call
          {"is_first_responder", kBoolean},
          {"is_last", kBoolean},          // the last agent with a part
          {"is_resolver", kBoolean},      // resolved it at least once
          {"own_resolved_at", kInstant},  // the agent's first resolution
          {"is_transferred_out", kBoolean},
          {"is_reopened", kBoolean},      // reopened after this agent had resolved it
          {"own_reopened_at", kInstant},  // when that first happened
          {"is_resolved", kBoolean},  // copies of the conversation's outcome, for shares by agent
          {"first_resolved_at", kInstant},
          {"resolved_at", kInstant},
          {"first_reopened_at", kInstant},
          {"reopened_at", kInstant},
          {"is_valid", kBoolean},
          {"is_spam", kBoolean},
          {"is_merged", kBoolean},
      });  // agent, team = the participant, team at joined_at
}

std::vector<FactColumn> FeedbackColumns() {
  return Concat(ConversationDimensions(),
                {
                    {"rated_at", kInstant},
                    {"kind", kCode},          // csat, nps, sub-score name
                    {"score", kReal},         // csat 1–5, nps 0–10
                    {"is_latest", kBoolean},  // the last rating of its kind in the conversation
                    {"has_comment", kBoolean},
                });  // agent, team = who was rated, else the last replier
}

std::vector<FactColumn> ReopeningColumns() {
  return Concat(ConversationDimensions(),
                {
                    {"resolved_at", kInstant},  // the resolution that did not hold; null: none seen
                    {"reopened_at", kInstant},
                    {"resolved_again_at", kInstant},  // null: not (yet)
                    {"is_resolved", kBoolean},        // of the conversation, as the two below
                    {"is_spam", kBoolean},
                    {"is_merged", kBoolean},
                });  // agent, team = the conversation's
}

std::vector<FactColumn> FlowColumns() {
  return Concat(ConversationDimensions(),
                {
                    {"is_transfer", kBoolean},  // else a change of stage
                    {"known_at", kInstant},  // the handing over; of stages the conversation's end
                    {"from_stage", kCode},   // changes of stage only
                    {"to_stage", kCode},
                    {"times", kInteger},   // that it happened in the conversation
                    {"from_team", kTeam},  // transfers only; null: not known
                    {"to_team", kTeam},
                    {"is_spam", kBoolean},  // of the conversation
                    {"is_merged", kBoolean},
                });  // agent, team = the conversation's
}

ColumnType TypeOf(const FieldSchema& field) {
  switch (field.type) {
    case FieldType::kText:
      return field.is_dimension ? kCode : kText;
    case FieldType::kInteger:
      return kBigint;
    case FieldType::kReal:
      return kReal;
    case FieldType::kBoolean:
      return kBoolean;
    case FieldType::kInstant:
      return kInstant;
    case FieldType::kDay:
      return kDay;
    case FieldType::kConversationRef:
    case FieldType::kCustomerRef:
      return kBigint;
    case FieldType::kAgentRef:
      return kAgent;
    case FieldType::kTeamRef:
      return kTeam;
  }
  return kText;
}

std::string ColumnNameOf(const FieldSchema& field) {
  const bool is_wide_key =
      field.type == FieldType::kConversationRef || field.type == FieldType::kCustomerRef;
  return std::string(field.name) + (is_wide_key ? "_key" : "");
}

/// record_key and source, then the entity's fields that are not personal; a team column follows
/// from the agent's team at the record's instant where the entity has an agent and no team of its
/// own. An order that names no conversation is put down to one, see order_attribution.h.
std::vector<FactColumn> RecordColumns(Entity entity) {
  std::vector<FactColumn> columns = {{"record_key", kBigint}, {"source", kSource}};
  bool has_agent = false;
  bool has_team = false;
  for (const FieldSchema& field : SchemaOf(entity).fields) {
    if (field.is_personal) continue;
    has_agent |= field.name == "agent";
    has_team |= field.name == "team";
    columns.push_back({ColumnNameOf(field), TypeOf(field)});
  }
  if (has_agent && !has_team) columns.push_back({"team", kTeam});
  if (entity == Entity::kOrder) columns.push_back({"attributed_conversation_key", kBigint});
  return columns;
}

std::vector<FactColumn> FixedColumns(Fact fact) {
  switch (fact) {
    case Fact::kConversation:
      return ConversationColumns();
    case Fact::kReply:
      return ReplyColumns();
    case Fact::kParticipation:
      return ParticipationColumns();
    case Fact::kFeedback:
      return FeedbackColumns();
    case Fact::kReopening:
      return ReopeningColumns();
    case Fact::kFlow:
      return FlowColumns();
    default:
      return RecordColumns(*EntityNamed(NameOf(fact)));
  }
}

}  // namespace

std::string_view NameOf(FlowNode node) { return kFlowNodeNames[static_cast<size_t>(node)]; }

std::string_view NameOf(Fact fact) { return kFactNames[static_cast<size_t>(fact)]; }

const FactColumn* FactSchema::Find(std::string_view column) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const FactColumn& candidate) {
    return candidate.name == column;
  });
  return found == columns.end() ? nullptr : &*found;
}

FactCatalog::FactCatalog(std::vector<std::pair<Fact, FactColumn>> timing_columns) {
  for (int index = 0; index < kFactCount; ++index) {
    const auto fact = static_cast<Fact>(index);
    auto& schema =
        schemas_.emplace_back(fact, kTableNames[static_cast<size_t>(index)], FixedColumns(fact));
    for (FactColumn& column : schema.columns) {
      column.evidence = EvidenceOfColumn(fact, column.name);
    }
  }
  for (auto& [fact, column] : timing_columns) {
    schemas_[static_cast<size_t>(fact)].columns.push_back(std::move(column));
  }
}

std::optional<Fact> FactCatalog::FactNamed(std::string_view entity_name) const {
  const auto found = std::find(kFactNames.begin(), kFactNames.end(), entity_name);
  if (found == kFactNames.end()) return std::nullopt;
  return static_cast<Fact>(found - kFactNames.begin());
}

}  // namespace kebao::domain
