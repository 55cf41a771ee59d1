#include "facts/conversation_fold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/fold_test_notation.h"

namespace kebao::facts {
namespace {

using enum domain::EventKind;

constexpr char kSimpleChat[] = R"(
  0   opened by customer
  5   customer_message
  10  assigned agent=1 team=2
  20  accepted agent=1
  35  agent_message agent=1
  60  customer_message
  90  customer_message
  100 agent_message agent=1
  200 resolved agent=1
  210 closed by system
  300 rated agent=1 subject=0 value=500 text)";

TEST(ConversationFold, ReadsASimpleChat) {
  const Facts facts = Derive(kSimpleChat);
  ASSERT_EQ(facts.conversation.size(), 1u);
  const Row row = facts.conversation[0];
  EXPECT_THAT(row, testing::IsSupersetOf(Row{{"conversation_key", "7"},
                                             {"opened_at", "0"},
                                             {"first_reply_at", "35"},
                                             {"first_resolved_at", "200"},
                                             {"resolved_at", "200"},
                                             {"closed_at", "210"},
                                             {"last_event_at", "300"},
                                             {"next_contact_at", "-"},
                                             {"is_spam", "no"},
                                             {"is_merged", "no"},
                                             {"is_valid", "yes"},
                                             {"is_answered", "yes"},
                                             {"is_agent_started", "no"},
                                             {"is_bot_only", "no"},
                                             {"is_resolved", "yes"},
                                             {"is_one_contact", "yes"},
                                             {"is_abandoned", "no"},
                                             {"is_escalated", "no"},
                                             {"is_sla_met", "-"},
                                             {"customer_messages", "3"},
                                             {"agent_messages", "2"},
                                             {"bot_messages", "0"},
                                             {"notes", "0"},
                                             {"replies", "2"},
                                             {"agents", "1"},
                                             {"transfers", "0"},
                                             {"team_changes", "0"},
                                             {"reopens", "0"},
                                             {"surveys_sent", "0"},
                                             {"csat", "5"},
                                             {"nps", "-"},
                                             {"first_reply_agent", "1"},
                                             {"resolved_by", "1"},
                                             {"agent", "1"},
                                             {"team", "2"}}));
  EXPECT_THAT(row, testing::IsSupersetOf(Row{{"first_response_seconds", "30"},
                                             {"first_response_business_seconds", "-"},
                                             {"max_reply_seconds", "40"},
                                             {"reply_total_seconds", "70"},
                                             {"time_to_assign_seconds", "10"},
                                             {"resolution_seconds", "200"},
                                             {"first_resolution_seconds", "200"},
                                             {"resolutions_count", "1"},
                                             {"conversation_duration_seconds", "210"},
                                             {"queue_wait_seconds", "-"},
                                             {"handle_seconds", "180"},
                                             {"talk_seconds", "-"},
                                             {"bot_duration_seconds", "-"},
                                             {"abandon_wait_seconds", "-"}}));
}

TEST(ConversationFold, RepliesGoFromTheFirstUnansweredQuestion) {
  const Facts facts = Derive(kSimpleChat);
  ASSERT_EQ(facts.reply.size(), 2u);
  EXPECT_THAT(facts.reply[0], testing::IsSupersetOf(Row{{"asked_at", "5"},
                                                        {"replied_at", "35"},
                                                        {"is_first", "yes"},
                                                        {"reply_seconds", "30"},
                                                        {"agent", "1"},
                                                        {"team", "2"}}));
  EXPECT_THAT(facts.reply[1], testing::IsSupersetOf(Row{{"asked_at", "60"},
                                                        {"last_asked_at", "90"},
                                                        {"replied_at", "100"},
                                                        {"is_first", "no"},
                                                        {"reply_seconds", "40"},
                                                        {"last_message_reply_seconds", "10"}}));
}

TEST(ConversationFold, ParticipationAndFeedbackOfASimpleChat) {
  const Facts facts = Derive(kSimpleChat);
  ASSERT_EQ(facts.participation.size(), 1u);
  EXPECT_THAT(facts.participation[0],
              testing::IsSupersetOf(Row{{"agent", "1"},
                                        {"joined_at", "10"},
                                        {"left_at", "200"},
                                        {"agent_messages", "2"},
                                        {"replies", "2"},
                                        {"is_served", "yes"},
                                        {"is_first_responder", "yes"},
                                        {"is_last", "yes"},
                                        {"is_resolver", "yes"},
                                        {"is_transferred_out", "no"},
                                        {"is_resolved", "yes"},
                                        {"is_reopened", "no"},
                                        {"is_valid", "yes"},
                                        {"participation_handle_seconds", "180"},
                                        {"participation_first_response_seconds", "15"}}));
  ASSERT_EQ(facts.feedback.size(), 1u);
  EXPECT_THAT(facts.feedback[0], testing::IsSupersetOf(Row{{"rated_at", "300"},
                                                           {"kind", "0"},
                                                           {"score", "5"},
                                                           {"is_latest", "yes"},
                                                           {"has_comment", "yes"},
                                                           {"agent", "1"},
                                                           {"opened_at", "0"}}));
}

TEST(ConversationFold, NeverAnsweredIsNullNotZero) {
  const Facts facts = Derive("0 opened by customer\n 5 customer_message\n 900 closed by system");
  EXPECT_EQ(facts["first_response_seconds"], "-");
  EXPECT_EQ(facts["max_reply_seconds"], "-");
  EXPECT_EQ(facts["is_answered"], "no");
  EXPECT_EQ(facts["is_valid"], "no");
  EXPECT_EQ(facts["is_one_contact"], "no");
  EXPECT_EQ(facts["replies"], "0");
  EXPECT_EQ(facts.reply.size(), 0u);
}

TEST(ConversationFold, CountsThatAreNotRecordedAreNull) {
  const Facts facts = Derive("0 opened by customer\n 900 resolved agent=3",
                             RecordingOnly({kOpened, kResolved, kAssigned}));
  for (const char* column :
       {"customer_messages", "agent_messages", "bot_messages", "notes", "replies", "reopens",
        "surveys_sent", "is_valid", "is_answered", "is_bot_only", "is_abandoned", "is_escalated",
        "is_one_contact", "hold_seconds", "requester_wait_seconds"}) {
    EXPECT_EQ(facts[column], "-") << column;
  }
  EXPECT_EQ(facts["is_resolved"], "yes");
  EXPECT_EQ(facts["transfers"], "0");
}

TEST(ConversationFold, StatedCountsStandInForEventsThatAreNotRecorded) {
  ConversationAttributes attributes = RecordingOnly({kOpened, kResolved});
  attributes.stated_customer_messages = 4;
  attributes.stated_agent_messages = 3;
  attributes.stated_reopens = 1;
  attributes.stated_transfers = 2;
  attributes.stated_handle_seconds = 77;
  const Facts facts =
      Derive("0 opened by customer\n 60 agent_message agent=1 implied\n 900 resolved", attributes);
  EXPECT_EQ(facts["customer_messages"], "4");
  EXPECT_EQ(facts["agent_messages"], "3");  // one implied reply is no count
  EXPECT_EQ(facts["reopens"], "1");
  EXPECT_EQ(facts["transfers"], "2");
  EXPECT_EQ(facts["handle_seconds"], "77");
  EXPECT_EQ(facts["is_valid"], "yes");
  EXPECT_EQ(facts["first_response_seconds"], "60");
}

TEST(ConversationFold, AgentStartedContactsHaveNoFirstResponse) {
  const Facts facts = Derive(
      "0 opened by agent agent=1\n 0 agent_message agent=1\n 60 customer_message\n"
      "90 agent_message agent=1");
  EXPECT_EQ(facts["is_agent_started"], "yes");
  EXPECT_EQ(facts["first_response_seconds"], "-");
  EXPECT_EQ(facts["is_answered"], "yes");
  EXPECT_EQ(facts.reply.at(0).at("reply_seconds"), "30");
  const Facts silent = Derive("0 opened by agent agent=1\n 0 agent_message agent=1");
  EXPECT_EQ(silent["is_answered"], "no");  // nobody asked
}

TEST(ConversationFold, WhoStartedIsReadFromDirectionAndMessagesWhereTheOpeningDoesNotSay) {
  ConversationAttributes outbound = TestAttributes();
  outbound.direction = kOutbound;
  EXPECT_EQ(Derive("0 opened\n 5 customer_message", outbound)["is_agent_started"], "yes");
  EXPECT_EQ(Derive("0 opened\n 5 agent_message agent=1\n 9 customer_message")["is_agent_started"],
            "yes");
  EXPECT_EQ(Derive("0 opened\n 5 agent_message agent=1",
                   RecordingOnly({kOpened, kAgentMessage}))["is_agent_started"],
            "no");
}

TEST(ConversationFold, BotOnly) {
  const Facts facts = Derive(
      "0 opened by customer\n 1 customer_message\n 2 bot_message\n 40 customer_message\n"
      "41 bot_message\n 100 closed by system");
  EXPECT_EQ(facts["is_bot_only"], "yes");
  EXPECT_EQ(facts["first_response_seconds"], "-");
  EXPECT_EQ(facts["bot_duration_seconds"], "98");
  EXPECT_EQ(facts["bot_messages"], "2");
  EXPECT_EQ(facts["is_one_contact"], "yes");
  EXPECT_EQ(facts.participation.size(), 0u);
}

TEST(ConversationFold, BotTimeEndsWithTheHandOff) {
  const Facts facts = Derive(
      "0 opened by customer\n 1 customer_message\n 2 bot_message\n 30 bot_handoff\n"
      "31 queued\n 50 accepted agent=1\n 55 agent_message agent=1\n 60 bot_message");
  EXPECT_EQ(facts["bot_duration_seconds"], "28");
  EXPECT_EQ(facts["queue_wait_seconds"], "19");
  EXPECT_EQ(facts["first_response_seconds"], "54");
  EXPECT_EQ(facts["is_bot_only"], "no");
}

TEST(ConversationFold, AMessageOfABotAccountIsNoReply) {
  FoldInputs inputs = TestInputs();
  inputs.is_bot = {false, false, true};
  const Facts facts = Derive(
      "0 opened by customer\n 1 customer_message\n 2 assigned agent=2\n 3 agent_message agent=2",
      TestAttributes(), ShippedTimings(), inputs);
  EXPECT_EQ(facts["is_answered"], "no");
  EXPECT_EQ(facts["bot_messages"], "1");
  EXPECT_EQ(facts["agent"], "-");
  EXPECT_EQ(facts.participation.size(), 0u);
}

TEST(ConversationFold, AnAutomaticAnswerIsNeverAReply) {
  const Facts facts = Derive(
      "0 opened by customer\n 0 customer_message\n 2 auto_reply by system\n"
      "3600 agent_message agent=1");
  EXPECT_EQ(facts["first_response_seconds"], "3600");
  EXPECT_EQ(facts["agent_messages"], "1");
}

TEST(ConversationFold, APrivateNoteIsNoReply) {
  const Facts facts = Derive(
      "0 opened by customer\n 0 customer_message\n 60 note agent=2\n 90 agent_message agent=1");
  EXPECT_EQ(facts["first_response_seconds"], "90");
  EXPECT_EQ(facts["notes"], "1");
  EXPECT_EQ(facts.Part(2, "is_served"), "no");
  EXPECT_EQ(facts["agents"], "2");
}

TEST(ConversationFold, ReopenedTwice) {
  const Facts facts = Derive(R"(
    0     opened by customer
    10    customer_message
    70    agent_message agent=1
    1h    resolved agent=1
    2h    status_open
    2h1m  agent_message agent=1
    3h    resolved agent=2
    4h    reopened by customer
    4h    status_open
    5h    closed agent=2)");
  EXPECT_EQ(facts["reopens"], "2");
  EXPECT_EQ(facts["is_resolved"], "yes");
  EXPECT_EQ(facts["is_one_contact"], "no");
  EXPECT_EQ(facts["first_resolution_seconds"], "3600");
  EXPECT_EQ(facts["resolution_seconds"], "18000");
  EXPECT_EQ(facts["resolutions_total_seconds"], std::to_string(3600 + 3 * 3600 + 5 * 3600));
  EXPECT_EQ(facts["resolutions_count"], "3");
  EXPECT_EQ(facts["first_resolved_at"], "3600");
  EXPECT_EQ(facts["resolved_by"], "2");
  EXPECT_EQ(facts.Part(1, "is_reopened"), "yes");
}

TEST(ConversationFold, ReopenedAndNotResolvedAgain) {
  const Facts facts = Derive("0 opened by customer\n 1h resolved agent=1\n 2h status_pending");
  EXPECT_EQ(facts["is_resolved"], "no");
  EXPECT_EQ(facts["reopens"], "1");
  EXPECT_EQ(facts["resolved_at"], "3600");
  EXPECT_EQ(facts["requester_wait_seconds"], "-");  // not over yet
}

TEST(ConversationFold, ObservationsThatChangeNothingAreIgnored) {
  const Facts facts = Derive(R"(
    0   opened by customer
    10  assigned agent=1 team=1
    10  status_open
    60  assigned agent=1 team=1
    60  status_open
    90  assigned agent=1 team=1
    100 resolved
    160 assigned agent=1 team=1
    160 resolved
    200 closed
    260 closed)");
  EXPECT_EQ(facts["transfers"], "0");
  EXPECT_EQ(facts["reopens"], "0");
  EXPECT_EQ(facts["team_changes"], "0");
  EXPECT_EQ(facts["resolution_seconds"], "100");
  EXPECT_EQ(facts["closed_at"], "200");
  EXPECT_EQ(facts["resolutions_count"], "1");
  EXPECT_EQ(facts["conversation_duration_seconds"], "200");
  EXPECT_EQ(facts["last_event_at"], "260");
}

TEST(ConversationFold, TransferMidWay) {
  const Facts facts = Derive(R"(
    0   opened by customer
    5   customer_message
    10  assigned agent=1 team=1
    20  agent_message agent=1
    60  transferred agent=2 team=2
    61  assigned agent=2 team=2
    90  customer_message
    120 agent_message agent=2
    200 resolved)");
  EXPECT_EQ(facts["transfers"], "1");
  EXPECT_EQ(facts["team_changes"], "1");
  EXPECT_EQ(facts["agents"], "2");
  EXPECT_EQ(facts["agent"], "2");
  EXPECT_EQ(facts["team"], "2");
  EXPECT_EQ(facts["first_reply_agent"], "1");
  EXPECT_EQ(facts["resolved_by"], "2");
  EXPECT_EQ(facts.Part(1, "is_transferred_out"), "yes");
  EXPECT_EQ(facts.Part(1, "left_at"), "60");
  EXPECT_EQ(facts.Part(1, "team"), "1");
  EXPECT_EQ(facts.Part(1, "participation_handle_seconds"), "50");
  EXPECT_EQ(facts.Part(2, "participation_handle_seconds"), "140");
  EXPECT_EQ(facts.Part(2, "is_resolver"), "yes");
  EXPECT_EQ(facts.Part(2, "participation_first_response_seconds"), "30");
}

TEST(ConversationFold, ATransferToATeamCountsOnceWithTheAgentWhoThenTakesIt) {
  const Facts facts = Derive(
      "0 opened by customer\n 10 assigned agent=1 team=1\n 60 transferred team=2\n"
      "90 assigned agent=2 team=2\n 100 resolved");
  EXPECT_EQ(facts["transfers"], "1");
  EXPECT_EQ(facts.Part(1, "is_transferred_out"), "yes");
  EXPECT_EQ(facts["handle_seconds"], "60");  // 10–60 and 90–100: nobody had it between
}

TEST(ConversationFold, UnassignedAndBackIsNoTransfer) {
  const Facts facts =
      Derive("0 opened by customer\n 10 assigned agent=1\n 60 assigned\n 90 assigned agent=1");
  EXPECT_EQ(facts["transfers"], "0");
  EXPECT_EQ(facts["agent"], "1");
  EXPECT_EQ(Derive("0 opened\n 10 assigned agent=1\n 60 assigned")["agent"],
            "1");  // the last responsible
}

TEST(ConversationFold, ATeamKnownLaterDoesNotTakeTheConversationFromItsAgent) {
  const Facts facts =
      Derive("0 opened by customer\n 10 assigned agent=1\n 10 assigned team=4\n 50 resolved");
  EXPECT_EQ(facts["agent"], "1");
  EXPECT_EQ(facts["handle_seconds"], "40");
  const Facts moved =
      Derive("0 opened\n 10 assigned agent=1 team=3\n 30 assigned team=4\n 50 resolved");
  EXPECT_EQ(moved["handle_seconds"], "20");
}

TEST(ConversationFold, AResolutionEndsTheQuestionRun) {
  const Facts facts = Derive(
      "0 opened by customer\n 0 customer_message\n 60 resolved agent=1\n 10d status_open\n"
      "10d customer_message\n 10d30s agent_message agent=1");
  ASSERT_EQ(facts.reply.size(), 1u);
  EXPECT_EQ(facts.reply[0].at("reply_seconds"), "30");
}

TEST(ConversationFold, ACustomerWhoComesBackAfterAPauseMakesItTwoInteractions) {
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

TEST(ConversationFold, StatusTimesOfATicket) {
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

TEST(ConversationFold, ACallIsAnsweredByBeingAccepted) {
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

TEST(ConversationFold, AnAbandonedCallIsNeitherAnsweredNorResolved) {
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

TEST(ConversationFold, ATransferredCallGivesEachAgentTheirOwnTime) {
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

TEST(ConversationFold, RatingsWithoutAConversationGiveFeedbackOnly) {
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

TEST(ConversationFold, ARatingWithoutAnAgentGoesToTheLastReplier) {
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

TEST(ConversationFold, ARatingWithoutAScoreIsNoZero) {
  const Facts facts = Derive("0 opened\n 10 rated subject=0 text");
  EXPECT_EQ(facts.feedback.at(0).at("score"), "-");
  EXPECT_EQ(facts["csat"], "-");
}

TEST(ConversationFold, MergedSpamAndSla) {
  EXPECT_EQ(Derive("0 opened\n 9 merged")["is_merged"], "yes");
  EXPECT_EQ(Derive("0 opened\n 9 marked_spam")["is_spam"], "yes");
  EXPECT_EQ(Derive("0 opened\n 1 sla_applied\n 9 resolved")["is_sla_met"], "yes");
  EXPECT_EQ(Derive("0 opened\n 1 sla_applied\n 5 sla_breached\n 9 resolved")["is_sla_met"], "no");
  EXPECT_EQ(Derive("0 opened\n 1 sla_applied")["is_sla_met"], "-");  // still running
  ConversationAttributes attributes = TestAttributes();
  attributes.is_sla_met = 0;
  EXPECT_EQ(Derive("0 opened\n 9 resolved", attributes)["is_sla_met"], "no");
}

TEST(ConversationFold, TheTeamIsTheAgentsAtTheInstant) {
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

TEST(ConversationFold, TheSourcesAgentStandsInWhereNoEventNamesOne) {
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

TEST(ConversationFold, EventsOfOneInstantComeInTheirNaturalOrder) {
  const Facts facts = Derive(
      "0 resolved\n 0 agent_message agent=1\n 0 customer_message\n 0 opened by customer\n"
      "0 assigned agent=1");
  EXPECT_EQ(facts["first_response_seconds"], "0");
  EXPECT_EQ(facts["is_resolved"], "yes");
  EXPECT_EQ(facts["replies"], "1");
}

TEST(ConversationFold, TheHighestVersionWinsThenTheLatestImport) {
  const auto resolved = [](const char* rows) {
    return Derive(std::string("0 opened\n") + rows)["resolution_seconds"];
  };
  EXPECT_EQ(resolved("50 resolved id=3 v=2 import=1\n 90 resolved id=3 v=1 import=2"), "50");
  EXPECT_EQ(resolved("50 resolved id=3 v=1 import=1\n 90 resolved id=3 v=1 import=2"), "90");
}

TEST(ConversationFold, AnObservedEventSuppressesImpliedOnesOfItsKind) {
  const Facts facts = Derive(
      "0 opened by customer\n 0 customer_message\n 30 agent_message agent=1 implied\n"
      "45 agent_message agent=1\n 99 resolved implied");
  EXPECT_EQ(facts["first_response_seconds"], "45");
  EXPECT_EQ(facts["agent_messages"], "1");
  EXPECT_EQ(facts["is_resolved"], "yes");
}

TEST(ConversationFold, BatchesGoOnAfterFinish) {
  ConversationFold fold = ConversationFold::Create(ShippedTimings(), TestInputs()).value();
  const std::vector<Event> events = ParseEvents(kSimpleChat);
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

TEST(ConversationFold, AConversationWithoutEventsIsARowThatSaysNothing) {
  const Facts facts = Derive("");
  EXPECT_EQ(facts.conversation.size(), 1u);
  EXPECT_EQ(facts["opened_at"], "-");
  EXPECT_EQ(facts["first_response_seconds"], "-");
  EXPECT_EQ(facts["conversation_duration_seconds"], "-");
}

}  // namespace
}  // namespace kebao::facts
