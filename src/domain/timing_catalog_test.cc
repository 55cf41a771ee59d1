#include "domain/timing_catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace kebao::domain {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

using Packs = std::vector<std::pair<std::string, std::string>>;

std::string ProblemOf(const std::string& timings, const Packs& packs = {}) {
  const auto catalog = TimingCatalog::Parse(timings, packs);
  return catalog ? "" : catalog.error().code + " " + catalog.error().place;
}

TEST(TimingCatalog, YieldsColumnsInAStableOrder) {
  const auto catalog = TimingCatalog::Parse(
      "wait: {from: opened, to: reply}\n"
      "answer: {entity: reply, from: question, to: answer}\n"
      "worst: {of: answer, aggregate: max}\n"
      "ends: {count: settled}\n"
      "talk: {during: talking, calendar: none}\n",
      Packs{{"acme", "timings: {answer: {from: customer_message}}"}});
  ASSERT_TRUE(catalog) << catalog.error().code;
  std::vector<std::pair<Fact, std::string>> columns;
  for (const auto& [fact, column] : catalog->Columns()) columns.emplace_back(fact, column.name);
  EXPECT_THAT(columns, ElementsAre(Pair(Fact::kConversation, "wait_seconds"),
                                   Pair(Fact::kConversation, "wait_business_seconds"),
                                   Pair(Fact::kReply, "answer_seconds"),
                                   Pair(Fact::kReply, "answer_business_seconds"),
                                   Pair(Fact::kConversation, "worst_seconds"),
                                   Pair(Fact::kConversation, "worst_business_seconds"),
                                   Pair(Fact::kConversation, "ends_count"),
                                   Pair(Fact::kConversation, "talk_seconds"),
                                   Pair(Fact::kReply, "answer_seconds__acme"),
                                   Pair(Fact::kReply, "answer_business_seconds__acme"),
                                   Pair(Fact::kConversation, "worst_seconds__acme"),
                                   Pair(Fact::kConversation, "worst_business_seconds__acme")));
}

TEST(TimingCatalog, APackOverridesKeysAndKeepsTheRest) {
  const auto catalog = TimingCatalog::Parse(
      "wait: {from: opened, to: reply, skip_if: [agent_started], credit: sender}",
      Packs{{"acme", "timings: {wait: {to: accepted, skip_if: []}}\nmetrics: {}"}});
  ASSERT_TRUE(catalog) << catalog.error().code;
  const TimingSpec* own = catalog->Find("wait");
  const TimingSpec* packs = catalog->Find("wait", "acme");
  ASSERT_NE(packs, nullptr);
  EXPECT_TRUE(own->skip_if.Has(Condition::kAgentStarted));
  EXPECT_EQ(packs->skip_if.bits, 0u);
  EXPECT_EQ(packs->to[0].events[0].kind, EventKind::kAccepted);
  EXPECT_EQ(packs->from[0].events[0].kind, EventKind::kOpened);
  EXPECT_EQ(packs->credit, Credit::kSender);
}

TEST(TimingCatalog, TheVersionFollowsTheRuleAndNotItsText) {
  const auto version = [](const char* rule) {
    return TimingCatalog::Parse(rule)->timings()[0].version;
  };
  const uint64_t before = version("t: {from: opened, to: reply}");
  EXPECT_EQ(version("t: {about: {zh: 等待, en: wait}, from: [opened], to: {event: reply}}"),
            before);
  EXPECT_NE(version("t: {from: opened, to: answer}"), before);
  EXPECT_NE(version("t: {from: opened, to: reply, pause: bot}"), before);
  EXPECT_NE(version("t: {from: opened, to: reply, no_end: zero}"), before);
  EXPECT_NE(version("t: {from: opened, to: {event: reply, pick: last}}"), before);
  EXPECT_NE(version("t: {from: opened by agent, to: reply}"), before);
}

TEST(TimingCatalog, RefusalsSayWhatAndWhere) {
  EXPECT_EQ(ProblemOf("t:\n  from: opend\n  to: reply\n"), "timing.unknown_event timings.yaml:2:9");
  EXPECT_EQ(ProblemOf("t:\n  from: opened\n  to: {event: reply, pick: second}\n"),
            "timing.unknown_word timings.yaml:3:28");
  EXPECT_THAT(ProblemOf("t: {from: opened, to: reply, paws: bot}"), HasSubstr("yaml.unknown_key"));
  EXPECT_THAT(ProblemOf("t: {from: opened}"), HasSubstr("timing.shape"));
  EXPECT_THAT(ProblemOf("t: {from: opened, to: reply, during: bot}"), HasSubstr("timing.shape"));
  EXPECT_THAT(ProblemOf("t: {during: sleeping}"), HasSubstr("timing.unknown_word"));
  EXPECT_THAT(ProblemOf("t: {of: nothing}"), HasSubstr("timing.unknown_reply"));
  EXPECT_THAT(ProblemOf("t: {from: opened, to: reply by ghost}"),
              HasSubstr("timing.unknown_event"));
  EXPECT_THAT(ProblemOf("a__b: {count: settled}"), HasSubstr("timing.name"));
  EXPECT_THAT(ProblemOf("t: {count: settled}", Packs{{"acme", "timings: {u: {count: settled}}"}}),
              HasSubstr("timing.unknown_base acme.yaml:1:"));
}

TEST(TimingCatalog, ShippedTimingsLoad) {
  const std::filesystem::path folder = std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog";
  const auto catalog = TimingCatalog::Load({{folder}});
  ASSERT_TRUE(catalog) << catalog.error().code << " at " << catalog.error().place;
  for (const char* id : {"first_response",
                         "reply",
                         "last_message_reply",
                         "max_reply",
                         "queue_wait",
                         "time_to_assign",
                         "resolution",
                         "first_resolution",
                         "conversation_duration",
                         "handle",
                         "talk",
                         "hold",
                         "wrap_up",
                         "requester_wait",
                         "agent_wait",
                         "on_hold",
                         "bot_duration",
                         "abandon_wait",
                         "participation_handle",
                         "participation_first_response"}) {
    const TimingSpec* timing = catalog->Find(id);
    ASSERT_NE(timing, nullptr) << id;
    EXPECT_NE(timing->about_zh, "") << id;
    EXPECT_NE(timing->about_en, "") << id;
  }
  for (const char* pack : {"zendesk", "freshdesk", "chatwoot", "tencent"}) {
    EXPECT_NE(catalog->Find("first_response", pack), nullptr) << pack;
  }
  EXPECT_NO_FATAL_FAILURE(FactCatalog(catalog->Columns()));
}

TEST(TimingCatalog, ALaterFolderReplacesATiming) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "own_catalog";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder / "timings");
  FILE* file = fopen((folder / "timings/own.yaml").c_str(), "w");
  fputs("resolution: {from: accepted, to: settled}\nmine: {count: note}\n", file);
  fclose(file);
  const std::filesystem::path shipped = std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog";
  const auto catalog = TimingCatalog::Load({{shipped, folder}});
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(catalog) << catalog.error().code;
  EXPECT_EQ(catalog->Find("resolution")->from[0].events[0].kind, EventKind::kAccepted);
  EXPECT_NE(catalog->Find("mine"), nullptr);
}

}  // namespace
}  // namespace kebao::domain
