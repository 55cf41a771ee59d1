#include "domain/evidence.h"

#include <algorithm>
#include <map>

namespace kebao::domain {
namespace {

using enum EventKind;

template <class... Kinds>
constexpr KindSet AnyOf(Kinds... kinds) {
  KindSet set;
  ((set = set.With(kinds)), ...);
  return set;
}

constexpr KindSet kAnything{~uint64_t{0}};
constexpr KindSet kOwners = AnyOf(kAssigned, kAccepted, kTransferred);
constexpr KindSet kAgentActs = AnyOf(kAssigned, kAccepted, kTransferred, kAgentMessage);
constexpr KindSet kService = AnyOf(kAgentMessage, kAccepted);
constexpr KindSet kSettling = AnyOf(kResolved, kClosed);
constexpr KindSet kReopening = AnyOf(kReopened, kStatusOpen, kStatusPending, kStatusOnHold);
constexpr KindSet kRating = AnyOf(kRated);
constexpr KindSet kQuestions = AnyOf(kCustomerMessage);
constexpr KindSet kEnds = AnyOf(kResolved, kClosed, kEnded, kAbandoned, kTimedOut);
constexpr KindSet kStatuses = AnyOf(kStatusOpen, kStatusPending, kStatusOnHold);
constexpr KindSet kAnswers = AnyOf(kAgentMessage);

KindSet EvidenceOf(State state) {
  switch (state) {
    case State::kQueued:
      return AnyOf(kQueued);
    case State::kBot:
      return AnyOf(kBotMessage, kBotHandoff);
    case State::kOpen:
      return AnyOf(kStatusOpen, kStatusPending, kStatusOnHold);
    case State::kPending:
      return AnyOf(kStatusPending);
    case State::kOnHold:
      return AnyOf(kStatusOnHold);
    case State::kHandled:
      return kAgentActs;
    case State::kTalking:
      return AnyOf(kAccepted, kTalkEnded);
    case State::kCallHold:
      return AnyOf(kHoldStarted);
    case State::kWrapUp:
      return AnyOf(kWrapUpEnded);
    case State::kWaiting:
      return kQuestions;
    case State::kStageBot:
      return AnyOf(kBotMessage, kBotHandoff);
    case State::kStageQueue:
      return AnyOf(kQueued);
    case State::kStageFirstReply:
      return kService;
    case State::kStageHandling:
      return {kAgentActs.bits | kStatuses.bits};
    case State::kStageWaitingForCustomer:
      return AnyOf(kStatusPending, kCustomerMessage);
    case State::kStageTransfer:
      return kOwners;
    case State::kStageHold:
      return AnyOf(kHoldStarted, kStatusOnHold);
    case State::kStageAfter:
      return {kStatuses.bits | AnyOf(kReopened, kEnded).bits};
  }
  return {};
}

KindSet EvidenceOf(Mark mark) {
  switch (mark) {
    case Mark::kReply:
      return kService;
    case Mark::kAnswer:
      return kAnswers;
    case Mark::kQuestion:
      return kQuestions;
    case Mark::kAgentAssigned:
      return kOwners;
    case Mark::kSettled:
      return kSettling;
    case Mark::kActivity:
      return kAnything;
  }
  return {};
}

KindSet EvidenceOf(const std::vector<Selector>& alternatives) {
  KindSet kinds;
  for (const Selector& selector : alternatives) kinds.bits |= EvidenceOf(selector.events).bits;
  return kinds;
}

using ByColumn = std::map<std::string_view, Evidence>;

const ByColumn& OfConversations() {
  static const ByColumn kColumns = {{"opened_at", {kAnything}},
                                    {"last_event_at", {kAnything}},
                                    {"recorded_kinds", {kAnything}},
                                    {"is_spam", {kAnything}},
                                    {"is_merged", {kAnything}},
                                    {"is_agent_started", {kAnything}},
                                    {"agent", {kAgentActs}},
                                    {"first_reply_at", {kService}},
                                    {"first_reply_agent", {kService}},
                                    {"first_resolved_at", {kSettling}},
                                    {"resolved_at", {kSettling}},
                                    {"first_reopened_at", {kReopening}},
                                    {"reopened_at", {kReopening}},
                                    {"resolved_by", {kSettling}},
                                    {"next_contact_at", {kSettling}},
                                    {"closed_at", {AnyOf(kClosed, kEnded)}},
                                    {"is_valid", {AnyOf(kCustomerMessage, kAccepted), kService}},
                                    {"is_answered", {kService}},
                                    {"is_bot_only", {AnyOf(kBotMessage)}},
                                    {"is_resolved", {kSettling}},
                                    {"is_one_contact", {kSettling, kService}},
                                    {"is_abandoned", {AnyOf(kAbandoned)}},
                                    {"is_timed_out", {AnyOf(kTimedOut)}},
                                    {"is_escalated", {AnyOf(kEscalated)}},
                                    {"is_sla_met", {AnyOf(kSlaApplied)}},
                                    {"customer_messages", {kQuestions}},
                                    {"agent_messages", {kAnswers}},
                                    {"bot_messages", {AnyOf(kBotMessage)}},
                                    {"notes", {AnyOf(kNote)}},
                                    {"replies", {kQuestions, kAnswers}},
                                    {"agents", {kAgentActs}},
                                    {"transfers", {kOwners}},
                                    {"team_changes", {AnyOf(kAssigned, kTransferred)}},
                                    {"reopens", {kReopening, kSettling}},
                                    {"surveys_sent", {AnyOf(kSurveySent)}},
                                    {"csat", {kRating}},
                                    {"nps", {kRating}}};
  return kColumns;
}

const ByColumn& OfReplies() {
  static const Evidence kBoth = {kQuestions, kAnswers};
  static const ByColumn kColumns = {{"opened_at", {kAnything}}, {"is_spam", {kAnything}},
                                    {"is_merged", {kAnything}}, {"asked_at", kBoth},
                                    {"last_asked_at", kBoth},   {"replied_at", kBoth},
                                    {"is_first", kBoth},        {"agent", kBoth}};
  return kColumns;
}

const ByColumn& OfParticipations() {
  static const ByColumn kColumns = {{"opened_at", {kAnything}},
                                    {"is_spam", {kAnything}},
                                    {"is_merged", {kAnything}},
                                    {"agent", {kAgentActs}},
                                    {"joined_at", {kAgentActs}},
                                    {"left_at", {kAgentActs}},
                                    {"is_last", {kAgentActs}},
                                    {"agent_messages", {kAnswers}},
                                    {"replies", {kQuestions, kAnswers}},
                                    {"is_served", {kService}},
                                    {"is_first_responder", {kService}},
                                    {"is_transferred_out", {kOwners}},
                                    {"is_resolver", {kSettling}},
                                    {"own_resolved_at", {kSettling}},
                                    {"own_reopened_at", {kReopening, kSettling}},
                                    {"first_resolved_at", {kSettling}},
                                    {"resolved_at", {kSettling}},
                                    {"first_reopened_at", {kReopening}},
                                    {"reopened_at", {kReopening}},
                                    {"is_resolved", {kSettling}},
                                    {"is_reopened", {kReopening, kSettling}},
                                    {"is_valid", {AnyOf(kCustomerMessage, kAccepted), kService}}};
  return kColumns;
}

const ByColumn& OfFlows() {
  static const Evidence kStages = {{kAgentActs.bits | kStatuses.bits}, kEnds};
  static const ByColumn kColumns = {{"opened_at", {kAnything}}, {"is_spam", {kAnything}},
                                    {"is_merged", {kAnything}}, {"is_transfer", {kOwners}},
                                    {"known_at", {kAnything}},  {"from_stage", kStages},
                                    {"to_stage", kStages},      {"times", kStages},
                                    {"from_team", {kOwners}},   {"to_team", {kOwners}}};
  return kColumns;
}

}  // namespace

KindSet EvidenceOf(StateSet states) {
  KindSet kinds;
  for (int index = 0; index < kStateCount; ++index) {
    const auto state = static_cast<State>(index);
    if (states.Has(state)) kinds.bits |= EvidenceOf(state).bits;
  }
  return kinds;
}

Evidence EvidenceOfTimeIn(StateSet states) {
  Evidence evidence = {EvidenceOf(states)};
  if ((states.bits & kStageStates) != 0) evidence.push_back(kEnds);
  if (states == StateSet{}.With(State::kStageTransfer)) evidence.push_back(kService);
  return evidence;
}

KindSet EvidenceOf(const std::vector<EventPattern>& patterns) {
  KindSet kinds;
  for (const EventPattern& pattern : patterns) {
    kinds.bits |= pattern.kind ? AnyOf(*pattern.kind).bits : EvidenceOf(*pattern.mark).bits;
  }
  return kinds;
}

Evidence EvidenceOfColumn(Fact fact, std::string_view column) {
  if (fact == Fact::kFeedback) {
    const bool is_rating = column == "rated_at" || column == "kind" || column == "score" ||
                           column == "is_latest" || column == "has_comment" || column == "agent";
    if (is_rating) return {kRating};
  }
  const ByColumn& columns = fact == Fact::kReply           ? OfReplies()
                            : fact == Fact::kParticipation ? OfParticipations()
                            : fact == Fact::kFlow          ? OfFlows()
                                                           : OfConversations();
  const auto found = columns.find(column);
  return found == columns.end() || !FollowsFromEvents(fact) ? Evidence{} : found->second;
}

Evidence EvidenceOf(const TimingSpec& timing) {
  switch (timing.shape) {
    case TimingShape::kStates:
      return EvidenceOfTimeIn(timing.during);
    case TimingShape::kCount:
      return {EvidenceOf(timing.counted)};
    case TimingShape::kReplies:
      return {kQuestions, kAnswers};
    case TimingShape::kSpan:
      break;
  }
  Evidence evidence = {EvidenceOf(timing.from), EvidenceOf(timing.to)};
  if (timing.pause.bits != 0) evidence.push_back(EvidenceOf(timing.pause));
  return evidence;
}

bool Suffices(KindSet kinds, const Evidence& evidence) {
  return !evidence.empty() && std::all_of(evidence.begin(), evidence.end(), [&](KindSet any_of) {
    return (any_of.bits & kinds.bits) != 0;
  });
}

}  // namespace kebao::domain
