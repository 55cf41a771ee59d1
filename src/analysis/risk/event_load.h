#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/trend/series.h"

namespace kebao::analysis::risk {

/// Something on the calendar, half-open.
struct CalendarEvent {
  std::string name;
  std::string kind;
  LocalDay first;
  LocalDay limit;
};

/// How much came in an event, against the ordinary days of the same weekdays around it.
struct PastLoad {
  size_t event = 0;  // its place in the list
  size_t days = 0;   // that could be compared
  double came = 0;
  double expected = 0;
  double ratio = 1;  // came ÷ expected
};

/// What an event of the time ahead will bring, by what its like brought before.
struct EventLoad {
  size_t event = 0;            // its place in the list
  bool is_same_name = false;   // its like are of the same name; else of the same kind only
  std::vector<PastLoad> like;  // oldest first
  double ratio = 1;            // to be expected, with its 95 % interval
  double low = 1;
  double high = 1;
  double probability = 0;  // that more comes than on ordinary days
  double days = 0;         // of it within the time ahead
  double ordinary = 0;     // what would come in these days without it
  /// By enough to prepare for.
  bool is_more() const { return ratio > 1.1; }
};

/// Events of `events` that begin within [from, limit), judged by those that were over by `from`:
/// of the same name, where there are any, else of the same kind. What is expected of a day is the
/// mean of the same weekday in the four weeks before and after it, named days left out; without two
/// such days it is left out. Logarithms of the ratios are averaged; the interval is for the next
/// one: by how far past events of one kind lie from each other, all kinds pooled (Student's t), no
/// narrower than ordinary days scatter (the normal's, as where no two events are of a kind). What
/// has no like is not told. `daily`: amounts, ≥ 0; what lies behind `from` is not looked at.
std::vector<EventLoad> EventLoadsOf(const PointSeries& daily, std::span<const CalendarEvent> events,
                                    LocalDay from, LocalDay limit);

}  // namespace kebao::analysis::risk
