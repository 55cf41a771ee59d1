#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/difference.h"
#include "analysis/trend/series.h"

namespace kebao::analysis {

/// A day that is not like its weekday: 春节, 国庆节, 双11 — every day of it, every year.
struct NamedDay {
  LocalDay day;
  std::string name;
  bool is_makeup = false;  // a weekend day that is worked for this holiday (调休)
};

/// A day and the one that it is to be compared with.
struct DayPair {
  enum class Reason : uint8_t {
    kSameWeekday,  // an ordinary day
    kHoliday,      // the same day of the same holiday
    kMakeupDay,    // the same make-up day of the same holiday
    kNone,         // has no like: left out of a comparison
  };
  LocalDay day;
  std::optional<LocalDay> compared;
  Reason reason = Reason::kNone;
  std::string name;  // of the holiday
};

/// Pairs the days [first, limit) with days about `shift` days earlier (a multiple of 7: 364 for the
/// year before, 7 for the week before, 28 or 35 for the month before), so that holidays meet:
/// - a holiday's k-th day meets the k-th day of the occurrence of the same name that lies nearest
///   `shift` days earlier, at most 45 days from it (the lunar new year moves by up to 30); of a
///   holiday that is longer now the last days have no like; make-up days likewise;
/// - an ordinary day meets the ordinary day of the same weekday that is nearest `shift` days
/// earlier,
///   at most three weeks from it. Every day is met once, those with an unmoved counterpart first.
std::vector<DayPair> AlignDays(LocalDay first, LocalDay limit, int shift,
                               std::span<const NamedDay> calendar);

/// What a day counts for in the figure of all of them.
enum class DayWeight : uint8_t {
  kDay,   // amounts that add up: the figure is the mean of a day
  kRows,  // shares and means: value · n is added up and divided by the rows of all days
};

/// Over the pairs of which both days are complete and measured.
struct AlignedComparison {
  double now = 0;  // a day, or of all rows
  double before = 0;
  size_t pairs = 0;
  size_t left_out = 0;    // days of this period without a like, or with one that is not usable
  Difference difference;  // now − before; tested from two pairs on
};
/// `now` and `before` are daily series (they may be the same one). Pairs are what is drawn: the
/// interval is Student's over them, of a ratio by its linearisation (Cochran, Sampling Techniques,
/// 1977, §6), so that days that vary more than chance widen it.
AlignedComparison CompareAligned(std::span<const DayPair> pairs, const PointSeries& now,
                                 const PointSeries& before, DayWeight weight = DayWeight::kDay);

}  // namespace kebao::analysis
