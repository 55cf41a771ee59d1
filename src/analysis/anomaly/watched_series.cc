#include "analysis/anomaly/watched_series.h"

#include <cmath>
#include <map>
#include <unordered_map>
#include <utility>

namespace kebao::analysis {
namespace {

constexpr size_t kHours = 24;
constexpr size_t kWeekdays = 7;

bool IsWhole(double value) { return value >= 0 && value == std::floor(value); }

bool IsLookedAt(const WatchedSeries& series, const SeriesPoint& point) {
  if (!IsUsable(point)) return false;
  switch (series.kind) {
    case WatchedSeries::Kind::kCount:
      return IsWhole(*point.value);
    case WatchedSeries::Kind::kShare:
      return point.n >= 1 && point.n >= series.min_n && *point.value >= 0 && *point.value <= 1;
    case WatchedSeries::Kind::kAmount:
      break;
  }
  return point.n >= series.min_n;
}

/// Names of days, make-up days apart.
using Names = std::unordered_map<int32_t, std::pair<std::string, bool>>;

Names NamesOf(std::span<const NamedDay> calendar) {
  Names names;
  for (const NamedDay& one : calendar) names.try_emplace(one.day.days, one.name, one.is_makeup);
  return names;
}

}  // namespace

SlotPlan PlanSlots(const WatchedSeries& series, std::span<const NamedDay> calendar) {
  const Names names = NamesOf(calendar);
  const size_t per_day = series.is_hourly ? kHours : 1;
  SlotPlan plan;
  plan.ordinary_slots = kWeekdays * per_day;
  plan.slot_count = plan.ordinary_slots;
  std::map<std::pair<std::string, bool>, size_t> first_slots;
  for (const SeriesPoint& point : series.points) {
    const auto hour = static_cast<size_t>(point.hour) % per_day;
    size_t first = static_cast<size_t>(WeekdayOf(point.day) - 1) * per_day;
    const auto named = names.find(point.day.days);
    if (named != names.end()) {
      const auto [slot, is_new] = first_slots.try_emplace(named->second, plan.slot_count);
      if (is_new) plan.slot_count += per_day;
      first = slot->second;
    }
    const bool is_looked_at = IsLookedAt(series, point);
    plan.slots.push_back(is_looked_at ? static_cast<int32_t>(first + hour) : -1);
  }
  return plan;
}

}  // namespace kebao::analysis
