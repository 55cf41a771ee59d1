#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "inquiry/people_overview.h"
#include "inquiry/risk_parts.h"
#include "inquiry/staffing_balance.h"

namespace kebao::inquiry {
namespace {

using analysis::risk::StaffedHour;

constexpr size_t kHours = 24;

/// By weekday and hour, as WeekOfHours.
std::vector<StaffedHour> WeekOf(const StaffingAnswer& staffing, const WeekOfHours& there) {
  std::vector<StaffedHour> week(staffing.weekdays.size() * kHours);
  for (const ChannelStaffing& channel : staffing.channels)
    for (size_t i = 0; i < channel.half_hours.size(); ++i) {
      const HalfHourStaffing& half = channel.half_hours[i];
      const LocalDay day{staffing.first.days + static_cast<int32_t>(i / kHalfHoursOfDay)};
      const auto weekday = static_cast<size_t>(WeekdayOf(day) - 1);
      StaffedHour& hour = week[weekday * kHours + i % kHalfHoursOfDay / 2];
      const double days = staffing.weekdays[weekday];
      hour.needed += half.agents / 2 / days;
      hour.low += half.agents_low.value_or(half.agents) / 2 / days;
      hour.high += half.agents_high.value_or(half.agents) / 2 / days;
      hour.contacts += half.contacts;
    }
  for (size_t weekday = 0; weekday < there.size(); ++weekday)
    for (size_t hour = 0; hour < kHours; ++hour)
      week[weekday * kHours + hour].there = there[weekday][hour];
  return week;
}

Result<void> AskForShortage(const RiskFrame& frame, RiskAnswer* answer) {
  metrics::QueryContext ahead = frame.context;
  ahead.period = frame.next;
  ahead.comparison.reset();
  KEBAO_TRY(StaffingAnswer staffing, AskForStaffing(frame.service, ahead, frame.request.staffing,
                                                    frame.request.named_days, frame.known));
  const auto there = ThereOf(staffing, frame.request.staffing);
  answer->is_presence_known = there.has_value();
  if (!there) return {};
  const auto shortage =
      analysis::risk::ShortageOf(WeekOf(staffing, *there), frame.request.plan.may_lack);
  if (!shortage) return {};
  ShortageRisk risk{std::move(staffing), *shortage, {}, {}};
  const double had = shortage->needed - shortage->lacking;
  const double size = had > 0 ? std::min(1.0, std::log(shortage->needed / had)) : 1;
  risk.score = {shortage->probability, size, shortage->contacts};
  KEBAO_TRY(const metrics::MetricSpec* contacts,
            frame.service.catalog().Find("conversations", frame.context.pack));
  risk.finding = RiskFinding(*contacts, {}, analysis::Outcome::kUp, risk.score);
  answer->shortage = std::move(risk);
  return {};
}

/// That the own load stays more than the tolerance above what is expected; both sides may go wrong
/// as much as it has.
double ChanceOfStaying(const analysis::people::PersonLoad& load) {
  constexpr double kDeviations95 = 1.959963984540054;
  const double ratio = load.load / load.expected;
  const double above = ratio - (1 + analysis::people::LoadLimits{}.tolerance);
  const double error = (load.high - ratio) / kDeviations95;
  if (!(error > 0)) return above > 0 ? 1 : 0;
  return boost::math::cdf(boost::math::normal(), above / (error * std::sqrt(2)));
}

PersonLoadRisk RiskOf(const metrics::MetricSpec& metric, const std::string& by,
                      const analysis::people::PersonLoad& load) {
  PersonLoadRisk risk{load, load.load / load.expected, load.low, load.high, {}, {}};
  risk.score = {ChanceOfStaying(load), std::min(1.0, std::log(risk.ratio)),
                load.load - load.expected};
  const analysis::Subject subject{by, load.key};
  risk.finding = RiskFinding(metric, subject, analysis::Outcome::kUp, risk.score);
  metrics::Value value;
  value.value = load.load;
  value.n = static_cast<int64_t>(std::llround(load.load));
  value.low = risk.low * load.expected;
  value.high = risk.high * load.expected;
  risk.finding.evidence.push_back({"now", &metric, subject, false, value});
  risk.finding.strength = {risk.low, risk.high, 0, true, load.p, load.q};
  return risk;
}

}  // namespace

Result<void> AskForOverload(const RiskFrame& frame, RiskAnswer* answer) {
  KEBAO_TRY_VOID(AskForShortage(frame, answer));
  if (!frame.request.people) return {};
  KEBAO_TRY(answer->load, AskForLoad(frame.asked, frame.context, *frame.request.people));
  if (!answer->load) return {};
  for (const analysis::people::PersonLoad& load : answer->load->found.people)
    if (load.standing == analysis::people::LoadStanding::kOver && load.expected > 0)
      answer->people.push_back(RiskOf(*answer->load->metric, frame.request.people->by, load));
  std::ranges::stable_sort(answer->people, std::ranges::greater{},
                           [](const PersonLoadRisk& risk) { return risk.score.value(); });
  return {};
}

}  // namespace kebao::inquiry
