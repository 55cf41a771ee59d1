#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/difference.h"
#include "base/instant.h"

namespace kebao::analysis::visitors {

/// A row of visits: one visit, or a total of many.
struct PageVisit {
  std::optional<int64_t> customer;  // key; nullopt: nobody who is known
  Instant at;
  int32_t page = -1;  // code of the page type; -1: not stated
  double visits = 1;
  std::optional<double> dwell_seconds;  // of all its visits together
};

/// How long visits to one page type last.
struct PageDwell {
  int32_t page = -1;
  double visits = 0;
  double timed_visits = 0;  // whose time is recorded
  std::optional<Estimate>
      mean;  // seconds a visit; 95 %, rows as units; from two rows on an interval
  /// Of single visits; where rows hold several each, of the rows' means weighted by their visits.
  std::optional<double> median;
  bool has_single_visits = true;  // every row with a time holds one visit
};
/// By falling visits. Rows with no visits or a negative time are left out.
std::vector<PageDwell> DwellByPage(std::span<const PageVisit> visits);

/// Visits by value on one day.
using DayOfVisits = std::vector<double>;

/// How much of all visits falls to one value, now and before.
struct Interest {
  size_t value = 0;
  double visits = 0;
  double visits_before = 0;
  double share = 0;
  double share_before = 0;
  /// Parts of 1. Nullopt: one of the two periods has too few days with visits.
  std::optional<Difference> change;
  double p = 1;
  double q = 1;  // false discovery rate over the values
  bool is_beyond_noise = false;
};

/// Days that either period needs.
inline constexpr size_t kLeastDays = 7;

/// Changes of shares with days as units: visits of one day have a campaign, a weekday and a robot
/// in common, so that counting each as independent would call every change a real one. Error: the
/// larger of the ratio estimator's over days (clustered_share.h) and the binomial one; t
/// distribution with the days of the smaller period less one. Days without visits are left out.
/// `now`, `before`: days as long as each other; the discoveries' rate is 5 %. In the order of the
/// values.
std::vector<Interest> ChangeOfInterest(std::span<const DayOfVisits> now,
                                       std::span<const DayOfVisits> before);

}  // namespace kebao::analysis::visitors
