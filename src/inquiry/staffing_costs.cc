#include "inquiry/ask_series.h"
#include "inquiry/staffing_parts.h"

namespace kebao::inquiry {
namespace {

constexpr double kSecondsPerHour = 3600;

/// The last whole month within the data that is over with the period.
std::optional<metrics::Period> LastMonth(const metrics::Period& period, CoveredDays covered) {
  const LocalDay end = std::min(period.limit, covered.limit);
  const CivilDay civil = CivilFromDay(end);
  const LocalDay limit = DayFromCivil({civil.year, civil.month, 1});
  const CivilDay last = CivilFromDay({limit.days - 1});
  const LocalDay first = DayFromCivil({last.year, last.month, 1});
  if (first < covered.first) return std::nullopt;
  const std::string day = FormatDay(first);
  return metrics::Period{day.substr(0, day.rfind('-')), first, limit, metrics::Grain::kMonth};
}

/// A recorded amount; nothing recorded is not 0.
std::optional<double> Recorded(const metrics::Value& value) {
  return value.n > 0 ? value.value : std::nullopt;
}

std::optional<double> Divide(const std::optional<double>& part,
                             const std::optional<double>& whole) {
  if (!part || !whole || *whole <= 0) return std::nullopt;
  return *part / *whole;
}

void Compute(StaffingCosts* costs) {
  if (costs->total)
    costs->per_human_contact =
        Divide(*costs->total - costs->bot.value_or(0), costs->human_contacts);
  costs->per_bot_contact = Divide(costs->bot, costs->bot_contacts);
  costs->per_shift_hour = Divide(costs->wages, costs->shift_hours);
}

}  // namespace

Result<std::optional<StaffingCosts>> CostsOf(const metrics::MetricService& service,
                                             const metrics::QueryContext& context,
                                             CoveredDays covered) {
  const std::optional<metrics::Period> month = LastMonth(context.period, covered);
  if (!month) return std::nullopt;
  const std::vector<std::string> ids = {"cost_total",    "bot_cost",          "wage_cost",
                                        "conversations", "bot_conversations", "bot_handoff_rate",
                                        "shift_seconds"};
  KEBAO_TRY(const metrics::ResultTable answer,
            AskSeries(service, context, {ids, {}, metrics::Grain::kNone, false}, month->first,
                      month->limit));
  StaffingCosts costs;
  costs.month = *month;
  if (answer.rows.empty()) return costs;
  const std::vector<metrics::Value>& values = answer.rows.front().values;
  costs.total = Recorded(values[0]);
  costs.bot = Recorded(values[1]);
  costs.wages = Recorded(values[2]);
  if (values[4].value && values[5].value)
    costs.bot_contacts = *values[4].value * (1 - *values[5].value);
  costs.human_contacts = Recorded(values[3]);
  if (costs.human_contacts) *costs.human_contacts -= costs.bot_contacts.value_or(0);
  costs.shift_hours = Recorded(values[6]);
  if (costs.shift_hours) *costs.shift_hours /= kSecondsPerHour;
  Compute(&costs);
  return costs;
}

}  // namespace kebao::inquiry
