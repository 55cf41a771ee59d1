#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "analysis/difference.h"

namespace kebao::analysis::process {

/// By weekday (0: Monday) and hour.
template <class T>
using ByHourOfWeek = std::array<std::array<T, 24>, 7>;

/// Contacts of a period, and how often each weekday occurs in it. Counts are finite and not
/// negative.
struct WeekLoad {
  ByHourOfWeek<double> contacts{};
  std::array<int, 7> days{};
};

/// Which hours of the week are peaks, by a rule that can be said in a sentence.
struct PeakRule {
  /// An hour counts as worked if it has at least this part of the busiest hour's load.
  double least_of_busiest = 0.1;
  /// A peak has at least so many times the mean load of the worked hours, and more than that mean
  /// beyond chance (lower end of the 95 % interval of a Poisson count).
  double factor = 1.5;
};

struct Peaks {
  ByHourOfWeek<double> load{};  // contacts per hour; 0 on weekdays that do not occur
  ByHourOfWeek<bool> is_peak{};
  int worked_hours = 0;  // of the week, that count as worked
  int peak_hours = 0;    // of the week
  double usual = 0;      // mean load of the worked hours
  double highest = 0;    // the busiest hour's
  double contacts = 0;
  double peak_contacts = 0;
  std::optional<Estimate> share;  // of the contacts; nullopt: there are none
};

Peaks FindPeaks(const WeekLoad& week, const PeakRule& rule);

}  // namespace kebao::analysis::process
