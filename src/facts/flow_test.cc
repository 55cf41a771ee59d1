// How conversations flow from stage to stage and from team to team.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/conversation_fold.h"
#include "facts/fold_test_notation.h"

namespace kebao::facts {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string NodeOf(const std::string& code) {
  return std::string(NameOf(static_cast<domain::FlowNode>(std::stoi(code))));
}

/// "queue→handling×2" of changes of stage, "1→2" of teams.
std::vector<std::string> FlowsOf(const Facts& facts, bool is_transfer) {
  std::vector<std::string> flows;
  for (const Row& row : facts.flow) {
    if ((row.at("is_transfer") == "yes") != is_transfer) continue;
    flows.push_back(is_transfer ? row.at("from_team") + "→" + row.at("to_team")
                                : NodeOf(row.at("from_stage")) + "→" + NodeOf(row.at("to_stage")) +
                                      "×" + row.at("times"));
  }
  return flows;
}

TEST(Flows, GoFromStageToStageAndCountWhatComesAgain) {
  const Facts facts = Derive(R"(
    0   opened by customer
    0   customer_message
    0   queued
    50  accepted agent=1
    65  agent_message agent=1
    100 customer_message
    130 agent_message agent=1
    160 customer_message
    165 agent_message agent=1
    180 resolved by agent agent=1)");
  EXPECT_THAT(FlowsOf(facts, false),
              ElementsAre("opened→queue×1", "queue→first_reply×1",
                          "first_reply→waiting_for_customer×1", "waiting_for_customer→handling×2",
                          "handling→waiting_for_customer×1", "handling→resolved×1"));
  EXPECT_THAT(FlowsOf(facts, true), IsEmpty());
}

TEST(Flows, EndAsConversationsEnd) {
  EXPECT_THAT(FlowsOf(Derive("0 opened by customer\n 0 queued\n 61 abandoned\n 70 closed"), false),
              ElementsAre("opened→queue×1", "queue→given_up×1"));
  EXPECT_THAT(FlowsOf(Derive("0 opened by customer\n 0 customer_message\n 5 ended"), false),
              ElementsAre("opened→first_reply×1", "first_reply→ended×1"));
  EXPECT_THAT(FlowsOf(Derive("0 opened by customer\n 0 customer_message"), false), IsEmpty());
  EXPECT_THAT(FlowsOf(Derive("0 opened by customer\n 0 resolved"), false),
              ElementsAre("opened→resolved×1"));
}

TEST(Flows, HandOverFromTeamToTeamOnce) {
  FoldInputs inputs = TestInputs();
  inputs.teams.Add(1, 11, {Instant{0}, Instant{INT64_MAX}});
  inputs.teams.Add(2, 12, {Instant{0}, Instant{INT64_MAX}});
  const auto flows = [&](std::string_view events) {
    return FlowsOf(Derive(ParseEvents(events), TestAttributes(), ShippedTimings(), inputs), true);
  };
  EXPECT_THAT(flows("0 opened\n 5 assigned agent=1\n 9 assigned agent=2\n 20 resolved"),
              ElementsAre("11→12"));
  // To a team first, then one of its agents takes it; and back.
  EXPECT_THAT(flows("0 opened\n 5 assigned agent=1\n 9 transferred team=12\n 15 assigned agent=2\n"
                    "16 agent_message agent=2\n 20 assigned agent=1\n 30 resolved"),
              ElementsAre("11→12", "12→11"));
  EXPECT_THAT(flows("0 opened\n 5 transferred agent=2\n 9 resolved"), ElementsAre("-→12"));
  EXPECT_THAT(flows("0 opened\n 5 assigned agent=1\n 9 resolved"), IsEmpty());
}

}  // namespace
}  // namespace kebao::facts
