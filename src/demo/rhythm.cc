#include "demo/rhythm.h"

#include <algorithm>

namespace kebao::demo {
namespace {

bool Covers(const CalendarSpan& span, LocalDay day) {
  return span.first <= day && day <= span.last;
}

double SpanFactor(const std::vector<CalendarSpan>& spans, LocalDay day) {
  double factor = 1;
  for (const CalendarSpan& span : spans) {
    if (Covers(span, day)) factor *= span.volume_factor;
  }
  return factor;
}

double DayFactor(const Rhythm& rhythm, LocalDay day) {
  const auto month = static_cast<size_t>(CivilFromDay(day).month - 1);
  const auto weekday = static_cast<size_t>(WeekdayOf(day) - 1);
  return rhythm.months[month] * rhythm.weekdays[weekday] * SpanFactor(rhythm.holidays, day) *
         SpanFactor(rhythm.promotions, day);
}

}  // namespace

bool IsRestDay(const Rhythm& rhythm, LocalDay day) {
  return std::any_of(rhythm.holidays.begin(), rhythm.holidays.end(),
                     [&](const CalendarSpan& span) { return Covers(span, day); });
}

bool IsDayOff(const Rhythm& rhythm, LocalDay day) {
  if (IsRestDay(rhythm, day)) return true;
  const bool is_made_up =
      std::find(rhythm.workdays.begin(), rhythm.workdays.end(), day) != rhythm.workdays.end();
  return WeekdayOf(day) > 5 && !is_made_up;
}

double VolumeFactorAt(const std::vector<StoryEffect>& effects, EpochSeconds at) {
  double everywhere = 1;
  double surplus = 0;
  for (const StoryEffect& effect : effects) {
    if (!effect.HoldsAt(at) || !effect.IsAboutConversations()) continue;
    if (effect.IsEverywhere())
      everywhere *= effect.spec.volume_factor;
    else
      surplus += (effect.spec.volume_factor - 1) * effect.base_share;
  }
  return everywhere * (1 + surplus);
}

VolumePlan::VolumePlan(const DemoCatalog& catalog, const TimeLine& line,
                       const std::vector<StoryEffect>& effects)
    : cumulative_{0} {
  for (int day = 0; day < line.days(); ++day) {
    const double factor = DayFactor(catalog.rhythm, line.LocalDayOf(day));
    std::array<double, 24> hours;
    double sum = 0;
    for (size_t hour = 0; hour < 24; ++hour) {
      const EpochSeconds at = line.StartOf(day) + static_cast<EpochSeconds>(hour) * 3600;
      hours[hour] = factor * catalog.rhythm.hours[hour] * VolumeFactorAt(effects, at);
      sum += hours[hour];
    }
    hours_.push_back(hours);
    cumulative_.push_back(cumulative_.back() + sum);
  }
}

int64_t VolumePlan::QuotaOf(int day, int64_t total) const {
  const auto until = [&](size_t count) {
    return static_cast<int64_t>(static_cast<double>(total) *
                                (cumulative_[count] / cumulative_.back()));
  };
  return until(static_cast<size_t>(day) + 1) - until(static_cast<size_t>(day));
}

}  // namespace kebao::demo
