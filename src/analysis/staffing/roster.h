#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <vector>

#include "base/problem.h"

namespace kebao::analysis::staffing {

/// A week of shifts for agents of several skills. Times are half hours; a week begins on Monday at
/// 0:00 and repeats.

inline constexpr int kDaysOfRoster = 7;
inline constexpr int kHalfHoursOfRosterDay = 48;
inline constexpr int kHalfHoursOfRoster = kDaysOfRoster * kHalfHoursOfRosterDay;

struct BreakRule {
  int length = 1;    // half hours
  int earliest = 4;  // its start, after that of the shift
  int latest = 10;
};

struct ShiftLength {
  int length = 16;                // half hours, breaks counted
  std::vector<BreakRule> breaks;  // in order, windows apart from each other
};

struct RosterRules {
  std::vector<int> starts;           // half hours of the day, 0 … 47
  std::vector<ShiftLength> lengths;  // that shifts may have
  int rest = 22;                     // half hours at least between two shifts of an agent
  int most_days_in_row = 6;
  int least_days_off = 1;     // in a week
  double shortage_cost = 10;  // of a missing half hour, against one of a shift; > 1
  /// Hours and weekends are made as even as the coverage allows (roster_sharing.h).
  bool is_shared = true;
};

struct RosterAgent {
  std::string name;
  std::vector<int> skills;  // numbers among the needs; any one at a time
  std::array<bool, kDaysOfRoster> is_available = {true, true, true, true, true, true, true};
  double least_hours = 0;  // a week, breaks not counted; 0: may have none at all
  double most_hours = 40;
};

struct RosterRequest {
  RosterRules rules;
  std::vector<RosterAgent> agents;
  /// Agents needed by skill and half hour of the week, ≥ 0, any fraction.
  std::vector<std::array<double, kHalfHoursOfRoster>> needed;
  double seconds = 30;  // time limit
  double gap = 0.01;    // good enough
  int rounds = 40'000;  // of the search, unless the time limit or the gap ends it
};

struct RosterShift {
  size_t agent = 0;
  int day = 0;              // 0: Monday
  int start = 0;            // half hour of the day
  int length = 0;           // may reach into the next day
  std::vector<int> breaks;  // start of each, half hours after that of the shift
};

/// From least to most of anybody.
struct RosterRange {
  double least = std::numeric_limits<double>::infinity();
  double most = 0;
  void Add(double value) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
};

/// How evenly a roster lies on those whose rules let them work in this week.
struct RosterSpread {
  size_t agents = 0;         // 0: nobody may work, and all else says nothing
  RosterRange hours;         // at work, breaks left out
  RosterRange part_of_most;  // of the most hours that the own rules and days off allow
  double mean_part = 0;      // all hours ÷ the most of all
  double deviation = 0;      // standard deviation of the parts, weighted by the most hours
  RosterRange weekend_days;
  RosterRange early_shifts;  // that begin before 8:00
  RosterRange late_shifts;   // that end after 20:00
};

struct Roster {
  std::vector<RosterShift> shifts;  // by agent, then day
  /// Agents at work with that skill in use, by skill and half hour.
  std::vector<std::array<double, kHalfHoursOfRoster>> covered;
  std::array<double, kHalfHoursOfRoster> at_work{};  // agents, needed or not
  double needed_hours = 0;
  double lacking_hours = 0;   // agent-hours that nobody covers
  double rostered_hours = 0;  // breaks counted
  double cost = 0;            // half hours of shifts + shortage_cost × half hours lacking
  double bound = 0;           // no roster of this kind costs less
  bool is_proven = false;     // the gap that was asked for was reached
  bool is_time_up = false;    // the time limit ended the search
  RosterSpread spread;
  double unshared_deviation = 0;  // that of spread, before hours were shared
  double gap() const { return cost > 0 ? (cost - bound) / cost : 0; }
};

/// Proposes a week. Every agent has the same start and length on all his days, so that rest between
/// shifts holds by itself; his days repeat from week to week, so that days in a row are counted
/// across its end.
///
/// How: weeks are given to agents one by one, always the one that saves most (roster_search.h);
/// then some are taken out and put in again, again and again, guided by the prices that prove the
/// bound (roster_bound.h), until it is reached to the gap that was asked for, a number of rounds is
/// over, or the time is. There is an answer whenever the time ends. As long as the time limit does
/// not strike the answer is always the same. Last, hours are shared (roster_sharing.h).
///
/// Problems: "roster.rule" {rule}: one that is out of its range, or that no shift can meet;
/// "roster.agent" {agent}: no days and shifts fit his days off and hours; "roster.skill" {agent};
/// "roster.skills" {most}: agents connect too many of them; "roster.needed": not a number;
/// "roster.no_agents".
Result<Roster> ProposeRoster(const RosterRequest& request, const std::string& place);

}  // namespace kebao::analysis::staffing
