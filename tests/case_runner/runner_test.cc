// The runner itself: a case that states a wrong figure must fail, and a wrong line be refused.
#include <gtest/gtest.h>

#include <fstream>

#include "case_runner/answer_check.h"
#include "case_runner/case_file.h"
#include "case_runner/event_notation.h"

namespace kebao::cases {
namespace {

using domain::ActorKind;
using domain::EventKind;

CaseClock ClockOfTheDay() {
  return {*ParseDay("2016-03-14"), TimeZone::Find("Asia/Shanghai").value()};
}

domain::CanonicalEvent Parsed(const std::string& line) {
  return ParseEventLine(line, ClockOfTheDay(), "here").value();
}

TEST(EventNotationTest, ReadsTimesKindsAgentsAndTexts) {
  const auto event = Parsed("09:00:05 agent:a1 \"in a moment\"");
  EXPECT_EQ(FormatInstantUtc(event.at), "2016-03-14T01:00:05Z");
  EXPECT_EQ(event.kind, EventKind::kAgentMessage);
  EXPECT_EQ(event.actor, ActorKind::kAgent);
  EXPECT_EQ(event.agent_id, "a1");
  EXPECT_EQ(event.text, "in a moment");
  EXPECT_EQ(FormatInstantUtc(Parsed("+1 00:30 resolved a1").at), "2016-03-14T16:30:00Z");
  EXPECT_EQ(FormatInstantUtc(Parsed("2016-03-01 08:00 closed").at), "2016-03-01T00:00:00Z");
  EXPECT_EQ(FormatInstantUtc(Parsed("2016-03-01T08:00:00+01:00 closed").at),
            "2016-03-01T07:00:00Z");
}

TEST(EventNotationTest, ReadsRatingsActorsAndMarks) {
  const auto rating = Parsed("10:00 rated csat=4.5 a2");
  EXPECT_EQ(rating.subject, "csat");
  EXPECT_EQ(rating.value, 450);
  EXPECT_EQ(rating.actor, ActorKind::kCustomer);
  EXPECT_EQ(rating.agent_id, "a2");
  const auto opened = Parsed("10:00 opened by:system team:t1 v=3 implied");
  EXPECT_EQ(opened.actor, ActorKind::kSystem);
  EXPECT_EQ(opened.team_id, "t1");
  EXPECT_EQ(opened.version, 3);
  EXPECT_FALSE(opened.is_observed);
  EXPECT_EQ(Parsed("10:00 opened a1").actor, ActorKind::kAgent);
}

TEST(EventNotationTest, RefusesWhatItDoesNotUnderstand) {
  for (const char* line :
       {"opened", "25:00 opened", "9:00 opened", "09:00 opend", "09:00 assigned a1 a2",
        "09:00 customer \"open", "09:00 rated csat=good", "09:00 closed by:nobody", "09:00"}) {
    EXPECT_FALSE(ParseEventLine(line, ClockOfTheDay(), "here").has_value()) << line;
  }
}

metrics::ResultTable OneFigure(double figure) {
  metrics::ResultTable table;
  table.query.metrics = {"conversations"};
  table.rows.emplace_back().values.push_back({.value = figure, .n = 2});
  return table;
}

Question Expecting(const ExpectedValue& value) {
  Question question;
  question.query.metrics = {"conversations"};
  question.rows.emplace_back().values.push_back(value);
  return question;
}

size_t Mismatches(double figure, const ExpectedValue& expected) {
  return CompareWithExpected(OneFigure(figure), Expecting(expected), TimeZone::Utc()).size();
}

TEST(AnswerCheckTest, TellsWrongFiguresFromRightOnes) {
  const ExpectedValue two{.metric = "conversations", .value = 2, .n = 2};
  EXPECT_EQ(Mismatches(2, two), 0u);
  EXPECT_EQ(Mismatches(2.0000001, two), 1u);
  EXPECT_EQ(Mismatches(2, {.metric = "conversations", .value = std::nullopt}), 1u);
  EXPECT_EQ(Mismatches(2, {.metric = "conversations", .value = 2, .n = 3}), 1u);
  EXPECT_EQ(Mismatches(2, {.metric = "conversations", .value = 2, .is_recorded = false}), 1u);
  EXPECT_EQ(Mismatches(2, {.metric = "conversations", .value = 2, .is_complete = false}), 1u);
  EXPECT_EQ(Mismatches(2, {.metric = "messages", .value = 2}), 1u);
}

TEST(AnswerCheckTest, TellsMissingAndOtherRows) {
  Question question = Expecting({.metric = "conversations", .value = 2});
  question.rows.front().keys = {"chat"};
  EXPECT_EQ(CompareWithExpected(OneFigure(2), question, TimeZone::Utc()).size(), 1u);
  question.rows.clear();
  EXPECT_EQ(CompareWithExpected(OneFigure(2), question, TimeZone::Utc()).size(), 1u);
  const auto compared = [](const metrics::ResultTable& other, bool has_intervals = true) {
    return ComparePaths(OneFigure(2), {"SQL", other, has_intervals}, "here").size();
  };
  EXPECT_EQ(compared(OneFigure(3)), 1u);
  EXPECT_EQ(compared(OneFigure(2)), 0u);
  metrics::ResultTable with_interval = OneFigure(2);
  with_interval.rows.front().values.front().low = 1;
  EXPECT_EQ(compared(with_interval), 1u);
  EXPECT_EQ(compared(with_interval, false), 0u);
}

}  // namespace
}  // namespace kebao::cases
