#include <fmt/format.h>

#include <charconv>

#include "metrics/query.h"
#include "metrics/time/calendar_units.h"

namespace kebao::metrics {
namespace {

std::optional<int> Digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_all_digits = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (text.empty() || !is_all_digits || error != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

Period MonthsFrom(std::string id, int year, int month, int count, Grain natural) {
  const LocalDay first = DayFromCivil({year, month, 1});
  return {std::move(id), first, AddMonths(first, count), natural};
}

std::optional<Period> WeekPeriod(int year, int week) {
  if (week < 1 || week > WeeksInIsoYear(year)) return std::nullopt;
  const LocalDay first{FirstDayOfIsoYear(year).days + 7 * (week - 1)};
  return Period{fmt::format("{:04}-W{:02}", year, week), first, LocalDay{first.days + 7},
                Grain::kWeek};
}

std::optional<Period> DayPeriod(const std::string& text) {
  const auto day = ParseDay(text);
  if (!day) return std::nullopt;
  return Period{text, *day, LocalDay{day->days + 1}, Grain::kDay};
}

/// `part` is what follows "2016-": "03", "W12", "Q1", "H2".
std::optional<Period> PartOfYear(const std::string& text, int year, std::string_view part) {
  const auto number = Digits(part.substr(part[0] >= 'A' ? 1 : 0));
  if (!number) return std::nullopt;
  const bool is_single = part.size() == 2;
  switch (part[0]) {
    case 'W':
      return part.size() == 3 ? WeekPeriod(year, *number) : std::nullopt;
    case 'Q':
      if (!is_single || *number < 1 || *number > 4) return std::nullopt;
      return MonthsFrom(text, year, 3 * *number - 2, 3, Grain::kQuarter);
    case 'H':
      if (!is_single || *number < 1 || *number > 2) return std::nullopt;
      return MonthsFrom(text, year, 6 * *number - 5, 6, Grain::kNone);
    default:
      if (!is_single || *number < 1 || *number > 12) return std::nullopt;
      return MonthsFrom(text, year, *number, 1, Grain::kMonth);
  }
}

std::optional<Period> Parse(const std::string& text) {
  const auto year = Digits(std::string_view(text).substr(0, 4));
  if (!year || text.size() < 4 || *year < 1) return std::nullopt;
  if (text.size() == 4) return MonthsFrom(text, *year, 1, 12, Grain::kYear);
  if (text.size() == 10) return DayPeriod(text);
  if (text.size() < 7 || text[4] != '-') return std::nullopt;
  return PartOfYear(text, *year, std::string_view(text).substr(5));
}

std::string RangeId(LocalDay first, LocalDay limit) {
  return fmt::format("{}..{}", FormatDay(first), FormatDay(LocalDay{limit.days - 1}));
}

/// Months that the period spans when it was written in months (month, quarter, half-year, year); 0
/// else.
int MonthsOf(const Period& period) {
  switch (period.natural) {
    case Grain::kMonth:
      return 1;
    case Grain::kQuarter:
      return 3;
    case Grain::kYear:
      return 12;
    default:
      return period.id.size() == 7 && period.id[5] == 'H' ? 6 : 0;
  }
}

Period MonthsBefore(const Period& period, int months) {
  const int length = MonthsOf(period);
  const LocalDay first = AddMonths(period.first, -months);
  const CivilDay civil = CivilFromDay(first);
  std::string id;
  switch (length) {
    case 1:
      id = fmt::format("{:04}-{:02}", civil.year, civil.month);
      break;
    case 3:
      id = fmt::format("{:04}-Q{}", civil.year, (civil.month + 2) / 3);
      break;
    case 6:
      id = fmt::format("{:04}-H{}", civil.year, (civil.month + 5) / 6);
      break;
    default:
      id = fmt::format("{:04}", civil.year);
  }
  return {id, first, AddMonths(first, length), period.natural};
}

Period DaysBefore(const Period& period, LocalDay first) {
  const LocalDay limit{first.days + period.limit.days - period.first.days};
  if (period.natural == Grain::kDay) return {FormatDay(first), first, limit, Grain::kDay};
  return {RangeId(first, limit), first, limit, Grain::kNone};
}

Period WeekAt(LocalDay day) {
  const IsoWeek week = IsoWeekOf(day);
  return WeekPeriod(week.year, week.week).value();
}

Period WeekBefore(const Period& period) { return WeekAt(LocalDay{period.first.days - 7}); }

/// The same ISO week of the year before; week 53 becomes 52 where that year has no 53.
Period WeekOfYearBefore(const Period& period) {
  const IsoWeek week = IsoWeekOf(period.first);
  return WeekPeriod(week.year - 1, std::min(week.week, WeeksInIsoYear(week.year - 1))).value();
}

}  // namespace

Result<Period> ParsePeriod(const std::string& text) {
  if (auto period = Parse(text)) return *std::move(period);
  return MakeProblem("period.invalid", "--period", {{"period", text}});
}

Result<Period> PeriodFromDays(const std::string& from, const std::string& to) {
  const auto first = ParseDay(from);
  if (!first) return MakeProblem("period.invalid_day", "--from", {{"day", from}});
  const auto last = ParseDay(to);
  if (!last) return MakeProblem("period.invalid_day", "--to", {{"day", to}});
  if (*last < *first)
    return MakeProblem("period.ends_before_it_begins", "--to", {{"from", from}, {"to", to}});
  const LocalDay limit{last->days + 1};
  return Period{RangeId(*first, limit), *first, limit, Grain::kNone};
}

std::optional<Period> ComparisonPeriod(const Period& period, Comparison comparison) {
  if (comparison == Comparison::kNone) return std::nullopt;
  const bool is_previous = comparison == Comparison::kPrevious;
  if (const int months = MonthsOf(period); months > 0)
    return MonthsBefore(period, is_previous ? months : 12);
  if (period.natural == Grain::kWeek)
    return is_previous ? WeekBefore(period) : WeekOfYearBefore(period);
  const int length = period.limit.days - period.first.days;
  return DaysBefore(
      period, is_previous ? LocalDay{period.first.days - length} : AddMonths(period.first, -12));
}

Period NextPeriod(const Period& period) {
  if (const int months = MonthsOf(period); months > 0) return MonthsBefore(period, -months);
  if (period.natural == Grain::kWeek) return WeekAt(period.limit);
  return DaysBefore(period, period.limit);
}

}  // namespace kebao::metrics
