#include "analysis/staffing/roster_tours.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace kebao::analysis::staffing {
namespace {

constexpr double kRounding = 1e-9;

}  // namespace

void TourFinder::Value(const HalfHours& worth) {
  for (size_t at = 0; at < 2 * kHalfHoursOfRoster; ++at)
    sums_[at + 1] = sums_[at] + worth[at % kHalfHoursOfRoster];
  of_days_.resize(rules_.lengths.size());
  for (size_t length = 0; length < rules_.lengths.size(); ++length)
    for (size_t start = 0; start < rules_.starts.size(); ++start) ValueStart(length, start);
}

double TourFinder::Between(int from, int length) const {
  return sums_[static_cast<size_t>(from + length)] - sums_[static_cast<size_t>(from)];
}

/// Where least is lost.
std::pair<int, double> TourFinder::BreakOf(const BreakRule& rule, int begin) const {
  std::pair<int, double> best = {rule.earliest, Between(begin + rule.earliest, rule.length)};
  for (int at = rule.earliest + 1; at <= rule.latest; ++at) {
    const double lost = Between(begin + at, rule.length);
    if (lost < best.second - kRounding) best = {at, lost};
  }
  return best;
}

double TourFinder::ValueOfShift(const ShiftLength& shift, int begin) const {
  double value = Between(begin, shift.length) - shift.length;
  for (const BreakRule& rule : shift.breaks) value -= BreakOf(rule, begin).second;
  return value;
}

/// A set of days is worth its first day and the rest of it.
void TourFinder::ValueStart(size_t length, size_t start) {
  std::array<double, kDaysOfRoster> of_day{};
  for (size_t day = 0; day < kDaysOfRoster; ++day)
    of_day[day] =
        ValueOfShift(rules_.lengths[length],
                     static_cast<int>(day) * kHalfHoursOfRosterDay + rules_.starts[start]);
  std::array<double, 1U << kDaysOfRoster> values{};
  for (Days days = 1; days < values.size(); ++days) {
    values[days] = values[days & (days - 1)] + of_day[static_cast<size_t>(std::countr_zero(days))];
    BestStart& best = of_days_[length][days];
    if (start == 0 || values[days] > best.value + kRounding) best = {values[days], start};
  }
}

std::pair<Tour, double> TourFinder::Best(const AgentGroup& group) const {
  double best = -std::numeric_limits<double>::infinity();
  Days chosen = 0;
  size_t chosen_length = 0;
  for (const AgentGroup::Choice& choice : group.choices) {
    const double value = choice.days == 0 ? 0 : of_days_[choice.length][choice.days].value;
    if (value <= best + kRounding) continue;
    best = value;
    chosen = choice.days;
    chosen_length = choice.length;
  }
  return {Write(chosen, chosen_length), best};
}

Tour TourFinder::Write(Days days, size_t length) const {
  Tour tour;
  if (days == 0) return tour;
  tour.days = days;
  tour.length = length;
  tour.start = rules_.starts[of_days_[length][days].start];
  const ShiftLength& shift = rules_.lengths[length];
  for (int day = 0; day < kDaysOfRoster; ++day) {
    if (!Has(tour.days, day)) continue;
    const int begin = day * kHalfHoursOfRosterDay + tour.start;
    std::vector<bool> is_break(static_cast<size_t>(shift.length), false);
    for (const BreakRule& rule : shift.breaks) {
      const int at = BreakOf(rule, begin).first;
      tour.breaks.push_back(at);
      std::fill_n(is_break.begin() + at, rule.length, true);
    }
    for (int step = 0; step < shift.length; ++step)
      if (!is_break[static_cast<size_t>(step)])
        tour.at_work.push_back((begin + step) % kHalfHoursOfRoster);
    tour.half_hours += shift.length;
  }
  return tour;
}

}  // namespace kebao::analysis::staffing
