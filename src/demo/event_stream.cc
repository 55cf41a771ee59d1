#include "demo/event_stream.h"

#include <algorithm>

namespace kebao::demo {
namespace {

using domain::Entity;
using domain::FieldIndex;

/// The fields of a conversation row in the order in which EmitAttributes sets them.
constexpr std::string_view kFields[] = {"channel", "direction",     "queue",         "issue_type",
                                        "product", "business_line", "customer_type", "priority",
                                        "region",  "language",      "customer",      "subject"};
constexpr size_t kFieldCount = std::size(kFields);

}  // namespace

EventStream::EventStream(const Desk& desk, domain::CanonicalSink& sink)
    : desk_(desk),
      sink_(sink),
      texts_(desk.catalog()),
      days_(static_cast<size_t>(desk.line().days())) {
  record_.entity = Entity::kConversation;
  for (const std::string_view field : kFields) {
    record_.fields.emplace_back(FieldIndex(Entity::kConversation, field), std::string());
  }
  record_.fields.emplace_back(FieldIndex(Entity::kConversation, "is_spam"), false);
}

uint32_t EventStream::TakeCard(const ConversationHead& talk) {
  if (free_cards_.empty()) {
    free_cards_.push_back(static_cast<uint32_t>(cards_.size()));
    cards_.emplace_back();
  }
  const uint32_t card = free_cards_.back();
  free_cards_.pop_back();
  cards_[card].talk = talk;
  cards_[card].waiting = 0;
  return card;
}

void EventStream::FreeCard(uint32_t card) { free_cards_.push_back(card); }

void EventStream::Add(const Conversation& conversation) {
  const EpochSeconds end = desk_.line().end();
  const uint32_t card = TakeCard(conversation);
  uint32_t number = 0;
  int day = conversation.day;
  for (const PlannedEvent& event : conversation.events) {
    if (event.at >= end) break;
    while (event.at >= desk_.line().StartOf(day + 1)) ++day;
    days_[static_cast<size_t>(day)].push_back({event, card, ++number});
    ++cards_[card].waiting;
  }
  if (cards_[card].waiting == 0) FreeCard(card);
}

void EventStream::EmitDay(int day) {
  std::vector<Waiting>& waiting = days_[static_cast<size_t>(day)];
  std::sort(waiting.begin(), waiting.end(), [this](const Waiting& a, const Waiting& b) {
    if (a.event.at != b.event.at) return a.event.at < b.event.at;
    if (a.card != b.card) return cards_[a.card].talk.number < cards_[b.card].talk.number;
    return a.number < b.number;
  });
  for (const Waiting& item : waiting) Emit(item);
  waiting = std::vector<Waiting>();
}

void EventStream::Emit(const Waiting& waiting) {
  Card& card = cards_[waiting.card];
  if (waiting.number == 1) EmitAttributes(card.talk);
  FillEvent(card.talk, waiting);
  sink_.Accept(event_);
  if (--card.waiting == 0) FreeCard(waiting.card);
}

void EventStream::FillEvent(const ConversationHead& talk, const Waiting& waiting) {
  const PlannedEvent& planned = waiting.event;
  const auto& agents = desk_.roster().agents();
  WriteConversationId(talk, desk_.line(), event_.conversation_id);
  event_.id.assign(event_.conversation_id).push_back('.');
  AppendNumber(waiting.number, event_.id);
  event_.kind = planned.kind;
  event_.actor = planned.actor;
  event_.at = ToInstant(planned.at);
  event_.agent_id.assign(planned.agent < 0 ? "" : agents[static_cast<size_t>(planned.agent)].id);
  event_.team_id.assign(
      planned.team < 0 ? "" : desk_.catalog().teams[static_cast<size_t>(planned.team)].id);
  event_.customer_id.clear();
  if (planned.actor == domain::ActorKind::kCustomer)
    WriteCustomerId(talk.customer, event_.customer_id);
  event_.value.reset();
  if (planned.value != PlannedEvent::kNoValue) event_.value = planned.value;
  event_.subject.assign(NameOf(planned.subject));
  texts_.Write(planned.utterance, talk.issue, planned.text_seed,
               SlotsOf(talk, desk_, planned.agent), event_.text);
  event_.version = event_.at.micros;
  event_.row = ++emitted_;
}

void EventStream::EmitAttributes(const ConversationHead& talk) {
  const DemoCatalog& catalog = desk_.catalog();
  const ProductSpec& product = catalog.products[static_cast<size_t>(talk.product)];
  size_t place = 0;
  const auto set = [&](std::string_view value) {
    std::get<std::string>(record_.fields[place++].second).assign(value);
  };
  WriteConversationId(talk, desk_.line(), record_.id);
  set(NameOf(talk.channel));
  set(talk.is_outbound ? "outbound" : "inbound");
  set(QueueName(talk, catalog));
  set(catalog.issues[static_cast<size_t>(talk.issue)].name);
  set(product.name);
  set(catalog.business_lines[static_cast<size_t>(product.business_line)]);
  set(talk.customer_type);
  set(PriorityName(talk));
  set(catalog.regions[static_cast<size_t>(talk.region)].name);
  set("zh-CN");
  WriteCustomerId(talk.customer, text_);
  set(text_);
  const auto subject_seed = static_cast<uint32_t>(talk.seed >> 32);
  texts_.Write(Utterance::kSubject, talk.issue, subject_seed, SlotsOf(talk, desk_, -1), text_);
  set(text_);
  KEBAO_ASSERT(place == kFieldCount);
  record_.fields[place].second = talk.is_spam;
  record_.recorded_kinds = RecordedKinds(talk.channel);
  record_.version = ToInstant(talk.opened_at).micros;
  record_.row = static_cast<int64_t>(talk.number);
  sink_.Accept(record_);
}

}  // namespace kebao::demo
