// Laws of the fold on random conversations.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "facts/conversation_fold.h"
#include "facts/fold_test_notation.h"

namespace kebao::facts {
namespace {

using Random = std::mt19937_64;

int Pick(Random& random, int limit) {
  return std::uniform_int_distribution<int>(0, limit - 1)(random);
}

/// Any kinds at few instants, so that many fall together.
std::vector<Event> RandomEvents(Random& random, int count) {
  std::vector<Event> events;
  for (int index = 0; index < count; ++index) {
    Event event;
    event.at = Instant{kStartMicros + Pick(random, 40) * 600 * kMicrosPerSecond};
    event.kind = static_cast<domain::EventKind>(Pick(random, domain::kEventKindCount));
    event.actor = static_cast<domain::ActorKind>(Pick(random, 5));
    event.agent = Pick(random, 5) - 1;
    event.team = Pick(random, 4) - 1;
    event.value = 100 * (1 + Pick(random, 5));
    event.subject = Pick(random, 2);
    event.is_observed = Pick(random, 5) != 0;
    event.identity = random();
    event.content = random();
    events.push_back(event);
  }
  return events;
}

ConversationAttributes RandomAttributes(Random& random) {
  ConversationAttributes attributes = TestAttributes();
  attributes.channel = Pick(random, 3) - 1;
  attributes.agent = Pick(random, 4) - 1;
  attributes.recorded_kinds.bits = random();
  return attributes;
}

class FoldLaws : public testing::TestWithParam<int> {
 protected:
  FoldLaws() : random_(static_cast<uint64_t>(GetParam())) {}
  Random random_;
};

TEST_P(FoldLaws, TheOrderOfRowsDoesNotMatter) {
  for (int round = 0; round < 40; ++round) {
    std::vector<Event> events = RandomEvents(random_, Pick(random_, 60));
    const ConversationAttributes attributes = RandomAttributes(random_);
    const Facts facts = Derive(events, attributes);
    std::shuffle(events.begin(), events.end(), random_);
    ASSERT_EQ(Derive(events, attributes), facts);
  }
}

TEST_P(FoldLaws, SplittingIntoImportsAndImportingTwiceChangesNothing) {
  for (int round = 0; round < 40; ++round) {
    std::vector<Event> events = RandomEvents(random_, Pick(random_, 50));
    const ConversationAttributes attributes = RandomAttributes(random_);
    const Facts facts = Derive(events, attributes);
    const size_t count = events.size();
    for (size_t index = 0; index < count; ++index) {
      events[index].import_id = Pick(random_, 3);
      if (Pick(random_, 2) == 0) continue;
      events.push_back(events[index]);
      events.back().import_id = Pick(random_, 9);
    }
    std::shuffle(events.begin(), events.end(), random_);
    ASSERT_EQ(Derive(events, attributes), facts);
  }
}

TEST_P(FoldLaws, SupersededVersionsChangeNothing) {
  for (int round = 0; round < 40; ++round) {
    std::vector<Event> events = RandomEvents(random_, 1 + Pick(random_, 40));
    const ConversationAttributes attributes = RandomAttributes(random_);
    for (Event& event : events) event.version = 5;
    const Facts facts = Derive(events, attributes);
    std::vector<Event> old = RandomEvents(random_, static_cast<int>(events.size()));
    for (size_t index = 0; index < old.size(); ++index) {
      old[index].identity = events[index].identity;
      old[index].version = 4;
      old[index].import_id = 99;
    }
    events.insert(events.end(), old.begin(), old.end());
    std::shuffle(events.begin(), events.end(), random_);
    ASSERT_EQ(Derive(events, attributes), facts);
  }
}

int64_t Number(const Row& row, const std::string& column) { return std::stoll(row.at(column)); }

/// What must hold between the columns of any conversation, however odd its events.
TEST_P(FoldLaws, FiguresOfOneConversationAgree) {
  for (int round = 0; round < 60; ++round) {
    const Facts facts = Derive(RandomEvents(random_, Pick(random_, 60)), RandomAttributes(random_));
    const Row& row = facts.conversation.at(0);
    int64_t total = 0;
    int64_t longest = -1;
    for (const Row& reply : facts.reply) {
      ASSERT_LE(Number(reply, "asked_at"), Number(reply, "last_asked_at"));
      ASSERT_LE(Number(reply, "last_asked_at"), Number(reply, "replied_at"));
      ASSERT_EQ(Number(reply, "reply_seconds"),
                Number(reply, "replied_at") - Number(reply, "asked_at"));
      ASSERT_LE(Number(reply, "last_message_reply_seconds"), Number(reply, "reply_seconds"));
      total += Number(reply, "reply_seconds");
      longest = std::max(longest, Number(reply, "reply_seconds"));
    }
    ASSERT_EQ(row.at("reply_total_seconds"), facts.reply.empty() ? "-" : std::to_string(total));
    ASSERT_EQ(row.at("max_reply_seconds"), facts.reply.empty() ? "-" : std::to_string(longest));
    for (const auto& [column, value] : row) {
      if (column.find("_seconds") == std::string::npos || value == "-") continue;
      ASSERT_GE(std::stoll(value), 0) << column;
    }
    if (row.at("is_one_contact") == "yes") {
      ASSERT_EQ(row.at("is_resolved"), "yes");
      ASSERT_NE(row.at("reopens"), "1");
    }
    if (row.at("agents") != "-") {
      ASSERT_EQ(Number(row, "agents"), static_cast<int64_t>(facts.participation.size()));
    }
    int64_t last = 0;
    int64_t replies = 0;
    for (const Row& part : facts.participation) {
      last += part.at("is_last") == "yes";
      if (part.at("replies") != "-") replies += Number(part, "replies");
    }
    ASSERT_LE(last, 1);
    ASSERT_LE(replies, static_cast<int64_t>(facts.reply.size()));
  }
}

constexpr const char* kStageColumns[] = {"stage_bot_seconds",
                                         "stage_queue_seconds",
                                         "stage_first_reply_seconds",
                                         "stage_handling_seconds",
                                         "stage_waiting_for_customer_seconds",
                                         "stage_transfer_seconds",
                                         "stage_hold_seconds",
                                         "stage_after_seconds"};

/// Every second between the opening and the end is in one stage, also where instants have fractions
/// of seconds; what a source does not record has no time of its own.
TEST_P(FoldLaws, StagesAddUpToTheTimeBetweenOpeningAndEnd) {
  int told = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<Event> events = RandomEvents(random_, Pick(random_, 40));
    for (Event& event : events) event.at.micros += Pick(random_, 3'000'000);
    const Facts facts = Derive(events, RandomAttributes(random_));
    const Row& row = facts.conversation.at(0);
    int64_t total = 0;
    for (const char* column : kStageColumns)
      total += row.at(column) == "-" ? 0 : Number(row, column);
    if (row.at("life_seconds") == "-") {
      ASSERT_EQ(total, 0);
      continue;
    }
    ++told;
    ASSERT_EQ(total, Number(row, "life_seconds"));
    const bool is_resolved = row.at("is_resolved") == "yes" && row.at("resolution_seconds") != "-";
    if (is_resolved) {
      ASSERT_EQ(row.at("life_seconds"), row.at("resolution_seconds"));
    }
  }
  EXPECT_GT(told, 50);
}

INSTANTIATE_TEST_SUITE_P(Seeds, FoldLaws, testing::Range(1, 9));

}  // namespace
}  // namespace kebao::facts
