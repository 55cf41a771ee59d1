#include "domain/canonical.h"

#include <algorithm>
#include <array>

namespace kebao::domain {
namespace {

using enum FieldType;

constexpr FieldSchema Dimension(std::string_view name) { return {name, kText, false, true}; }
constexpr FieldSchema Personal(std::string_view name) { return {name, kText, true, false}; }

constexpr FieldSchema kConversationFields[] = {
    Dimension("channel"),    // chat, email, phone, ticket, social, web, sms, visit, other
    Dimension("direction"),  // inbound, outbound
    Dimension("queue"),
    Dimension("issue_type"),
    Dimension("product"),
    Dimension("business_line"),
    Dimension("customer_type"),
    Dimension("priority"),
    Dimension("region"),
    Dimension("language"),
    {"agent", kAgentRef},  // responsible agent, where the source says so without an event
    {"team", kTeamRef},
    {"customer", kCustomerRef},
    {"is_spam", kBoolean},
    {"merged_into", kConversationRef},
    Personal("subject"),
    {"tags", kText},           // separated by ';'
    {"source_status", kText},  // the source's own word
    // Counts that the source states without giving the events; used where the events are not
    // recorded.
    {"stated_customer_messages", kInteger},
    {"stated_agent_messages", kInteger},
    {"stated_reopens", kInteger},
    {"stated_transfers", kInteger},
    {"stated_handle_seconds", kInteger},
    {"sla_met", kBoolean},  // the source's own verdict
};
constexpr FieldSchema kAgentFields[] = {
    {"name", kText},          Personal("email"),
    {"birth_year", kInteger}, {"education", kText},
    {"hired_on", kDay},       {"experience", kText},
    {"role", kText},        // 售前/售后
    {"work_group", kText},  // 接待/问题解决/关系维护
    {"location", kText},      {"hourly_wage_minor", kInteger},
    {"team", kTeamRef},       {"is_bot", kBoolean},
};
constexpr FieldSchema kTeamFields[] = {{"name", kText}, {"calendar", kText}};
constexpr FieldSchema kCustomerFields[] = {
    Personal("name"),  Personal("email"),   Personal("phone"),   {"customer_type", kText},
    {"region", kText}, {"language", kText}, {"age_band", kText},
};
constexpr FieldSchema kTeamMembershipFields[] = {
    {"agent", kAgentRef},
    {"team", kTeamRef},
    {"from_day", kDay},
    {"to_day", kDay},  // to_day excluded; empty = open
};
constexpr FieldSchema kAgentStateFields[] = {
    {"agent", kAgentRef},
    Dimension("state"),  // online, busy, break, training, meeting, offline, wrap_up
    {"started_at", kInstant},
    {"ended_at", kInstant},
};
constexpr FieldSchema kShiftFields[] = {
    {"agent", kAgentRef},
    Dimension("shift"),
    {"started_at", kInstant},
    {"ended_at", kInstant},
};
constexpr FieldSchema kVisitFields[] = {
    {"visited_at", kInstant}, {"customer", kCustomerRef},  Dimension("page_type"),
    Dimension("region"),      Dimension("browser"),        Dimension("operating_system"),
    Dimension("entry"),       {"visits", kInteger},        {"visitors", kInteger},
    {"page_views", kInteger}, {"dwell_seconds", kInteger}, {"path", kText},
};
constexpr FieldSchema kOrderFields[] = {
    {"ordered_at", kInstant},   {"customer", kCustomerRef},
    {"agent", kAgentRef},       {"conversation", kConversationRef},
    {"amount_minor", kInteger}, Dimension("currency"),
    Dimension("status"),        Dimension("product"),
    Dimension("channel"),       {"is_lead", kBoolean},
};
constexpr FieldSchema kQaReviewFields[] = {
    {"conversation", kConversationRef}, {"agent", kAgentRef}, {"reviewer", kAgentRef},
    {"reviewed_at", kInstant},          {"score", kReal},     {"accuracy", kReal},
    {"effectiveness", kReal},           {"manner", kReal},    {"comment", kText},
};
constexpr FieldSchema kAssessmentFields[] = {
    {"agent", kAgentRef},
    Dimension("kind"),  // exam, error, praise, idea, communication,
                        // training, complaint
    {"assessed_at", kInstant},
    {"score", kReal},
    {"is_adopted", kBoolean},
    {"title", kText},
    {"note", kText},
};
constexpr FieldSchema kFollowUpFields[] = {
    {"conversation", kConversationRef},
    {"customer", kCustomerRef},
    {"agent", kAgentRef},
    {"due_at", kInstant},
    {"done_at", kInstant},
    {"recorded_at", kInstant},
    Dimension("result"),
};
constexpr FieldSchema kCostFields[] = {
    {"month", kDay},
    Dimension("kind"),  // wage, channel, bot, tool
    {"agent", kAgentRef},
    Dimension("channel"),
    Dimension("business_line"),
    {"amount_minor", kInteger},
};
constexpr FieldSchema kKnownEventFields[] = {
    Dimension("kind"),  // release, outage, policy, promotion, training, holiday
    {"title", kText},  {"started_at", kInstant}, {"ended_at", kInstant}, {"note", kText},
};
constexpr FieldSchema kSourceFigureFields[] = {
    {"metric", kText},  // metric id of the catalogue
    {"value", kReal},           {"n", kInteger},          {"conversation", kConversationRef},
    {"agent", kAgentRef},       {"team", kTeamRef},       Dimension("channel"),
    {"period_start", kInstant}, {"period_end", kInstant},
};
constexpr FieldSchema kSurveyAnswerFields[] = {
    {"answered_at", kInstant}, {"customer", kCustomerRef}, {"agent", kAgentRef},
    Dimension("question"),     {"score", kReal},           {"answer", kText, true},
    Dimension("sentiment"),    Dimension("channel"),
};

constexpr std::array<EntitySchema, kEntityCount> kEntities = {{
    {Entity::kConversation, "conversation", kConversationFields},
    {Entity::kAgent, "agent", kAgentFields},
    {Entity::kTeam, "team", kTeamFields},
    {Entity::kCustomer, "customer", kCustomerFields},
    {Entity::kTeamMembership, "team_membership", kTeamMembershipFields},
    {Entity::kAgentState, "agent_state", kAgentStateFields},
    {Entity::kShift, "shift", kShiftFields},
    {Entity::kVisit, "visit", kVisitFields},
    {Entity::kOrder, "order", kOrderFields},
    {Entity::kQaReview, "qa_review", kQaReviewFields},
    {Entity::kAssessment, "assessment", kAssessmentFields},
    {Entity::kFollowUp, "follow_up", kFollowUpFields},
    {Entity::kCost, "cost", kCostFields},
    {Entity::kKnownEvent, "known_event", kKnownEventFields},
    {Entity::kSourceFigure, "source_figure", kSourceFigureFields},
    {Entity::kSurveyAnswer, "survey_answer", kSurveyAnswerFields},
}};

}  // namespace

const EntitySchema& SchemaOf(Entity entity) { return kEntities[static_cast<size_t>(entity)]; }

std::span<const EntitySchema> AllEntities() { return kEntities; }

std::optional<Entity> EntityNamed(std::string_view name) {
  const auto found = std::find_if(kEntities.begin(), kEntities.end(),
                                  [&](const EntitySchema& schema) { return schema.name == name; });
  if (found == kEntities.end()) return std::nullopt;
  return found->entity;
}

int FieldIndex(Entity entity, std::string_view name) {
  const auto fields = SchemaOf(entity).fields;
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const FieldSchema& field) { return field.name == name; });
  return found == fields.end() ? -1 : static_cast<int>(found - fields.begin());
}

}  // namespace kebao::domain
