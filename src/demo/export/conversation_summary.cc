#include "demo/export/conversation_summary.h"

#include <algorithm>

namespace kebao::demo {
namespace {

using domain::EventKind;

void AppendTwoDigits(int64_t number, std::string& text) {
  text += static_cast<char>('0' + number / 10);
  text += static_cast<char>('0' + number % 10);
}

void AppendDateTime(LocalTime local, char date_separator, char between, std::string& text) {
  const CivilDay day = CivilFromDay(local.day());
  const int64_t second = local.micros / kMicrosPerSecond - int64_t{local.day().days} * 86'400;
  AppendNumber(static_cast<uint64_t>(day.year), text);
  text += date_separator;
  AppendTwoDigits(day.month, text);
  text += date_separator;
  AppendTwoDigits(day.day, text);
  text += between;
  AppendTwoDigits(second / 3600, text);
  text += ':';
  AppendTwoDigits(second / 60 % 60, text);
  text += ':';
  AppendTwoDigits(second % 60, text);
}

void SetOnce(EpochSeconds& slot, EpochSeconds at) {
  if (slot == 0) slot = at;
}

void Take(const PlannedEvent& event, ConversationSummary& summary) {
  switch (event.kind) {
    case EventKind::kQueued:
      SetOnce(summary.queued_at, event.at);
      break;
    case EventKind::kAssigned:
      SetOnce(summary.assigned_at, event.at);
      break;
    case EventKind::kAccepted:
      SetOnce(summary.accepted_at, event.at);
      break;
    case EventKind::kAbandoned:
      summary.abandoned_at = event.at;
      break;
    case EventKind::kCustomerMessage:
      ++summary.customer_messages;
      break;
    case EventKind::kAgentMessage:
      if (summary.first_reply_at == 0) summary.first_replier = event.agent;
      SetOnce(summary.first_reply_at, event.at);
      ++summary.agent_messages;
      break;
    case EventKind::kBotMessage:
      ++summary.bot_messages;
      break;
    case EventKind::kNote:
      ++summary.notes;
      break;
    case EventKind::kTransferred:
      ++summary.transfers;
      break;
    case EventKind::kReopened:
      ++summary.reopens;
      break;
    case EventKind::kTalkEnded:
      summary.talk_ended_at = event.at;
      break;
    case EventKind::kWrapUpEnded:
      summary.wrapped_up_at = event.at;
      break;
    case EventKind::kResolved:
      SetOnce(summary.first_resolved_at, event.at);
      summary.resolved_at = event.at;
      break;
    case EventKind::kClosed:
      summary.closed_at = event.at;
      break;
    case EventKind::kRated:
      if (event.subject != EventSubject::kCsat) break;
      summary.csat = event.value / 100;
      summary.rated_at = event.at;
      summary.rating = &event;
      break;
    default:
      break;
  }
}

void TakeState(const PlannedEvent& event, ConversationSummary& summary) {
  const auto set = [&](bool resolved, bool pending, bool on_hold) {
    summary.is_resolved = resolved;
    summary.is_pending = pending;
    summary.is_on_hold = on_hold;
  };
  switch (event.kind) {
    case EventKind::kResolved:
      set(true, false, false);
      break;
    case EventKind::kClosed:
      summary.is_closed = true;
      break;
    case EventKind::kReopened:
      set(false, false, false), summary.is_closed = false;
      break;
    case EventKind::kStatusOpen:
      set(false, false, false);
      break;
    case EventKind::kStatusPending:
      set(false, true, false);
      break;
    case EventKind::kStatusOnHold:
      set(false, false, true);
      break;
    default:
      break;
  }
}

}  // namespace

std::span<const PlannedEvent> EventsWithin(const Conversation& talk, const TimeLine& line) {
  const auto end = std::find_if(talk.events.begin(), talk.events.end(),
                                [&](const PlannedEvent& event) { return event.at >= line.end(); });
  return {talk.events.begin(), end};
}

ConversationSummary Summarise(const Conversation& talk, const TimeLine& line) {
  ConversationSummary summary;
  for (const PlannedEvent& event : EventsWithin(talk, line)) {
    Take(event, summary);
    TakeState(event, summary);
    const bool makes_responsible = event.kind == EventKind::kAssigned ||
                                   event.kind == EventKind::kAccepted ||
                                   event.kind == EventKind::kTransferred;
    if (makes_responsible || (summary.agent < 0 && event.actor == domain::ActorKind::kAgent)) {
      summary.agent = event.agent;
      summary.team = event.team;
    }
    summary.last_at = event.at;
  }
  return summary;
}

void AppendLocalTime(EpochSeconds at, const TimeLine& line, std::string& text,
                     char date_separator) {
  if (at == 0) return;
  AppendDateTime(line.zone().ToLocal(ToInstant(at)), date_separator, ' ', text);
}

std::string LocalTimeText(EpochSeconds at, const TimeLine& line) {
  std::string text;
  AppendLocalTime(at, line, text);
  return text;
}

std::string UtcText(EpochSeconds at) {
  std::string text;
  if (at == 0) return text;
  AppendDateTime(LocalTime{at * kMicrosPerSecond}, '-', 'T', text);
  return text + "Z";
}

}  // namespace kebao::demo
