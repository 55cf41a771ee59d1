#include "analysis/process/peaks.h"

#include <algorithm>
#include <cmath>

namespace kebao::analysis::process {
namespace {

template <class Visit>
void ForEachHour(const Visit& visit) {
  for (size_t weekday = 0; weekday < 7; ++weekday)
    for (size_t hour = 0; hour < 24; ++hour) visit(weekday, hour);
}

void FindUsual(const WeekLoad& week, const PeakRule& rule, Peaks* peaks) {
  double contacts = 0;
  double hours = 0;
  ForEachHour([&](size_t weekday, size_t hour) {
    const double load = peaks->load[weekday][hour];
    if (load <= 0 || load < rule.least_of_busiest * peaks->highest) return;
    ++peaks->worked_hours;
    contacts += week.contacts[weekday][hour];
    hours += week.days[weekday];
  });
  if (hours > 0) peaks->usual = contacts / hours;
}

bool IsPeak(const WeekLoad& week, const PeakRule& rule, const Peaks& peaks, size_t weekday,
            size_t hour) {
  const double load = peaks.load[weekday][hour];
  if (load <= 0 || load < rule.factor * peaks.usual) return false;
  return *PoissonEstimate(week.contacts[weekday][hour]).low > peaks.usual * week.days[weekday];
}

}  // namespace

Peaks FindPeaks(const WeekLoad& week, const PeakRule& rule) {
  Peaks peaks;
  ForEachHour([&](size_t weekday, size_t hour) {
    const double contacts = week.contacts[weekday][hour];
    peaks.contacts += contacts;
    if (week.days[weekday] > 0) peaks.load[weekday][hour] = contacts / week.days[weekday];
    peaks.highest = std::max(peaks.highest, peaks.load[weekday][hour]);
  });
  FindUsual(week, rule, &peaks);
  ForEachHour([&](size_t weekday, size_t hour) {
    if (!IsPeak(week, rule, peaks, weekday, hour)) return;
    peaks.is_peak[weekday][hour] = true;
    ++peaks.peak_hours;
    peaks.peak_contacts += week.contacts[weekday][hour];
  });
  if (peaks.contacts > 0) peaks.share = ShareEstimate(peaks.peak_contacts, peaks.contacts);
  return peaks;
}

}  // namespace kebao::analysis::process
