#include "analysis/staffing/roster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "analysis/staffing/roster_checker.h"

namespace kebao::analysis::staffing {
namespace {

using testing::IsEmpty;

Roster Proposed(const RosterRequest& request) {
  const auto roster = ProposeRoster(request, "test");
  EXPECT_TRUE(roster.has_value()) << (roster ? "" : roster.error().code);
  if (!roster) return {};
  EXPECT_THAT(RosterChecker(request, *roster).Complaints(), IsEmpty());
  return *roster;
}

/// Two agents, eight-hour shifts with half an hour's break, one skill needed from 9 to 17.
RosterRequest SmallDesk() {
  RosterRequest request;
  request.rules.starts = {16, 18, 20};
  request.rules.lengths = {{17, {{1, 6, 10}}}};
  request.rules.least_days_off = 2;
  request.rules.most_days_in_row = 5;
  for (const char* name : {"Ann", "Ben"}) {
    RosterAgent agent;
    agent.name = name;
    agent.skills = {0};
    request.agents.push_back(agent);
  }
  request.needed.resize(1);
  for (int at = 0; at < kHalfHoursOfRoster; ++at)
    request.needed[0][static_cast<size_t>(at)] = at % 48 >= 18 && at % 48 < 34 ? 1 : 0;
  request.gap = 0;
  return request;
}

TEST(RosterTest, ASmallDeskIsSolvedByHand) {
  const Roster roster = Proposed(SmallDesk());
  // Alone, an agent lacks his half hour's break and covers all else. A second one would cost 17
  // half hours for the one that is missing, which costs 10.
  EXPECT_EQ(roster.shifts.size(), 7);
  EXPECT_DOUBLE_EQ(roster.needed_hours, 56);
  EXPECT_DOUBLE_EQ(roster.lacking_hours, 3.5);
  EXPECT_TRUE(roster.is_proven);
  EXPECT_NEAR(roster.gap(), 0, 1e-6);
}

TEST(RosterTest, NobodyIsRosteredWhereNobodyIsNeeded) {
  RosterRequest request = SmallDesk();
  request.needed[0].fill(0);
  EXPECT_THAT(Proposed(request).shifts, IsEmpty());
  request.agents[0].least_hours = 40;
  EXPECT_EQ(Proposed(request).shifts.size(), 5);
}

TEST(RosterTest, NightShiftsReachIntoTheNextDayAndWeek) {
  RosterRequest request = SmallDesk();
  request.rules.starts = {44};
  request.rules.lengths = {{16, {}}};
  request.rules.rest = 22;
  for (int at = 0; at < kHalfHoursOfRoster; ++at)
    request.needed[0][static_cast<size_t>(at)] = (at + 4) % 48 < 16 ? 1 : 0;  // 22:00 to 6:00
  const Roster roster = Proposed(request);
  EXPECT_DOUBLE_EQ(roster.lacking_hours, 0);
  EXPECT_EQ(roster.covered[0][0], 1);  // Monday's early hours, of Sunday's shift
}

TEST(RosterTest, ManySkillsAreUsedOneAtATime) {
  RosterRequest request = SmallDesk();
  request.agents[1].skills = {0, 1};
  request.needed.push_back(request.needed[0]);
  const Roster roster = Proposed(request);
  EXPECT_GE(roster.lacking_hours, 2 * 56 - 2 * 40);  // nobody is at two desks
}

TEST(RosterTest, RandomCentresKeepEveryRule) {
  std::mt19937_64 chance(3);
  const auto upto = [&](int most) {
    return static_cast<int>(chance() % static_cast<uint64_t>(most));
  };
  for (int round = 0; round < 4; ++round) {
    RosterRequest request = SampleCentre(4 + upto(12), 0.4 + 0.1 * upto(9));
    request.rules.starts = {14, 18, 22, 26};
    request.rules.rest = 20 + upto(8);
    request.rules.least_days_off = 1 + upto(2);
    request.rules.most_days_in_row = 4 + upto(3);
    request.seconds = 3;
    request.gap = 0.05;
    for (RosterAgent& agent : request.agents) {
      if (upto(4) == 0) agent.least_hours = 0;
      if (agent.least_hours == 0) agent.is_available[static_cast<size_t>(upto(7))] = false;
      if (agent.least_hours == 36) agent.least_hours = 32;
    }
    const Roster roster = Proposed(request);
    EXPECT_GE(roster.cost, roster.bound - 1e-6);
  }
}

TEST(RosterTest, MoreAgentsNeverLackMore) {
  double last = std::numeric_limits<double>::max();
  for (const int count : {5, 10, 20}) {
    RosterRequest request = SampleCentre(20);
    request.rules.starts = {14, 20, 26};
    request.agents.resize(static_cast<size_t>(count));
    request.gap = 0.02;
    request.seconds = 3;
    const Roster roster = Proposed(request);
    EXPECT_LE(roster.lacking_hours, last);
    last = roster.lacking_hours;
  }
}

TEST(RosterTest, WhatNoRosterCanMeetSaysWhichRule) {
  const auto refused = [](const RosterRequest& request) {
    const auto roster = ProposeRoster(request, "here");
    if (roster) return std::string("fine");
    const auto& arguments = roster.error().arguments;
    return arguments.empty() ? roster.error().code
                             : roster.error().code + " " + arguments.begin()->second;
  };
  RosterRequest request = SmallDesk();
  request.rules.rest = 40;
  EXPECT_EQ(refused(request), "roster.rule rest");
  request = SmallDesk();
  request.rules.least_days_off = 7;
  EXPECT_EQ(refused(request), "roster.rule least_days_off");
  request = SmallDesk();
  request.rules.most_days_in_row = 0;
  EXPECT_EQ(refused(request), "roster.rule most_days_in_row");
  request = SmallDesk();
  request.rules.lengths[0].breaks[0].latest = 17;
  EXPECT_EQ(refused(request), "roster.rule breaks");
  request = SmallDesk();
  request.rules.starts = {48};
  EXPECT_EQ(refused(request), "roster.rule starts");
  request = SmallDesk();
  request.rules.lengths.clear();
  EXPECT_EQ(refused(request), "roster.rule lengths");
  request = SmallDesk();
  request.agents[1].least_hours = 39;
  request.agents[1].is_available = {true, true, true, true, false, false, false};
  EXPECT_EQ(refused(request), "roster.agent Ben");
  request = SmallDesk();
  request.agents[0].skills = {1};
  EXPECT_EQ(refused(request), "roster.skill Ann");
  request = SmallDesk();
  request.agents.clear();
  EXPECT_EQ(refused(request), "roster.no_agents");
  request = SmallDesk();
  request.needed[0][5] = std::nan("");
  EXPECT_EQ(refused(request), "roster.needed");
  request = SmallDesk();
  for (RosterAgent& agent : request.agents) agent.is_available.fill(false);
  const Roster all_off = Proposed(request);
  EXPECT_THAT(all_off.shifts, IsEmpty());
  EXPECT_DOUBLE_EQ(all_off.lacking_hours, 56);
}

}  // namespace
}  // namespace kebao::analysis::staffing
