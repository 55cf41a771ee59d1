#include "analysis/staffing/roster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <map>
#include <random>

#include "analysis/staffing/every_roster.h"
#include "analysis/staffing/roster_checker.h"
#include "analysis/staffing/roster_shortages.h"

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
  request.rounds = 2000;
  return request;
}

TEST(RosterTest, ASmallDeskIsSolvedByHand) {
  const Roster roster = Proposed(SmallDesk());
  // Alone, an agent lacks his half hour's break and covers all else. A second one would cost 17
  // half hours for the one that is missing, which costs 10.
  EXPECT_EQ(roster.shifts.size(), 7);
  EXPECT_DOUBLE_EQ(roster.needed_hours, 56);
  EXPECT_DOUBLE_EQ(roster.lacking_hours, 3.5);
  EXPECT_GE(roster.gap(), 0);
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
    request.rounds = 1000;
    for (RosterAgent& agent : request.agents) {
      if (upto(4) == 0) agent.least_hours = 0;
      if (agent.least_hours == 0) agent.is_available[static_cast<size_t>(upto(7))] = false;
      if (agent.least_hours == 36) agent.least_hours = 32;
    }
    const Roster roster = Proposed(request);
    EXPECT_GE(roster.cost, roster.bound - 1e-6);
  }
}

TEST(RosterTest, HoursAreSharedWhereThereAreMoreAgentsThanNeeded) {
  RosterRequest request = SmallDesk();
  for (const char* name : {"Cem", "Dora"}) {
    request.agents.push_back(request.agents.front());
    request.agents.back().name = name;
  }
  request.agents[3].most_hours = 24;
  request.rules.is_shared = false;
  const Roster alone = Proposed(request);
  request.rules.is_shared = true;
  const Roster shared = Proposed(request);
  EXPECT_DOUBLE_EQ(shared.cost, alone.cost);
  EXPECT_DOUBLE_EQ(shared.lacking_hours, alone.lacking_hours);
  EXPECT_DOUBLE_EQ(shared.unshared_deviation, alone.spread.deviation);
  // Seven days of eight hours on 40 + 40 + 40 + 24: two each, and one.
  EXPECT_EQ(shared.spread.agents, 4);
  EXPECT_EQ(shared.spread.hours.most, 16);
  EXPECT_EQ(shared.spread.hours.least, 8);
  EXPECT_EQ(shared.spread.weekend_days.most, 1);
  EXPECT_LT(shared.spread.deviation, alone.spread.deviation);
  EXPECT_LT(shared.spread.deviation, 0.05);
}

TEST(RosterTest, SharingNeverChangesWhatIsCovered) {
  for (int seed = 0; seed < 4; ++seed) {
    RosterRequest request = SampleCentre(10 + 4 * seed, 0.3 + 0.1 * seed);
    request.gap = 0.05;
    request.rounds = 150;
    request.seconds = 60;
    request.rules.is_shared = false;
    const Roster alone = Proposed(request);
    request.rules.is_shared = true;
    const Roster shared = Proposed(request);
    EXPECT_EQ(shared.at_work, alone.at_work) << seed;
    EXPECT_LE(shared.lacking_hours, alone.lacking_hours + 1e-9) << seed;
    EXPECT_LE(shared.cost, alone.cost + 1e-9) << seed;
    EXPECT_LE(shared.spread.deviation, alone.spread.deviation + 1e-9) << seed;
  }
}

TEST(RosterTest, MoreAgentsNeverLackMore) {
  double last = std::numeric_limits<double>::max();
  for (const int count : {5, 10, 20}) {
    RosterRequest request = SampleCentre(20);
    request.rules.starts = {14, 20, 26};
    request.agents.resize(static_cast<size_t>(count));
    request.gap = 0.02;
    request.rounds = 2000;
    request.seconds = 3;
    const Roster roster = Proposed(request);
    EXPECT_LE(roster.lacking_hours, last);
    last = roster.lacking_hours;
  }
}

TEST(RosterTest, TheBestOfAllRostersIsFoundAndTheBoundIsBelowIt) {
  std::mt19937_64 chance(11);
  const auto upto = [&](int most) {
    return static_cast<int>(chance() % static_cast<uint64_t>(most));
  };
  int best_found = 0;
  constexpr int kRounds = 12;
  for (int round = 0; round < kRounds; ++round) {
    RosterRequest request;
    request.rules.starts = {18, 22};
    request.rules.lengths = {{6, {{1, 2, 3}}}};
    request.rules.most_days_in_row = 2;
    request.rules.least_days_off = 4;
    request.rules.shortage_cost = 1.5 + upto(4);
    request.gap = 0;
    request.rounds = 4000;
    request.needed.resize(2);
    for (auto& skill : request.needed)
      for (size_t at = 0; at < 4 * 48; ++at)
        skill[at] = at % 48 >= 18 && at % 48 < 28 ? 0.25 * upto(9) : 0;
    for (int i = 0; i < 3; ++i) {
      RosterAgent agent;
      agent.name = fmt::format("A{}", i);
      agent.skills = i == 2 ? std::vector{0, 1} : std::vector{upto(2)};
      agent.is_available = {true, true, true, true, false, false, false};
      agent.is_available[static_cast<size_t>(upto(4))] = false;
      agent.most_hours = 5 + 2.5 * upto(2);
      agent.least_hours = i == 0 ? 2.5 : 0;
      request.agents.push_back(agent);
    }
    const Roster roster = Proposed(request);
    const double least = EveryRoster(request).LeastCost();
    EXPECT_GE(roster.cost, least - 1e-9);
    EXPECT_LE(roster.bound, least + 1e-9);
    best_found += roster.cost <= least + 1e-9 ? 1 : 0;
  }
  EXPECT_EQ(best_found, kRounds);
}

TEST(RosterTest, TheTimeLimitIsHeldAndSaid) {
  RosterRequest request = SampleCentre(200, 1.1);
  request.gap = 0;
  request.rounds = 2000;
  request.rounds = 1'000'000;
  request.seconds = 0.2;
  const auto began = std::chrono::steady_clock::now();
  const Roster roster = Proposed(request);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  EXPECT_TRUE(roster.is_time_up);
  EXPECT_FALSE(roster.is_proven);
  EXPECT_GT(roster.gap(), 0);
  EXPECT_LT(took.count(), 2);
}

TEST(RosterTest, TheSameQuestionHasTheSameAnswer) {
  RosterRequest request = SampleCentre(30, 1.0);
  request.rounds = 1000;
  const Roster first = Proposed(request);
  const Roster second = Proposed(request);
  ASSERT_EQ(first.shifts.size(), second.shifts.size());
  EXPECT_EQ(first.cost, second.cost);
  EXPECT_EQ(first.bound, second.bound);
  for (size_t i = 0; i < first.shifts.size(); ++i) {
    EXPECT_EQ(first.shifts[i].start, second.shifts[i].start);
    EXPECT_EQ(first.shifts[i].breaks, second.shifts[i].breaks);
  }
}

TEST(RosterTest, ShortagesHaveTheirReasons) {
  RosterRequest request = SmallDesk();
  request.needed.push_back(request.needed[0]);  // nobody has this skill
  request.needed[0][6] = 1;                     // no shift reaches three in the morning
  for (int at = 18; at < 34; ++at) request.needed[0][static_cast<size_t>(at)] = 3;  // Monday
  const Roster roster = Proposed(request);
  const std::vector<RosterShortage> shortages = ShortagesOf(request, roster);
  double lacking = 0;
  std::map<ShortageReason, int> reasons;
  for (const RosterShortage& shortage : shortages) {
    lacking += shortage.lacking / 2;
    ++reasons[shortage.reason];
    if (shortage.skill == 1) {
      EXPECT_EQ(shortage.reason, ShortageReason::kNobody);
    } else if (shortage.half_hour == 6) {
      EXPECT_EQ(shortage.reason, ShortageReason::kNoShift);
    }
  }
  EXPECT_DOUBLE_EQ(lacking, roster.lacking_hours);
  EXPECT_GT(reasons[ShortageReason::kBreaks], 0);
  request.agents.resize(1);
  const Roster alone = Proposed(request);
  for (const RosterShortage& shortage : ShortagesOf(request, alone)) {
    const bool is_in_the_morning = shortage.skill == 0 && shortage.half_hour == 20;
    EXPECT_TRUE(!is_in_the_morning || shortage.reason == ShortageReason::kAllUsed);
  }
  const BindingRules binding = BindingRulesOf(request, alone);
  EXPECT_EQ(binding.agents, 1);
  EXPECT_EQ(binding.weekly_hours, 0);  // five days of eight hours, two days off: both bind
  EXPECT_EQ(binding.days_off, 0);
  request.agents[0].most_hours = 48;
  const BindingRules only_days = BindingRulesOf(request, Proposed(request));
  EXPECT_EQ(only_days.days_off, 0);  // the limit of five in a row binds as well
  request.rules.most_days_in_row = 6;
  EXPECT_EQ(BindingRulesOf(request, Proposed(request)).days_off, 1);
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
