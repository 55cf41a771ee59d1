#include "metrics/expression/standing_names.h"

namespace kebao::metrics {
namespace {

using domain::Fact;

constexpr StandingName kWasResolved = {
    "case when is_resolved is null then null"
    " when resolved_at <= report_time and (reopened_at is null or reopened_at < resolved_at"
    " or reopened_at > report_time or (reopened_at = resolved_at and is_resolved)) then true"
    " when first_resolved_at <= report_time and first_reopened_at > report_time then true"
    " when resolved_between_reopenings then true"
    " else false end",
    "is_resolved"};
constexpr StandingName kWasReopened = {
    "case when reopens is not null and first_reopened_at is not null"
    " then first_reopened_at <= report_time else reopens > 0 end",
    "reopens"};
constexpr StandingName kWasReopenedAfterOwn = {
    "case when is_reopened is not null and own_reopened_at is not null"
    " then own_reopened_at <= report_time else is_reopened end",
    "is_reopened"};
constexpr StandingName kWasAnswered = {
    "case when is_answered and first_reply_at is not null"
    " then first_reply_at <= report_time else is_answered end",
    "is_answered"};
constexpr StandingName kWasResolver = {
    "case when own_resolved_at is not null then own_resolved_at <= report_time"
    " else is_resolver end",
    "is_resolver"};

}  // namespace

std::optional<StandingName> StandingNameOf(Fact fact, std::string_view name) {
  const bool is_conversation = fact == Fact::kConversation;
  const bool is_part = fact == Fact::kParticipation;
  if (name == "was_resolved" && (is_conversation || is_part)) return kWasResolved;
  if (name == "was_reopened" && is_conversation) return kWasReopened;
  if (name == "was_reopened" && is_part) return kWasReopenedAfterOwn;
  if (name == "was_answered" && is_conversation) return kWasAnswered;
  if (name == "was_resolver" && is_part) return kWasResolver;
  return std::nullopt;
}

}  // namespace kebao::metrics
