// Status, calls, ratings, teams, and which rows of the log count.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/conversation_fold.h"
#include "facts/fold_test_notation.h"

namespace kebao::facts {
namespace {

using enum domain::EventKind;
using ::testing::ElementsAre;

TEST(ConversationFoldOutcome, ATeamKnownLaterDoesNotTakeTheConversationFromItsAgent) {
  const Facts facts =
      Derive("0 opened by customer\n 10 assigned agent=1\n 10 assigned team=4\n 50 resolved");
  EXPECT_EQ(facts["agent"], "1");
  EXPECT_EQ(facts["handle_seconds"], "40");
  const Facts moved =
      Derive("0 opened\n 10 assigned agent=1 team=3\n 30 assigned team=4\n 50 resolved");
  EXPECT_EQ(moved["handle_seconds"], "20");
}

TEST(ConversationFoldOutcome, AResolutionEndsTheQuestionRun) {
  const Facts facts = Derive(
      "0 opened by customer\n 0 customer_message\n 60 resolved agent=1\n 10d status_open\n"
      "10d customer_message\n 10d30s agent_message agent=1");
  ASSERT_EQ(facts.reply.size(), 1u);
  EXPECT_EQ(facts.reply[0].at("reply_seconds"), "30");
}

TEST(ConversationFoldOutcome, ACustomerWhoComesBackAfterAPauseMakesItTwoInteractions) {
  const char* head = "0 opened by customer\n 0 customer_message\n 60 agent_message agent=1\n";
  const auto contact = [&](const char* rest) {
    return Derive(std::string(head) + rest)["is_one_contact"];
  };
  EXPECT_EQ(contact("120 customer_message\n 180 agent_message agent=1\n 200 resolved"), "yes");
  EXPECT_EQ(contact("1d customer_message\n 1d1m agent_message agent=1\n 1d2m resolved"), "no");
  EXPECT_EQ(contact("1d customer_message\n 1d2m resolved"),
            "yes");  // a thank-you that needed no answer
  EXPECT_EQ(contact("1d agent_message agent=1\n 1d2m resolved"), "yes");
  EXPECT_EQ(contact("1d customer_message"), "no");  // not resolved
}

TEST(ConversationFoldOutcome, StatusTimesOfATicket) {
  const Facts facts = Derive(R"(
    0   opened by customer
    0   status_open
    1h  status_pending
    3h  status_open
    4h  status_on_hold
    9h  status_open
    10h resolved agent=1)");
  EXPECT_EQ(facts["requester_wait_seconds"], std::to_string((1 + 1 + 5 + 1) * 3600));
  EXPECT_EQ(facts["agent_wait_seconds"], "7200");
  EXPECT_EQ(facts["on_hold_seconds"], "18000");
  EXPECT_EQ(facts["resolution_seconds"], "36000");
}

ConversationAttributes Call() {
  ConversationAttributes attributes =
      RecordingOnly({kOpened, kQueued, kOffered, kAccepted, kAbandoned, kHoldStarted, kHoldEnded,
                     kTalkEnded, kWrapUpEnded, kClosed, kTransferred});
  attributes.channel = kPhone;
  return attributes;
}

TEST(ConversationFoldOutcome, ACallIsAnsweredByBeingAccepted) {
  const Facts facts = Derive(R"(
    0   opened by customer
    0   queued
    25  offered agent=1
    30  accepted agent=1 team=2
    60  hold_started
    90  hold_ended
    130 talk_ended agent=1
    130 closed
    150 wrap_up_ended agent=1)",
                             Call());
  EXPECT_EQ(facts["is_answered"], "yes");
  EXPECT_EQ(facts["is_valid"], "yes");
  EXPECT_EQ(facts["first_reply_at"], "30");
  EXPECT_EQ(facts["first_response_seconds"], "30");
  EXPECT_EQ(facts["queue_wait_seconds"], "30");
  EXPECT_EQ(facts["talk_seconds"], "70");
  EXPECT_EQ(facts["hold_seconds"], "30");
  EXPECT_EQ(facts["wrap_up_seconds"], "20");
  EXPECT_EQ(facts["handle_seconds"], "120");
  EXPECT_EQ(facts["is_one_contact"], "yes");
  EXPECT_EQ(facts.Part(1, "participation_handle_seconds"), "120");
  EXPECT_EQ(facts.Part(1, "is_served"), "yes");
  EXPECT_EQ(facts.reply.size(), 0u);
}

TEST(ConversationFoldOutcome, EveryReopeningIsARowWithWhatItUndidAndHowItEnded) {
  const Facts facts = Derive(R"(
    0   opened by customer
    10  resolved agent=1
    20  reopened
    30  closed agent=1
    40  status_open
    50  resolved agent=2
    60  reopened)",
                             TestAttributes());
  std::vector<std::vector<std::string>> spans;
  for (const Row& row : facts.reopening)
    spans.push_back({row.at("resolved_at"), row.at("reopened_at"), row.at("resolved_again_at")});
  EXPECT_THAT(spans, ElementsAre(ElementsAre("10", "20", "30"), ElementsAre("30", "40", "50"),
                                 ElementsAre("50", "60", "-")));
  EXPECT_EQ(facts["reopens"], "3");
}

TEST(ConversationFoldOutcome, AReopeningOfWhatNobodyResolvedEndsWithTheResolutionAfterIt) {
  const Facts facts = Derive(R"(
    0   opened by customer
    10  resolved agent=1
    20  reopened
    25  queued
    30  abandoned
    30  closed
    40  reopened
    50  resolved agent=2)",
                             TestAttributes());
  std::vector<std::string> again;
  for (const Row& row : facts.reopening) again.push_back(row.at("resolved_again_at"));
  EXPECT_THAT(again, ElementsAre("50", "50"));
}

TEST(ConversationFoldOutcome, AnAbandonedCallIsNeitherAnsweredNorResolved) {
  const Facts facts = Derive("0 opened by customer\n 2 queued\n 40 abandoned\n 40 closed", Call());
  EXPECT_EQ(facts["is_abandoned"], "yes");
  EXPECT_EQ(facts["abandon_wait_seconds"], "38");
  EXPECT_EQ(facts["is_answered"], "no");
  EXPECT_EQ(facts["is_resolved"], "no");
  EXPECT_EQ(facts["queue_wait_seconds"], "-");
  EXPECT_EQ(facts["talk_seconds"], "-");
  EXPECT_EQ(facts["handle_seconds"], "-");
  EXPECT_EQ(facts["hold_seconds"], "-");
}

TEST(ConversationFoldOutcome, ATransferredCallGivesEachAgentTheirOwnTime) {
  const Facts facts = Derive(R"(
    0   opened by customer
    10  accepted agent=1
    70  transferred agent=2
    80  accepted agent=2
    180 talk_ended agent=2
    180 closed)",
                             Call());
  EXPECT_EQ(facts["transfers"], "1");
  EXPECT_EQ(facts["talk_seconds"], "170");
  EXPECT_EQ(facts.Part(1, "participation_handle_seconds"), "60");
  EXPECT_EQ(facts.Part(2, "participation_handle_seconds"), "110");
}

TEST(ConversationFoldOutcome, RatingsWithoutAConversationGiveFeedbackOnly) {
  ConversationAttributes attributes;
  attributes.channel = kChat;
  const Facts facts = Derive("0 rated agent=4 subject=0 value=300", attributes);
  EXPECT_EQ(facts.conversation.size(), 0u);
  EXPECT_EQ(facts.participation.size(), 0u);
  ASSERT_EQ(facts.feedback.size(), 1u);
  EXPECT_EQ(facts.feedback[0].at("opened_at"), "-");
  EXPECT_EQ(facts.feedback[0].at("agent"), "4");
  const Facts ticket = Derive("0 rated agent=4 subject=0 value=300");
  EXPECT_EQ(ticket.conversation.size(), 1u);
  EXPECT_EQ(ticket["opened_at"], "-");
}

TEST(ConversationFoldOutcome, ARatingWithoutAnAgentGoesToTheLastReplier) {
  const Facts facts = Derive(R"(
    0  opened by customer
    1  customer_message
    2  assigned agent=9
    10 agent_message agent=1
    20 rated subject=0 value=200
    30 agent_message agent=2
    40 rated subject=0 value=400
    41 rated subject=1 value=900)");
  ASSERT_EQ(facts.feedback.size(), 3u);
  EXPECT_EQ(facts.feedback[0].at("agent"), "1");
  EXPECT_EQ(facts.feedback[0].at("is_latest"), "no");
  EXPECT_EQ(facts.feedback[1].at("agent"), "2");
  EXPECT_EQ(facts.feedback[1].at("is_latest"), "yes");
  EXPECT_EQ(facts.feedback[2].at("is_latest"), "yes");
  EXPECT_EQ(facts["csat"], "4");
  EXPECT_EQ(facts["nps"], "9");
}

TEST(ConversationFoldOutcome, ARatingWithoutAScoreIsNoZero) {
  const Facts facts = Derive("0 opened\n 10 rated subject=0 text");
  EXPECT_EQ(facts.feedback.at(0).at("score"), "-");
  EXPECT_EQ(facts["csat"], "-");
}

TEST(ConversationFoldOutcome, MergedSpamAndSla) {
  EXPECT_EQ(Derive("0 opened\n 9 merged")["is_merged"], "yes");
  EXPECT_EQ(Derive("0 opened\n 9 marked_spam")["is_spam"], "yes");
  EXPECT_EQ(Derive("0 opened\n 1 sla_applied\n 9 resolved")["is_sla_met"], "yes");
  EXPECT_EQ(Derive("0 opened\n 1 sla_applied\n 5 sla_breached\n 9 resolved")["is_sla_met"], "no");
  EXPECT_EQ(Derive("0 opened\n 1 sla_applied")["is_sla_met"], "-");  // still running
  ConversationAttributes attributes = TestAttributes();
  attributes.is_sla_met = 0;
  EXPECT_EQ(Derive("0 opened\n 9 resolved", attributes)["is_sla_met"], "no");
}

TEST(ConversationFoldOutcome, TheTeamIsTheAgentsAtTheInstant) {
  FoldInputs inputs = TestInputs();
  inputs.teams.Add(1, 10, {Instant{0}, Instant{kStartMicros + 50 * kMicrosPerSecond}});
  inputs.teams.Add(1, 11, {Instant{kStartMicros + 50 * kMicrosPerSecond}, Instant{INT64_MAX}});
  const Facts facts = Derive(
      "0 opened by customer\n 5 assigned agent=1 team=3\n 10 customer_message\n"
      "20 agent_message agent=1\n 60 customer_message\n 70 agent_message agent=1\n"
      "80 agent_message agent=2",
      TestAttributes(), ShippedTimings(), inputs);
  EXPECT_EQ(facts["team"], "10");
  EXPECT_EQ(facts.reply.at(0).at("team"), "10");
  EXPECT_EQ(facts.reply.at(1).at("team"), "11");
  EXPECT_EQ(facts.Part(2, "team"), "3");  // not a member of anything: the conversation's team
}

TEST(ConversationFoldOutcome, TheSourcesAgentStandsInWhereNoEventNamesOne) {
  ConversationAttributes attributes = RecordingOnly({kOpened, kAgentMessage, kResolved});
  attributes.agent = 5;
  const Facts facts =
      Derive("0 opened by customer\n 60 agent_message implied\n 90 resolved", attributes);
  EXPECT_EQ(facts["agent"], "5");
  EXPECT_EQ(facts["first_reply_agent"], "5");
  EXPECT_EQ(facts["resolved_by"], "5");
  EXPECT_EQ(facts.Part(5, "is_served"), "yes");
  EXPECT_EQ(facts["handle_seconds"], "30");
}

TEST(ConversationFoldOutcome, EventsOfOneInstantComeInTheirNaturalOrder) {
  const Facts facts = Derive(
      "0 resolved\n 0 agent_message agent=1\n 0 customer_message\n 0 opened by customer\n"
      "0 assigned agent=1");
  EXPECT_EQ(facts["first_response_seconds"], "0");
  EXPECT_EQ(facts["is_resolved"], "yes");
  EXPECT_EQ(facts["replies"], "1");
}

TEST(ConversationFoldOutcome, StatesOfOneInstantComeInTheOrderOfTheirVersions) {
  const auto reopens = [](const char* minute) {
    return Derive(std::string("0 opened\n 10 resolved v=1\n") + minute +
                  "\n 90 resolved v=9")["reopens"];
  };
  EXPECT_EQ(reopens("50 status_open v=3\n 50 resolved v=4\n 70 status_open v=5"), "2");
  EXPECT_EQ(reopens("50 status_open v=4\n 50 resolved v=3\n 70 status_open v=5"), "1");
  EXPECT_EQ(reopens("50 status_open\n 50 resolved\n 70 status_open v=5"), "2")
      << "no version, the natural order";
}

TEST(ConversationFoldOutcome, TheHighestVersionWinsThenTheLatestImport) {
  const auto resolved = [](const char* rows) {
    return Derive(std::string("0 opened\n") + rows)["resolution_seconds"];
  };
  EXPECT_EQ(resolved("50 resolved id=3 v=2 import=1\n 90 resolved id=3 v=1 import=2"), "50");
  EXPECT_EQ(resolved("50 resolved id=3 v=1 import=1\n 90 resolved id=3 v=1 import=2"), "90");
}

TEST(ConversationFoldOutcome, AnObservedEventSuppressesImpliedOnesOfItsKind) {
  const Facts facts = Derive(
      "0 opened by customer\n 0 customer_message\n 30 agent_message agent=1 implied\n"
      "45 agent_message agent=1\n 99 resolved implied");
  EXPECT_EQ(facts["first_response_seconds"], "45");
  EXPECT_EQ(facts["agent_messages"], "1");
  EXPECT_EQ(facts["is_resolved"], "yes");
}

TEST(ConversationFoldOutcome, BatchesGoOnAfterFinish) {
  ConversationFold fold = ConversationFold::Create(ShippedTimings(), TestInputs()).value();
  const std::vector<Event> events = ParseEvents(
      "0 opened by customer\n 5 customer_message\n 9 agent_message agent=1\n"
      "20 customer_message\n 30 agent_message agent=1\n 50 rated subject=0 value=500");
  const ConversationView view{
      .conversation_key = 1, .attributes = TestAttributes(), .events = events};
  for (int round = 0; round < 1000; ++round) fold.Add(view);
  EXPECT_EQ(fold.Finish().conversation.rows(), 1000u);
  EXPECT_EQ(fold.Finish().reply.rows(), 2000u);
  fold.Finish().Clear();
  fold.Add(view);
  EXPECT_EQ(fold.Finish().conversation.rows(), 1u);
  EXPECT_EQ(fold.Finish().feedback.rows(), 1u);
}

TEST(ConversationFoldOutcome, AConversationWithoutEventsIsARowThatSaysNothing) {
  const Facts facts = Derive("");
  EXPECT_EQ(facts.conversation.size(), 1u);
  EXPECT_EQ(facts["opened_at"], "-");
  EXPECT_EQ(facts["first_response_seconds"], "-");
  EXPECT_EQ(facts["conversation_duration_seconds"], "-");
}

}  // namespace
}  // namespace kebao::facts
