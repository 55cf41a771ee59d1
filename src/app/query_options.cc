#include "app/query_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace kebao::app {
namespace {

using metrics::Comparison;

Result<metrics::Period> PeriodOf(const QueryOptions& options) {
  const bool has_days = !options.from.empty() || !options.to.empty();
  if (!options.period.empty() && has_days) return MakeProblem("cli.period_twice", "--period");
  if (!options.period.empty()) return metrics::ParsePeriod(options.period);
  if (!has_days) return MakeProblem("cli.period_missing", "--period");
  return metrics::PeriodFromDays(options.from, options.to);
}

Result<Comparison> ComparisonOf(const std::string& name) {
  if (name == "previous") return Comparison::kPrevious;
  if (name == "year") return Comparison::kYear;
  if (name == "none") return Comparison::kNone;
  return MakeProblem("cli.choice", "--compare",
                     {{"value", name}, {"known", "previous | year | none"}});
}

Result<int> WeekStartOf(const QueryOptions& options, const Settings& settings) {
  if (options.week_start.empty()) return WeekdayNumber(settings.week_start.value).value();
  if (const auto number = WeekdayNumber(options.week_start)) return *number;
  return MakeProblem("cli.choice", "--week-start",
                     {{"value", options.week_start}, {"known", WeekdayNames()}});
}

Result<metrics::Filter> FilterOf(const std::string& text) {
  const size_t equals = text.find('=');
  if (equals == 0 || equals == std::string::npos)
    return MakeProblem("cli.filter", "--filter", {{"filter", text}});
  // "channel=" asks for the conversations without a channel.
  std::vector<std::string> values = SplitAtCommas(std::string_view(text).substr(equals + 1));
  if (values.empty()) values.emplace_back();
  return metrics::Filter{text.substr(0, equals), std::move(values)};
}

std::optional<int> Number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

/// "08:00" or "08:00:30" → seconds.
std::optional<int> SecondsOfClock(std::string_view text) {
  if (text.size() != 5 && text.size() != 8) return std::nullopt;
  const auto hours = Number(text.substr(0, 2));
  const auto minutes = Number(text.substr(3, 2));
  const auto seconds = text.size() == 8 ? Number(text.substr(6, 2)) : std::optional(0);
  if (!hours || !minutes || !seconds || text[2] != ':' || *hours > 23 || *minutes > 59 ||
      *seconds > 59)
    return std::nullopt;
  return *hours * 3600 + *minutes * 60 + *seconds;
}

}  // namespace

std::vector<std::string> SplitAtCommas(std::string_view text) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  for (size_t start = 0; start <= text.size();) {
    const size_t end = std::min(text.find(',', start), text.size());
    parts.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

Result<TimeZone> ZoneNamed(const std::string& name, const char* flag) {
  auto zone = TimeZone::Find(name);
  if (!zone) return MakeProblem("cli.zone", flag, {{"zone", name}});
  return zone;
}

Result<Instant> ParseInstant(const std::string& text, const TimeZone& zone) {
  const auto refuse = [&] { return MakeProblem("cli.instant", "--as-of", {{"value", text}}); };
  const auto day = ParseDay(std::string_view(text).substr(0, 10));
  if (!day) return refuse();
  if (text.size() == 10) return zone.StartOf(*day);
  std::string_view rest = std::string_view(text).substr(10);
  if (rest.front() != 'T' && rest.front() != ' ') return refuse();
  rest.remove_prefix(1);
  const size_t clock_end = std::min(rest.find_first_of("Z+-"), rest.size());
  const auto seconds = SecondsOfClock(rest.substr(0, clock_end));
  if (!seconds) return refuse();
  const LocalTime local{day->days * kMicrosPerDay + *seconds * kMicrosPerSecond};
  const std::string_view offset = rest.substr(clock_end);
  if (offset.empty()) return zone.ToInstant(local);
  if (offset == "Z") return Instant{local.micros};
  const auto offset_seconds = SecondsOfClock(offset.substr(1));
  if (!offset_seconds) return refuse();
  return Instant{local.micros -
                 (offset.front() == '-' ? -1 : 1) * *offset_seconds * kMicrosPerSecond};
}

Result<metrics::QueryContext> MakeContext(const QueryOptions& options, const Settings& settings,
                                          const TimeZone& folder_zone, Instant now) {
  KEBAO_TRY(metrics::Period period, PeriodOf(options));
  KEBAO_TRY(const Comparison comparison, ComparisonOf(options.compare));
  KEBAO_TRY(const int week_start, WeekStartOf(options, settings));
  TimeZone zone = folder_zone;
  if (!options.zone.empty()) {
    KEBAO_TRY(zone, ZoneNamed(options.zone, "--tz"));
  }
  Instant report_time = now;
  if (!options.as_of.empty()) {
    KEBAO_TRY(report_time, ParseInstant(options.as_of, zone));
  }
  metrics::QueryContext context{
      .period = std::move(period), .zone = std::move(zone), .scope = metrics::Scope::All()};
  context.comparison = metrics::ComparisonPeriod(context.period, comparison);
  context.sources = options.sources;
  context.pack = options.pack.empty() ? settings.pack.value : options.pack;
  context.week_start = week_start;
  context.report_time = report_time;
  for (const std::string& filter : options.filters) {
    KEBAO_TRY(context.filters.emplace_back(), FilterOf(filter));
  }
  return context;
}

}  // namespace kebao::app
