#include "demo/conversation.h"

#include "demo/desk.h"

namespace kebao::demo {
namespace {

using domain::EventKind;

void AppendPadded(uint64_t number, int width, std::string& text) {
  const size_t from = text.size();
  AppendNumber(number, text);
  const size_t digits = text.size() - from;
  if (digits < static_cast<size_t>(width))
    text.insert(from, static_cast<size_t>(width) - digits, '0');
}

}  // namespace

std::string_view NameOf(EventSubject subject) {
  constexpr std::string_view kNames[] = {"", "csat", "nps", "first_response", "resolution"};
  return kNames[static_cast<size_t>(subject)];
}

void WriteConversationId(const ConversationHead& conversation, const TimeLine& line,
                         std::string& id) {
  const CivilDay day = CivilFromDay(line.LocalDayOf(conversation.day));
  id.assign("K");
  AppendPadded(static_cast<uint64_t>(day.year * 10'000 + day.month * 100 + day.day), 8, id);
  id += '-';
  AppendPadded(static_cast<uint64_t>(conversation.number_in_day), 6, id);
}

void WriteCustomerId(int64_t customer, std::string& id) {
  id.assign("C");
  AppendPadded(static_cast<uint64_t>(customer), 7, id);
}

SlotValues SlotsOf(const ConversationHead& conversation, const Desk& desk, int agent) {
  const DemoCatalog& catalog = desk.catalog();
  SlotValues slots;
  slots.order_number = conversation.order_number;
  slots.product = catalog.products[static_cast<size_t>(conversation.product)].name;
  slots.city = catalog.cities[conversation.order_number % catalog.cities.size()];
  slots.courier = catalog.couriers[conversation.order_number / 7 % catalog.couriers.size()];
  if (agent >= 0) slots.agent = desk.roster().agents()[static_cast<size_t>(agent)].name;
  const CivilDay soon = CivilFromDay(LocalDay{desk.line().LocalDayOf(conversation.day).days + 2});
  slots.month = soon.month;
  slots.day = soon.day;
  return slots;
}

domain::KindSet RecordedKinds(Channel channel) {
  using enum EventKind;
  domain::KindSet kinds;
  const auto add = [&](std::initializer_list<EventKind> list) {
    for (const EventKind kind : list) kinds = kinds.With(kind);
  };
  add({kOpened, kAssigned, kNote, kTransferred, kResolved, kClosed, kReopened, kEscalated, kRated,
       kSurveySent, kStatusOpen, kStatusPending, kStatusOnHold});
  if (channel == Channel::kPhone) {
    add({kQueued, kOffered, kAccepted, kHoldStarted, kHoldEnded, kTalkEnded, kWrapUpEnded,
         kAbandoned, kVoicemail, kTimedOut});
    return kinds;
  }
  add({kCustomerMessage, kAgentMessage});
  if (channel == Channel::kChat || channel == Channel::kSocial) {
    add({kQueued, kAccepted, kBotMessage, kBotHandoff, kAbandoned, kTimedOut});
  } else {
    add({kAutoReply, kExternalMessage, kMerged, kMarkedSpam, kSlaApplied, kSlaBreached});
  }
  return kinds;
}

std::string_view QueueName(const ConversationHead& conversation, const DemoCatalog& catalog) {
  switch (conversation.channel) {
    case Channel::kChat:
      return catalog.chat_queues[static_cast<size_t>(conversation.queue)].name;
    case Channel::kSocial:
      return "微信客服";
    case Channel::kPhone:
      return "400热线";
    case Channel::kTicket:
      return "工单中心";
    case Channel::kEmail:
      return "客服邮箱";
  }
  return "";
}

std::string_view PriorityName(const ConversationHead& conversation) {
  if (conversation.is_urgent) return "urgent";
  return conversation.customer_type == "VIP" ? "high" : "normal";
}

}  // namespace kebao::demo
