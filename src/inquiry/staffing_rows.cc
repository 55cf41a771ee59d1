#include <algorithm>

#include "inquiry/staffing_parts.h"

namespace kebao::inquiry {
namespace {

constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;
constexpr int kDaysOfWeek = 7;
constexpr size_t kHoursOfDay = 24;
/// Contacts of the general shape that stand for what is not known of a weekday's own.
constexpr double kKnownBefore = 50;

metrics::QueryContext Over(metrics::QueryContext context, LocalDay first, LocalDay limit) {
  context.period = {"", first, limit, metrics::Grain::kNone};
  context.comparison.reset();
  return context;
}

size_t ColumnOf(const metrics::RowsBehind& behind, std::string_view name) {
  const auto found = std::ranges::find(behind.columns, name, &metrics::RowColumn::name);
  KEBAO_ASSERT(found != behind.columns.end());
  return static_cast<size_t>(found - behind.columns.begin());
}

double& Cell(WeekOfHours& week, int64_t local_micros) {
  const int64_t hours = local_micros / kMicrosPerHour;
  const LocalDay day{static_cast<int32_t>(hours / static_cast<int64_t>(kHoursOfDay))};
  return week[static_cast<size_t>(WeekdayOf(day) - 1)][static_cast<size_t>(hours) % kHoursOfDay];
}

/// Adds the hours of [start, end) to their cells. Days are those of the 21st century: after 1970.
void Spread(int64_t start, int64_t end, WeekOfHours* week) {
  while (start < end) {
    const int64_t next = std::min(end, (start / kMicrosPerHour + 1) * kMicrosPerHour);
    Cell(*week, start) += static_cast<double>(next - start) / kMicrosPerHour;
    start = next;
  }
}

int64_t StartOf(LocalDay day) { return int64_t{day.days} * kMicrosPerDay; }

/// (own counts + kKnownBefore of the general shape) ÷ their sum.
DayShape Drawn(const DayShape& counts, const DayShape& general) {
  double sum = kKnownBefore;
  for (const double count : counts) sum += count;
  DayShape shape{};
  for (size_t i = 0; i < shape.size(); ++i)
    shape[i] = (counts[i] + kKnownBefore * general[i]) / sum;
  return shape;
}

WeekShape Smoothed(const WeekShape& counts) {
  DayShape all{};
  for (const DayShape& day : counts)
    for (size_t i = 0; i < all.size(); ++i) all[i] += day[i];
  DayShape even{};
  even.fill(1.0 / kHalfHoursOfDay);
  double contacts = 0;
  for (const double count : all) contacts += count;
  DayShape general = even;
  if (contacts > 0)
    for (size_t i = 0; i < all.size(); ++i) general[i] = all[i] / contacts;
  WeekShape week{};
  for (size_t weekday = 0; weekday < week.size(); ++weekday)
    week[weekday] = Drawn(counts[weekday], general);
  return week;
}

void DivideByDays(CoveredDays days, WeekOfHours* week) {
  std::array<double, kDaysOfWeek> count{};
  for (LocalDay day = days.first; day < days.limit; ++day.days)
    ++count[static_cast<size_t>(WeekdayOf(day) - 1)];
  for (size_t weekday = 0; weekday < week->size(); ++weekday)
    for (double& hours : (*week)[weekday]) hours = count[weekday] > 0 ? hours / count[weekday] : 0;
}

}  // namespace

Result<WeekShape> ShapeOf(const metrics::MetricService& service,
                          const metrics::QueryContext& context, CoveredDays days) {
  KEBAO_TRY(const metrics::RowsBehind behind,
            service.RowsOf(Over(context, days.first, days.limit), "conversations"));
  const size_t clock = ColumnOf(behind, "opened_at");
  WeekShape counts{};
  engine::ChunkView chunk;
  while (behind.rows->Next(&chunk))
    for (size_t row = 0; row < chunk.rows; ++row) {
      if (chunk.columns[clock].IsNull(row)) continue;
      const Instant at{chunk.columns[clock].Int64(row)};
      const int64_t half_hours = context.zone.ToLocal(at).micros / (kMicrosPerHour / 2);
      const LocalDay day{static_cast<int32_t>(half_hours / kHalfHoursOfDay)};
      counts[static_cast<size_t>(WeekdayOf(day) - 1)]
            [static_cast<size_t>(half_hours % kHalfHoursOfDay)] += 1;
    }
  return Smoothed(counts);
}

Result<std::optional<Presence>> PresenceOf(const metrics::MetricService& service,
                                           const metrics::QueryContext& context,
                                           const std::string& metric, CoveredDays days) {
  if (!(days.first < days.limit)) return std::nullopt;
  // A night shift that began the day before reaches into the first day.
  const LocalDay before{days.first.days - 1};
  KEBAO_TRY(const metrics::RowsBehind behind,
            service.RowsOf(Over(context, before, days.limit), metric));
  const size_t start = ColumnOf(behind, "started_at");
  const size_t end = ColumnOf(behind, "ended_at");
  Presence presence{days.first, days.limit, false, 0, {}};
  engine::ChunkView chunk;
  while (behind.rows->Next(&chunk))
    for (size_t row = 0; row < chunk.rows; ++row) {
      if (chunk.columns[start].IsNull(row) || chunk.columns[end].IsNull(row)) continue;
      const Instant from{chunk.columns[start].Int64(row)};
      const Instant until{chunk.columns[end].Int64(row)};
      const int64_t local_from = std::max(context.zone.ToLocal(from).micros, StartOf(days.first));
      const int64_t local_until = std::min(context.zone.ToLocal(until).micros, StartOf(days.limit));
      if (local_from >= local_until) continue;
      Spread(local_from, local_until, &presence.agents);
      ++presence.n;
    }
  if (presence.n == 0) return std::nullopt;
  DivideByDays(days, &presence.agents);
  return presence;
}

}  // namespace kebao::inquiry
