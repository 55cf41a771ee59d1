// The rules that timings and packs are made of: each definition that systems disagree on, told
// apart.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/conversation_fold.h"
#include "facts/fold_test_notation.h"

namespace kebao::facts {
namespace {

using enum domain::EventKind;

std::string Measure(const std::string& rule, std::string_view events,
                    const ConversationAttributes& attributes = TestAttributes()) {
  const auto catalog = domain::TimingCatalog::Parse("t: {" + rule + "}\n");
  if (!catalog) return catalog.error().code;
  return Derive(events, attributes, *catalog)["t_seconds"];
}

constexpr char kQueuedChat[] = R"(
  0   opened by customer
  5   queued
  8   customer_message
  60  accepted agent=1
  75  agent_message agent=1
  100 closed)";

TEST(TimingRules, PacksStartTheFirstResponseAtDifferentEvents) {
  const Facts facts = Derive(kQueuedChat);
  EXPECT_EQ(facts["first_response_seconds"], "67");
  EXPECT_EQ(facts["first_response_seconds__zendesk"], "75");
  EXPECT_EQ(facts["first_response_seconds__freshdesk"], "75");
  EXPECT_EQ(facts["first_response_seconds__chatwoot"], "75");
  EXPECT_EQ(facts["first_response_seconds__tencent"], "15");
  EXPECT_EQ(facts["queue_wait_seconds__tencent"], "55");
}

TEST(TimingRules, ZendeskTakesTheSecondCommentOfATicketThatAnAgentOpened) {
  const Facts facts = Derive(
      "0 opened by agent agent=1\n 0 agent_message agent=1\n 50 customer_message\n"
      "80 agent_message agent=1");
  EXPECT_EQ(facts["first_response_seconds__zendesk"], "80");
  EXPECT_EQ(facts["first_response_seconds__freshdesk"], "0");
  EXPECT_EQ(facts["first_response_seconds"], "-");
}

TEST(TimingRules, ChatwootStartsAtTheHandOffOfTheBot) {
  const Facts facts = Derive(
      "0 opened by customer\n 1 customer_message\n 2 bot_message\n 40 bot_handoff\n"
      "70 agent_message agent=1\n 80 bot_handoff");
  EXPECT_EQ(facts["first_response_seconds__chatwoot"], "30");
  EXPECT_EQ(facts["first_response_seconds"], "69");
}

TEST(TimingRules, ChatwootStartsAtTheReopeningAfterABotResolved) {
  const Facts facts = Derive(
      "0 opened by customer\n 1 customer_message\n 2 bot_message\n 60 resolved by bot\n"
      "5d reopened\n 5d10m agent_message agent=1");
  EXPECT_EQ(facts["first_response_seconds__chatwoot"], "600");
  const Facts silent =
      Derive("0 opened by customer\n 60 resolved by bot\n 5d agent_message agent=1");
  EXPECT_EQ(silent["first_response_seconds__chatwoot"], std::to_string(5 * 86400 - 60));
}

TEST(TimingRules, ChatwootWaitsAnewAfterAReopening) {
  const Facts facts = Derive(
      "0 opened by customer\n 1 customer_message\n 2 agent_message agent=1\n 3 resolved\n"
      "10d customer_message\n 11d reopened\n 11d1m agent_message agent=1");
  EXPECT_EQ(facts.reply.at(1).at("reply_seconds__chatwoot"), "60");
  EXPECT_EQ(facts.reply.at(1).at("reply_seconds"), "86460");
  EXPECT_EQ(facts["max_reply_seconds__chatwoot"], "60");  // follows the pack's reply
}

TEST(TimingRules, UnansweredMayBeAbsentOrLastToTheEndOrBeZero) {
  const char* unanswered =
      "0 opened by customer\n 10 customer_message\n 70 closed\n 90 rated subject=0 value=100";
  const char* silent = "0 opened by customer\n 70 closed";
  const std::string rule = "from: customer_message, to: agent_message";
  EXPECT_EQ(Measure(rule, unanswered), "-");
  EXPECT_EQ(Measure(rule + ", no_end: until_end", unanswered), "60");
  EXPECT_EQ(Measure(rule + ", no_end: zero", unanswered), "0");
  EXPECT_EQ(Measure(rule + ", no_end: until_end", silent), "-");
  EXPECT_EQ(Measure(rule + ", no_start: zero", silent), "0");
}

TEST(TimingRules, BotTimeAndPendingTimeMayBePauses) {
  const char* events =
      "0 opened by customer\n 0 status_open\n 10 bot_message\n 40 bot_handoff\n 50 agent_message "
      "agent=1\n"
      "100 status_pending\n 400 status_open\n 500 resolved";
  EXPECT_EQ(Measure("from: opened, to: settled", events), "500");
  EXPECT_EQ(Measure("from: opened, to: settled, pause: bot", events), "470");
  EXPECT_EQ(Measure("from: opened, to: settled, pause: [bot, pending]", events), "170");
}

TEST(TimingRules, APauseThatIsNotRecordedMakesTheFigureNotRecorded) {
  const auto attributes = RecordingOnly({kOpened, kResolved});
  EXPECT_EQ(
      Measure("from: opened, to: settled, pause: pending", "0 opened\n 500 resolved", attributes),
      "-");
  EXPECT_EQ(Measure("from: opened, to: settled", "0 opened\n 500 resolved", attributes), "500");
}

TEST(TimingRules, FirstLastAndEach) {
  const char* events = "0 opened\n 10 resolved\n 20 reopened\n 50 resolved";
  EXPECT_EQ(Measure("from: opened, to: settled", events), "10");
  EXPECT_EQ(Measure("from: opened, to: {event: settled, pick: last}", events), "50");
  EXPECT_EQ(Measure("from: opened, to: {event: settled, pick: each}", events), "60");
  EXPECT_EQ(Measure("from: opened, to: {event: settled, pick: each}, aggregate: max", events),
            "50");
}

TEST(TimingRules, AlternativesGoByConditionAndByWhatIsRecorded) {
  const std::string rule =
      "from: [{event: accepted, if: call}, {event: customer_message, unless: call}, {event: "
      "opened, unless_recorded: "
      "customer_message}], to: agent_message";
  const char* events =
      "0 opened\n 10 customer_message\n 20 accepted agent=1\n 50 agent_message agent=1";
  EXPECT_EQ(Measure(rule, events), "40");
  ConversationAttributes phone = TestAttributes();
  phone.channel = kPhone;
  EXPECT_EQ(Measure(rule, events, phone), "30");
  EXPECT_EQ(
      Measure(rule, "0 opened\n 50 agent_message agent=1", RecordingOnly({kOpened, kAgentMessage})),
      "50");
  EXPECT_EQ(Measure(rule, "0 opened\n 50 agent_message agent=1"), "-");
}

TEST(TimingRules, ActorsTellEventsApart) {
  const char* events = "0 opened\n 10 resolved by system\n 20 reopened\n 60 resolved by agent";
  EXPECT_EQ(Measure("from: opened, to: resolved by agent", events), "60");
  EXPECT_EQ(Measure("from: opened, to: [resolved by bot, resolved by system]", events), "10");
  EXPECT_EQ(Measure("from: opened, to: settled by agent", events), "60");
}

TEST(TimingRules, ConditionsLeaveConversationsOut) {
  const char* events = "0 opened\n 10 resolved\n 20 reopened\n 60 resolved";
  EXPECT_EQ(Measure("from: opened, to: settled, skip_if: reopened", events), "-");
  EXPECT_EQ(Measure("from: opened, to: settled, only_if: [reopened, resolved]", events), "10");
}

TEST(TimingRules, CountsAreNullWhereTheirEventsAreNotRecorded) {
  const auto catalog = domain::TimingCatalog::Parse("holds: {count: hold_started}\n");
  EXPECT_EQ(Derive("0 opened\n 1 hold_started\n 2 hold_ended\n 3 hold_started", TestAttributes(),
                   *catalog)["holds_count"],
            "2");
  EXPECT_EQ(Derive("0 opened", TestAttributes(), *catalog)["holds_count"], "0");
  EXPECT_EQ(Derive("0 opened", RecordingOnly({kOpened}), *catalog)["holds_count"], "-");
}

FoldInputs WithCalendar(const BusinessCalendars& calendars) {
  static const std::vector<std::string> kTeams = {"office", "shop"};
  static const std::vector<std::string> kChannels = {"chat", "phone"};
  FoldInputs inputs = TestInputs();
  inputs.calendars = CalendarAssignment(calendars, kTeams, kChannels);
  return inputs;
}

BusinessCalendars OfficeForTeamZero() {
  const std::filesystem::path folder =
      std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog/calendars";
  const BusinessCalendars shipped = BusinessCalendars::Load({{folder}}).value();
  std::vector<BusinessCalendar> calendars = {*shipped.Find("cn-office")};
  return BusinessCalendars(calendars, {{.teams = {"office"}, .channels = {}, .calendar = 0}}, 0);
}

/// 17:30 on a Monday to 10:00 on the Tuesday: half an hour and an hour of office time.
constexpr char kOverNight[] = R"(
  0        opened by customer team=0
  9h30m    customer_message
  10h      status_pending
  10h10m   status_open
  26h      agent_message agent=1
  26h      resolved)";

TEST(TimingRules, BusinessTimeIsReadOffTheCalendarOfTheTeamAtTheStart) {
  const BusinessCalendars calendars = OfficeForTeamZero();
  const Facts facts =
      Derive(kOverNight, TestAttributes(), ShippedTimings(), WithCalendar(calendars));
  EXPECT_EQ(facts["first_response_seconds"], std::to_string(16 * 3600 + 1800));
  EXPECT_EQ(facts["first_response_business_seconds"], "5400");
  EXPECT_EQ(facts["max_reply_business_seconds"], "5400");
  EXPECT_EQ(facts.reply.at(0).at("reply_business_seconds"), "5400");
  EXPECT_EQ(facts["agent_wait_business_seconds"], "0");  // outside hours is 0
  EXPECT_EQ(facts["agent_wait_seconds"], "600");
}

TEST(TimingRules, NoCalendarMeansNoBusinessTime) {
  const BusinessCalendars calendars = OfficeForTeamZero();
  const Facts facts =
      Derive("0 opened by customer team=1\n 9h customer_message\n 10h agent_message agent=1",
             TestAttributes(), ShippedTimings(), WithCalendar(calendars));
  EXPECT_EQ(facts["first_response_seconds"], "3600");
  EXPECT_EQ(facts["first_response_business_seconds"], "-");
}

}  // namespace
}  // namespace kebao::facts
