#include "analysis/risk/event_load.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <map>

namespace kebao::analysis::risk {
namespace {

constexpr int kDaysOfWeek = 7;
constexpr int kWeeksAround = 4;
constexpr size_t kFewestAlike = 2;
constexpr double kHalf = 0.5;  // keeps the logarithm of a day without contacts finite

class Calendar {
 public:
  Calendar(const PointSeries& daily, std::span<const CalendarEvent> events, LocalDay from)
      : events_(events) {
    for (const SeriesPoint& point : daily)
      if (IsUsable(point) && point.day < from) values_[point.day.days] = *point.value;
    scatter_ = ScatterOfOrdinaryDays();
  }

  std::optional<double> Expected(LocalDay day) const {
    double sum = 0;
    size_t count = 0;
    for (int week = -kWeeksAround; week <= kWeeksAround; ++week) {
      const LocalDay other{day.days + kDaysOfWeek * week};
      const auto value = values_.find(other.days);
      if (week == 0 || value == values_.end() || IsNamed(other)) continue;
      sum += value->second;
      ++count;
    }
    if (count < kFewestAlike) return std::nullopt;
    return sum / static_cast<double>(count);
  }

  PastLoad LoadOf(size_t event) const {
    PastLoad load{event};
    for (LocalDay day = events_[event].first; day < events_[event].limit; ++day.days) {
      const auto value = values_.find(day.days);
      const auto expected = Expected(day);
      if (value == values_.end() || !expected || *expected <= 0) continue;
      ++load.days;
      load.came += value->second;
      load.expected += *expected;
    }
    if (load.days > 0) load.ratio = load.came / load.expected;
    return load;
  }

  /// The last four weeks' ordinary days of the same weekdays; nullopt: none.
  std::optional<double> OrdinaryAhead(LocalDay first, LocalDay limit, LocalDay from) const {
    double sum = 0;
    for (LocalDay day = first; day < limit; ++day.days) {
      const auto mean = BeforeOnWeekday(day, from);
      if (!mean) return std::nullopt;
      sum += *mean;
    }
    return sum;
  }

  /// Variance of ln(day ÷ what was to be expected).
  double scatter() const { return scatter_; }

 private:
  bool IsNamed(LocalDay day) const {
    return std::ranges::any_of(events_, [day](const CalendarEvent& event) {
      return !(day < event.first) && day < event.limit;
    });
  }

  std::optional<double> BeforeOnWeekday(LocalDay day, LocalDay from) const {
    double sum = 0, count = 0;
    for (int back = 1; back <= 2 * kWeeksAround * kDaysOfWeek && count < kWeeksAround; ++back) {
      const LocalDay other{from.days - back};
      if (WeekdayOf(other) != WeekdayOf(day) || IsNamed(other)) continue;
      const auto value = values_.find(other.days);
      if (value == values_.end()) continue;
      sum += value->second;
      ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
  }

  double ScatterOfOrdinaryDays() const {
    double squares = 0, count = 0;
    for (const auto& [day, value] : values_) {
      const LocalDay at{day};
      if (IsNamed(at)) continue;
      const auto expected = Expected(at);
      if (!expected) continue;
      const double miss = std::log((value + kHalf) / (*expected + kHalf));
      squares += miss * miss;
      ++count;
    }
    return count > 0 ? squares / count : 0;
  }

  std::span<const CalendarEvent> events_;
  std::map<int32_t, double> values_;
  double scatter_ = 0;
};

double LogRatio(const PastLoad& load) {
  return std::log((load.came + kHalf) / (load.expected + kHalf));
}

/// How far events of one kind lie from each other.
struct Spread {
  double variance = 0;
  double degrees = 0;
};
Spread SpreadWithinKinds(const Calendar& calendar, std::span<const CalendarEvent> events,
                         LocalDay from) {
  std::map<std::string, std::vector<double>> kinds;
  for (size_t i = 0; i < events.size(); ++i) {
    if (from < events[i].limit) continue;
    const PastLoad load = calendar.LoadOf(i);
    if (load.days > 0) kinds[events[i].kind].push_back(LogRatio(load));
  }
  Spread spread;
  for (const auto& [kind, ratios] : kinds) {
    const auto n = static_cast<double>(ratios.size());
    double mean = 0;
    for (const double ratio : ratios) mean += ratio / n;
    for (const double ratio : ratios) spread.variance += (ratio - mean) * (ratio - mean);
    spread.degrees += n - 1;
  }
  if (spread.degrees > 0) spread.variance /= spread.degrees;
  return spread;
}

void Judge(const Calendar& calendar, const Spread& within, EventLoad* load) {
  const auto k = static_cast<double>(load->like.size());
  double mean = 0, days = 0;
  for (const PastLoad& past : load->like) {
    mean += LogRatio(past) / k;
    days += static_cast<double>(past.days) / k;
  }
  const double least = calendar.scatter() / std::max(1.0, days);
  const bool is_student = within.degrees > 0 && within.variance > least;
  const double spread = std::sqrt(std::max(within.variance, least) * (1 + 1 / k));
  double width = 1.959963984540054;
  load->probability = mean > 0 ? 1 : 0;
  if (is_student) width = boost::math::quantile(boost::math::students_t(within.degrees), 0.975);
  if (spread > 0)
    load->probability =
        is_student ? boost::math::cdf(boost::math::students_t(within.degrees), mean / spread)
                   : boost::math::cdf(boost::math::normal(), mean / spread);
  load->ratio = std::exp(mean);
  load->low = std::exp(mean - width * spread);
  load->high = std::exp(mean + width * spread);
}

std::vector<PastLoad> LikeOf(const Calendar& calendar, std::span<const CalendarEvent> events,
                             const CalendarEvent& wanted, LocalDay from, bool is_same_name) {
  std::vector<PastLoad> like;
  for (size_t i = 0; i < events.size(); ++i) {
    const bool is_like =
        is_same_name ? events[i].name == wanted.name : events[i].kind == wanted.kind;
    if (!is_like || from < events[i].limit) continue;
    if (PastLoad load = calendar.LoadOf(i); load.days > 0) like.push_back(load);
  }
  std::ranges::stable_sort(like, {},
                           [&](const PastLoad& load) { return events[load.event].first; });
  return like;
}

}  // namespace

std::vector<EventLoad> EventLoadsOf(const PointSeries& daily, std::span<const CalendarEvent> events,
                                    LocalDay from, LocalDay limit) {
  const Calendar calendar(daily, events, from);
  const Spread within = SpreadWithinKinds(calendar, events, from);
  std::vector<EventLoad> loads;
  for (size_t i = 0; i < events.size(); ++i) {
    const CalendarEvent& event = events[i];
    if (event.first < from || !(event.first < limit)) continue;
    EventLoad load;
    load.event = i;
    load.like = LikeOf(calendar, events, event, from, true);
    load.is_same_name = !load.like.empty();
    if (load.like.empty()) load.like = LikeOf(calendar, events, event, from, false);
    const LocalDay end = std::min(event.limit, limit);
    const auto ordinary = calendar.OrdinaryAhead(event.first, end, from);
    if (load.like.empty() || !ordinary) continue;
    load.days = end.days - event.first.days;
    load.ordinary = *ordinary;
    Judge(calendar, within, &load);
    loads.push_back(std::move(load));
  }
  return loads;
}

}  // namespace kebao::analysis::risk
