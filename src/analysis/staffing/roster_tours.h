#pragma once

#include <array>
#include <vector>

#include "analysis/staffing/roster_patterns.h"

namespace kebao::analysis::staffing {

/// Something for each half hour of the week.
using HalfHours = std::array<double, kHalfHoursOfRoster>;

/// One agent's week.
struct Tour {
  Days days = 0;  // 0: none at all
  size_t length = 0;
  int start = 0;
  std::vector<int> breaks;   // their starts by working day, then rule; half hours after the shift's
  std::vector<int> at_work;  // half hours of the week, breaks left out
  int half_hours = 0;        // of shifts, breaks counted
};

/// Finds the week of an agent that is worth most. Not thread-safe.
class TourFinder {
 public:
  /// Borrowed.
  explicit TourFinder(const RosterRules& rules) : rules_(rules) {}

  /// What a half hour at work brings from now on; each half hour of a shift costs 1.
  void Value(const HalfHours& worth);
  /// The best week of such an agent and what it is worth. Of equal ones the first.
  std::pair<Tour, double> Best(const AgentGroup& group) const;

 private:
  /// Of one length, on a set of days: the best start.
  struct BestStart {
    double value = 0;
    size_t start = 0;
  };
  double Between(int from, int length) const;
  std::pair<int, double> BreakOf(const BreakRule& rule, int begin) const;
  double ValueOfShift(const ShiftLength& shift, int begin) const;
  void ValueStart(size_t length, size_t start);
  Tour Write(Days days, size_t length) const;

  const RosterRules& rules_;
  std::array<double, 2 * kHalfHoursOfRoster + 1> sums_{};            // of worth, the week twice
  std::vector<std::array<BestStart, 1U << kDaysOfRoster>> of_days_;  // by length
};

}  // namespace kebao::analysis::staffing
