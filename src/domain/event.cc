#include "domain/event.h"

#include <algorithm>
#include <array>

namespace kebao::domain {
namespace {

constexpr std::array<std::string_view, kEventKindCount> kEventNames = {
    "opened",      "queued",           "offered",        "assigned",
    "accepted",    "customer_message", "agent_message",  "bot_message",
    "note",        "auto_reply",       "transferred",    "bot_handoff",
    "status_open", "status_pending",   "status_on_hold", "resolved",
    "closed",      "reopened",         "hold_started",   "hold_ended",
    "talk_ended",  "wrap_up_ended",    "abandoned",      "escalated",
    "rated",       "survey_sent",      "merged",         "marked_spam",
    "sla_applied", "sla_breached",     "deleted",        "voicemail",
    "timed_out",   "external_message", "ended"};

constexpr std::array<std::string_view, 5> kActorNames = {"none", "customer", "agent", "bot",
                                                         "system"};

template <class Enum, class Names>
std::optional<Enum> Find(const Names& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view NameOf(EventKind kind) { return kEventNames[static_cast<size_t>(kind)]; }
std::string_view NameOf(ActorKind kind) { return kActorNames[static_cast<size_t>(kind)]; }
std::optional<EventKind> EventKindNamed(std::string_view name) {
  return Find<EventKind>(kEventNames, name);
}
std::optional<ActorKind> ActorKindNamed(std::string_view name) {
  return Find<ActorKind>(kActorNames, name);
}

}  // namespace kebao::domain
