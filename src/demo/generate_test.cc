#include "demo/generate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/hash.h"
#include "demo/collecting_sink.h"

namespace kebao::demo {
namespace {

using domain::ActorKind;
using domain::CanonicalEvent;
using domain::CanonicalRecord;
using domain::Entity;
using domain::EventKind;
using testing::IsEmpty;

const DemoCatalog& Catalog() {
  static const DemoCatalog catalog = LoadDemoCatalog(KEBAO_SOURCE_DIR "/catalog/demo").value();
  return catalog;
}

DemoOptions Small(int64_t conversations = 20'000) {
  DemoOptions options;
  options.conversations = conversations;
  return options;
}

/// One year of 20 000 conversations, made once for all tests.
const CollectingSink& Year() {
  static const CollectingSink* year = [] {
    auto* sink = new CollectingSink;
    EXPECT_TRUE(Generate(Catalog(), Small(), *sink).has_value());
    return sink;
  }();
  return *year;
}

/// Hashes all fields of all rows in their order.
class HashingSink : public domain::CanonicalSink {
 public:
  void Accept(const CanonicalEvent& event) override {
    Mix(event.id), Mix(event.text), Mix(event.agent_id), Mix(event.customer_id), Mix(event.subject);
    hash = CombineHashes(hash, static_cast<uint64_t>(event.at.micros) ^
                                   static_cast<uint64_t>(event.value.value_or(-7)));
  }
  void Accept(const CanonicalRecord& record) override {
    Mix(record.id);
    for (const auto& [field, value] : record.fields) {
      hash = CombineHashes(hash, static_cast<uint64_t>(field));
      if (const auto* text = std::get_if<std::string>(&value)) Mix(*text);
      if (const auto* number = std::get_if<int64_t>(&value))
        hash = CombineHashes(hash, static_cast<uint64_t>(*number));
    }
  }
  void Accept(const domain::RejectedRow&) override {}
  uint64_t hash = 0;

 private:
  void Mix(const std::string& text) { hash = CombineHashes(hash, HashBytes(text)); }
};

uint64_t HashOf(const DemoOptions& options) {
  HashingSink sink;
  EXPECT_TRUE(Generate(Catalog(), options, sink).has_value());
  return sink.hash;
}

template <class T>
const T* FieldOf(const CanonicalRecord& record, std::string_view name) {
  const int index = domain::FieldIndex(record.entity, name);
  for (const auto& [field, value] : record.fields) {
    if (field == index) return std::get_if<T>(&value);
  }
  return nullptr;
}

std::string TextOf(const CanonicalRecord& record, std::string_view name) {
  const auto* text = FieldOf<std::string>(record, name);
  return text == nullptr ? "" : *text;
}

bool IsUtf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const size_t length = lead < 0x80       ? 1
                          : lead >> 5 == 6  ? 2
                          : lead >> 4 == 14 ? 3
                          : lead >> 3 == 30 ? 4
                                            : 0;
    if (length == 0 || at + length > text.size()) return false;
    for (size_t next = 1; next < length; ++next) {
      if ((static_cast<unsigned char>(text[at + next]) & 0xc0) != 0x80) return false;
    }
    at += length;
  }
  return true;
}

TEST(Generate, SameOptionsSameBytes) {
  EXPECT_EQ(HashOf(Small(2000)), HashOf(Small(2000)));
  DemoOptions other_seed = Small(2000);
  other_seed.seed = 2;
  EXPECT_NE(HashOf(Small(2000)), HashOf(other_seed));
  DemoOptions calm = Small(2000);
  calm.with_story = false;
  EXPECT_NE(HashOf(Small(2000)), HashOf(calm));
}

TEST(Generate, MakesExactlyTheConversationsAskedFor) {
  int64_t conversations = 0;
  for (const CanonicalRecord& record : Year().records)
    conversations += record.entity == Entity::kConversation;
  EXPECT_EQ(conversations, 20'000);
}

TEST(Generate, EventsComeInTimeOrderAndWithinTheData) {
  const Instant begin = TimeZone::Find("Asia/Shanghai").value().StartOf(DayFromCivil({2025, 1, 1}));
  const Instant end = TimeZone::Find("Asia/Shanghai").value().StartOf(DayFromCivil({2026, 1, 1}));
  Instant last = begin;
  for (const CanonicalEvent& event : Year().events) {
    ASSERT_GE(event.at, last) << event.id;
    ASSERT_LT(event.at, end);
    last = event.at;
  }
}

TEST(Generate, IdsAreUnique) {
  std::set<std::pair<Entity, std::string>> ids;
  for (const CanonicalRecord& record : Year().records) {
    ASSERT_TRUE(ids.insert({record.entity, record.id}).second)
        << SchemaOf(record.entity).name << " " << record.id;
  }
  std::set<std::string> events;
  for (const CanonicalEvent& event : Year().events)
    ASSERT_TRUE(events.insert(event.id).second) << event.id;
}

TEST(Generate, ConversationsBeginWithOpeningAndTakeTheirTurns) {
  std::map<std::string, std::vector<const CanonicalEvent*>> talks;
  for (const CanonicalEvent& event : Year().events) talks[event.conversation_id].push_back(&event);
  EXPECT_EQ(talks.size(), 20'000u);
  for (const auto& [id, events] : talks) {
    ASSERT_EQ(events.front()->kind, EventKind::kOpened) << id;
    bool is_accepted = false;
    for (const CanonicalEvent* event : events) {
      is_accepted |= event->kind == EventKind::kAccepted;
      const bool needs_call =
          event->kind == EventKind::kTalkEnded || event->kind == EventKind::kHoldStarted;
      ASSERT_TRUE(!needs_call || is_accepted) << event->id;
      ASSERT_EQ(event->value.has_value(),
                event->kind == EventKind::kRated || event->kind == EventKind::kSlaApplied)
          << event->id;
    }
  }
}

TEST(Generate, MessagesHaveTextsInUtf8AndAreVaried) {
  std::set<std::string> questions;
  for (const CanonicalEvent& event : Year().events) {
    ASSERT_TRUE(IsUtf8(event.text)) << event.id;
    const bool is_message =
        event.kind == EventKind::kCustomerMessage || event.kind == EventKind::kAgentMessage;
    ASSERT_TRUE(!is_message || !event.text.empty()) << event.id;
    if (event.kind == EventKind::kCustomerMessage) questions.insert(event.text);
    ASSERT_EQ(event.text.find('{'), std::string::npos) << event.text;
  }
  EXPECT_GT(questions.size(), 10'000u);
}

TEST(Generate, AgentsActOnlyInTheirShifts) {
  std::map<std::string, std::vector<std::pair<Instant, Instant>>> shifts;
  for (const CanonicalRecord& record : Year().records) {
    if (record.entity != Entity::kShift) continue;
    shifts[TextOf(record, "agent")].push_back(
        {*FieldOf<Instant>(record, "started_at"), *FieldOf<Instant>(record, "ended_at")});
  }
  // The night shift that began on the day before the data has no row.
  const Instant first =
      Year().records.empty() ? Instant{} : Instant{Year().events.front().at.micros + kMicrosPerDay};
  int64_t checked = 0;
  for (const CanonicalEvent& event : Year().events) {
    // A transfer names whom it goes to, who may begin later.
    if (event.actor != ActorKind::kAgent || event.kind == EventKind::kTransferred ||
        event.at < first)
      continue;
    const auto& own = shifts[event.agent_id];
    const bool is_covered = std::any_of(own.begin(), own.end(), [&](const auto& shift) {
      return shift.first <= event.at && event.at < shift.second;
    });
    ASSERT_TRUE(is_covered) << event.id << " " << NameOf(event.kind) << " " << event.agent_id << " "
                            << FormatInstantUtc(event.at);
    ++checked;
  }
  EXPECT_GT(checked, 50'000);
}

TEST(Generate, CallsOfOneAgentDoNotOverlap) {
  std::map<std::string, Instant> busy_until, accepted;
  std::map<std::string, std::string> agent_of;
  std::map<std::string, std::vector<std::pair<Instant, Instant>>> calls;
  for (const CanonicalEvent& event : Year().events) {
    if (event.kind == EventKind::kAccepted) accepted[event.conversation_id] = event.at;
    if (event.kind == EventKind::kWrapUpEnded)
      calls[event.agent_id].push_back({accepted[event.conversation_id], event.at});
  }
  for (auto& [agent, list] : calls) {
    std::sort(list.begin(), list.end());
    for (size_t index = 1; index < list.size(); ++index)
      ASSERT_LE(list[index - 1].second, list[index].first) << agent;
  }
}

TEST(Generate, EveryEntityButSourceFiguresOccurs) {
  std::set<Entity> seen;
  for (const CanonicalRecord& record : Year().records) seen.insert(record.entity);
  EXPECT_EQ(seen.size(), static_cast<size_t>(domain::kEntityCount - 1));
}

TEST(Generate, WaitingLowersSatisfaction) {
  std::map<std::string, Instant> queued;
  std::map<std::string, double> waits;
  double quick = 0, slow = 0;
  int quick_count = 0, slow_count = 0;
  for (const CanonicalEvent& event : Year().events) {
    if (event.kind == EventKind::kQueued) queued[event.conversation_id] = event.at;
    if (event.kind == EventKind::kAccepted && queued.contains(event.conversation_id)) {
      waits[event.conversation_id] =
          static_cast<double>(SecondsBetween(queued[event.conversation_id], event.at));
    }
    if (event.kind != EventKind::kRated || event.subject != "csat" ||
        !waits.contains(event.conversation_id))
      continue;
    const double wait = waits[event.conversation_id];
    if (wait < 15) quick += *event.value, ++quick_count;
    if (wait > 60) slow += *event.value, ++slow_count;
  }
  ASSERT_GT(quick_count, 200);
  ASSERT_GT(slow_count, 50);
  EXPECT_GT(quick / quick_count, slow / slow_count + 15);
}

TEST(Generate, RefusesImpossibleOptions) {
  CollectingSink sink;
  DemoOptions options = Small();
  options.conversations = 0;
  EXPECT_EQ(Generate(Catalog(), options, sink).error().code, "demo.bad_options");
  options = Small();
  options.zone = "Mars/Olympus";
  EXPECT_EQ(Generate(Catalog(), options, sink).error().code, "zone.unknown");
  EXPECT_THAT(sink.records, IsEmpty());
}

TEST(Generate, WorksInAZoneWithSummerTimeAndForOneDay) {
  DemoOptions options = Small(300);
  options.zone = "Europe/Berlin";
  options.first_day = DayFromCivil({2026, 3, 29});  // 23 hours
  options.days = 1;
  CollectingSink sink;
  const auto story = Generate(Catalog(), options, sink);
  ASSERT_TRUE(story.has_value());
  EXPECT_EQ(story->conversations, 300);
  EXPECT_EQ(story->events, static_cast<int64_t>(sink.events.size()));
}

}  // namespace
}  // namespace kebao::demo
