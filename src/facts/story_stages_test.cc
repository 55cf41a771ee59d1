// Where the time of a conversation goes, stage by stage.
#include <gtest/gtest.h>

#include "facts/conversation_fold.h"
#include "facts/fold_test_notation.h"

namespace kebao::facts {
namespace {

using enum domain::EventKind;

/// "bot queue first_reply handling waiting transfer hold after = life".
std::string Stages(const Facts& facts) {
  std::string text;
  for (const char* stage : {"bot", "queue", "first_reply", "handling", "waiting_for_customer",
                            "transfer", "hold", "after"})
    text += facts["stage_" + std::string(stage) + "_seconds"] + " ";
  return text + "= " + facts["life_seconds"];
}

TEST(Stages, AChatGoesFromTheBotThroughTheQueueToAnAgent) {
  const Facts facts = Derive(R"(
    0   opened by customer
    0   customer_message
    1   bot_message
    20  bot_handoff
    20  queued
    50  accepted agent=1
    65  agent_message agent=1
    100 customer_message
    130 agent_message agent=1
    150 resolved by agent agent=1)");
  EXPECT_EQ(Stages(facts), "19 30 16 50 35 0 0 0 = 150");
}

TEST(Stages, WhoEndsItTellsWhoseTheLastMinutesWere) {
  const char* talk = "0 opened by customer\n 0 customer_message\n 10 agent_message agent=1\n";
  EXPECT_EQ(Stages(Derive(std::string(talk) + "70 resolved by agent agent=1")),
            "0 0 10 60 0 0 0 0 = 70");
  EXPECT_EQ(Stages(Derive(std::string(talk) + "70 closed by system")), "0 0 10 0 60 0 0 0 = 70");
}

TEST(Stages, AStatusSaysWhoseTurnItIsWhateverIsWritten) {
  const Facts facts = Derive(R"(
    0   opened by customer
    0   customer_message
    0   status_open
    60  agent_message agent=1
    90  status_pending
    190 customer_message
    200 status_open
    250 agent_message agent=1
    300 customer_message
    310 status_on_hold
    400 status_open
    450 resolved by agent agent=1)");
  EXPECT_EQ(Stages(facts), "0 0 60 190 110 0 90 0 = 450");
}

TEST(Stages, ATransferLastsUntilWhomItWentToReplies) {
  const Facts facts = Derive(R"(
    0   opened by customer
    0   customer_message
    5   accepted agent=1
    10  agent_message agent=1
    20  transferred team=2
    25  queued
    30  agent_message agent=1
    70  accepted agent=2
    100 agent_message agent=2
    120 resolved by agent agent=2)");
  EXPECT_EQ(Stages(facts), "0 0 10 30 0 80 0 0 = 120");
  const Facts before_any_reply = Derive(R"(
    0   opened by customer
    0   customer_message
    10  assigned agent=1
    40  assigned agent=2
    90  agent_message agent=2
    95  resolved by agent agent=2)");
  EXPECT_EQ(Stages(before_any_reply), "0 0 40 5 0 50 0 0 = 95");
}

TEST(Stages, WhatIsGivenBackIsAnsweredByWhoHadIt) {
  const Facts facts = Derive(R"(
    0   opened by customer
    0   customer_message
    10  agent_message agent=1
    20  transferred by agent agent=2
    60  transferred by agent agent=1
    80  agent_message agent=1
    90  resolved by agent agent=1)");
  EXPECT_EQ(Stages(facts), "0 0 10 20 0 60 0 0 = 90");
}

TEST(Stages, ACallRingsTalksAndHolds) {
  ConversationAttributes call = TestAttributes();
  call.channel = kPhone;
  const Facts facts = Derive(R"(
    0   opened by customer
    2   queued
    30  accepted agent=1
    100 hold_started
    130 hold_ended
    200 talk_ended
    200 resolved by agent agent=1
    260 wrap_up_ended)",
                             call);
  EXPECT_EQ(Stages(facts), "0 28 2 140 0 0 30 0 = 200");
}

TEST(Stages, BetweenAResolutionAndAReopeningIsItsOwnStage) {
  const Facts facts = Derive(R"(
    0    opened by customer
    0    customer_message
    10   agent_message agent=1
    60   resolved by agent agent=1
    1060 reopened
    1100 agent_message agent=1
    1160 resolved by agent agent=1
    9160 closed)");
  EXPECT_EQ(Stages(facts), "0 0 10 150 0 0 0 1000 = 1160");
}

TEST(Stages, WhatGoesOnHasNoStagesYet) {
  const char* open = "0 opened by customer\n 0 customer_message\n 10 agent_message agent=1\n";
  EXPECT_EQ(Stages(Derive(open)), "- - - - - - - - = -");
  EXPECT_EQ(Stages(Derive(std::string(open) + "20 resolved\n 30 reopened")), "- - - - - - - - = -");
}

TEST(Stages, GivingUpAndMerelyEndingAreEndsToo) {
  EXPECT_EQ(Stages(Derive("0 opened by customer\n 1 queued\n 61 abandoned\n 70 closed")),
            "0 60 1 0 0 0 0 0 = 61");
  EXPECT_EQ(Stages(Derive("0 opened by customer\n 0 customer_message\n 30 agent_message agent=1\n"
                          "90 ended by system")),
            "0 0 30 0 60 0 0 0 = 90");
}

TEST(Stages, WhatTheSourceDoesNotRecordIsNullAndNotZero) {
  const Facts statuses = Derive(
      "0 opened\n 60 assigned agent=1\n 100 status_pending\n 200 status_open\n 260 resolved",
      RecordingOnly({kOpened, kAssigned, kStatusOpen, kStatusPending, kResolved, kReopened}));
  EXPECT_EQ(Stages(statuses), "- - - 160 100 - - 0 = 260");
  const Facts ends = Derive("0 opened\n 260 resolved", RecordingOnly({kOpened, kResolved}));
  EXPECT_EQ(Stages(ends), "- - - - - - - - = -");
  const Facts no_end = Derive("0 opened\n 5 customer_message\n 9 agent_message agent=1",
                              RecordingOnly({kOpened, kCustomerMessage, kAgentMessage}));
  EXPECT_EQ(Stages(no_end), "- - - - - - - - = -");
}

}  // namespace
}  // namespace kebao::facts
