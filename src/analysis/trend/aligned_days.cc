#include "analysis/trend/aligned_days.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "metrics/answer/statistics.h"

namespace kebao::analysis {
namespace {

constexpr int kFarthestHoliday = 45;
constexpr int kFarthestWeeks = 3;
constexpr int kSameOccurrence = 60;  // days of one name that are closer belong to one year

using Occurrence = std::vector<LocalDay>;

/// The years' occurrences of each (name, make-up), in order.
class Calendar {
 public:
  explicit Calendar(std::span<const NamedDay> days) {
    std::map<Key, std::set<int32_t>> sorted;
    for (const NamedDay& one : days) {
      sorted[{one.name, one.is_makeup}].insert(one.day.days);
      keys_.try_emplace(one.day.days, Key{one.name, one.is_makeup});
    }
    for (const auto& [key, of_key] : sorted) Split(of_key, &occurrences_[key]);
  }
  const NamedDay* Find(LocalDay day, NamedDay* found) const {
    const auto it = keys_.find(day.days);
    if (it == keys_.end()) return nullptr;
    *found = {day, it->second.first, it->second.second};
    return found;
  }
  bool IsOrdinary(LocalDay day) const { return !keys_.contains(day.days); }
  /// The same day of the occurrence before; nullopt without one.
  std::optional<LocalDay> LikeOf(const NamedDay& named, int shift) const {
    const auto& occurrences = occurrences_.at({named.name, named.is_makeup});
    const Occurrence* own = nullptr;
    for (const Occurrence& one : occurrences)
      if (std::ranges::find(one, named.day) != one.end()) own = &one;
    const int wanted = own->front().days - shift;
    const Occurrence* nearest = nullptr;
    for (const Occurrence& one : occurrences) {
      const int distance = std::abs(one.front().days - wanted);
      if (&one == own || distance > kFarthestHoliday) continue;
      if (!nearest || distance < std::abs(nearest->front().days - wanted)) nearest = &one;
    }
    const auto place = static_cast<size_t>(std::ranges::find(*own, named.day) - own->begin());
    if (!nearest || place >= nearest->size()) return std::nullopt;
    return (*nearest)[place];
  }

 private:
  using Key = std::pair<std::string, bool>;
  static void Split(const std::set<int32_t>& days, std::vector<Occurrence>* occurrences) {
    for (const int32_t day : days) {
      const bool is_new =
          occurrences->empty() || day - occurrences->back().back().days > kSameOccurrence;
      if (is_new) occurrences->emplace_back();
      occurrences->back().push_back({day});
    }
  }

  std::map<Key, std::vector<Occurrence>> occurrences_;
  std::map<int32_t, Key> keys_;
};

/// 0, −7, 7, −14, 14 …
std::vector<int> WeeksAround() {
  std::vector<int> offsets = {0};
  for (int week = 1; week <= kFarthestWeeks; ++week) {
    offsets.push_back(-7 * week);
    offsets.push_back(7 * week);
  }
  return offsets;
}

void PairOrdinaryDays(const Calendar& calendar, int shift, LocalDay first,
                      std::vector<DayPair>* pairs) {
  std::set<int32_t> taken;
  for (const int offset : WeeksAround()) {
    for (DayPair& pair : *pairs) {
      if (pair.compared || !calendar.IsOrdinary(pair.day)) continue;
      const LocalDay like{pair.day.days - shift + offset};
      if (like >= first || !calendar.IsOrdinary(like) || taken.contains(like.days)) continue;
      taken.insert(like.days);
      pair.compared = like;
      pair.reason = DayPair::Reason::kSameWeekday;
    }
  }
}

const SeriesPoint* PointOn(const PointSeries& series, LocalDay day) {
  const auto found = std::ranges::lower_bound(series, day, {}, &SeriesPoint::day);
  const bool is_usable = found != series.end() && found->day == day && IsUsable(*found);
  return is_usable ? &*found : nullptr;
}

/// Amounts and what they are divided by, over the days of one side.
struct Totals {
  double amount = 0;
  double base = 0;
  double figure() const { return amount / base; }
};

struct UsedPair {
  Totals now;
  Totals before;
};

Totals TotalsOf(const SeriesPoint& point, DayWeight weight) {
  const double base = weight == DayWeight::kDay ? 1 : point.n;
  return {*point.value * base, base};
}

void AddTo(const Totals& one, Totals* sum) {
  sum->amount += one.amount;
  sum->base += one.base;
}

/// What a pair moves the difference by, times the number of pairs: its mean is the difference.
double Leverage(const UsedPair& pair, const UsedPair& all, double pairs) {
  const auto own = [pairs](const Totals& day, const Totals& of_all) {
    return pairs * (day.amount - of_all.figure() * day.base) / of_all.base;
  };
  return own(pair.now, all.now) - own(pair.before, all.before);
}

Difference DifferenceOf(const std::vector<UsedPair>& used, const UsedPair& all) {
  const double size = all.now.figure() - all.before.figure();
  const auto n = static_cast<double>(used.size());
  double m2 = 0;  // leverages have the mean 0
  for (const UsedPair& pair : used) m2 += std::pow(Leverage(pair, all, n), 2);
  const auto interval = metrics::MeanInterval(n, size, m2);
  if (!interval) return {size, {}, {}, 0};
  return Subtract({size, interval->low, interval->high}, {0, 0, 0});
}

}  // namespace

std::vector<DayPair> AlignDays(LocalDay first, LocalDay limit, int shift,
                               std::span<const NamedDay> calendar_days) {
  const Calendar calendar(calendar_days);
  std::vector<DayPair> pairs;
  for (LocalDay day = first; day < limit; ++day.days) {
    DayPair pair{day, {}, DayPair::Reason::kNone, ""};
    NamedDay named;
    if (calendar.Find(day, &named)) {
      pair.name = named.name;
      pair.compared = calendar.LikeOf(named, shift);
      if (pair.compared)
        pair.reason = named.is_makeup ? DayPair::Reason::kMakeupDay : DayPair::Reason::kHoliday;
    }
    pairs.push_back(std::move(pair));
  }
  PairOrdinaryDays(calendar, shift, first, &pairs);
  return pairs;
}

AlignedComparison CompareAligned(std::span<const DayPair> pairs, const PointSeries& now,
                                 const PointSeries& before, DayWeight weight) {
  AlignedComparison comparison;
  std::vector<UsedPair> used;
  UsedPair all;
  for (const DayPair& pair : pairs) {
    const SeriesPoint* is = PointOn(now, pair.day);
    const SeriesPoint* was = pair.compared ? PointOn(before, *pair.compared) : nullptr;
    if (!is || !was) {
      ++comparison.left_out;
      continue;
    }
    used.push_back({TotalsOf(*is, weight), TotalsOf(*was, weight)});
    AddTo(used.back().now, &all.now);
    AddTo(used.back().before, &all.before);
  }
  comparison.pairs = used.size();
  if (!(all.now.base > 0) || !(all.before.base > 0)) return comparison;
  comparison.now = all.now.figure();
  comparison.before = all.before.figure();
  comparison.difference = DifferenceOf(used, all);
  return comparison;
}

}  // namespace kebao::analysis
