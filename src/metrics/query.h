#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/problem.h"
#include "base/time_zone.h"

namespace kebao::metrics {

enum class Grain : uint8_t { kNone, kHour, kDay, kWeek, kMonth, kQuarter, kYear };
enum class Masking : uint8_t { kNone, kMasked, kPseudonymous };

/// Which rows the reader may see and how personal data are shown. There is no default: every query
/// names its scope.
class Scope {
 public:
  static Scope All() { return Scope{}; }
  /// Rows with a part by one of the agents / a member of one of the teams.
  static Scope Agents(std::vector<int32_t> agent_keys, Masking masking);
  static Scope Teams(std::vector<int32_t> team_keys, Masking masking);
  const std::vector<int32_t>& agents() const { return agents_; }
  const std::vector<int32_t>& teams() const { return teams_; }
  /// A scope of no agents and no teams sees nothing; only Scope::All() sees all.
  bool is_all() const { return is_all_; }
  Masking masking() const { return masking_; }

 private:
  Scope() = default;
  bool is_all_ = true;
  std::vector<int32_t> agents_;
  std::vector<int32_t> teams_;
  Masking masking_ = Masking::kNone;
};

/// A reporting period in local days, half-open, with the id that it was written as.
struct Period {
  std::string
      id;  // "2016-03", "2016-W12", "2016-03-14", "2016-Q1", "2016", "2016-03-01..2016-03-15"
  LocalDay first;
  LocalDay limit;                // excluded
  Grain natural = Grain::kNone;  // kMonth for 2016-03 …; kNone for --from/--to
};

/// "2016-03" | "2016-W12" | "2016-03-14" | "2016-Q1" | "2016-H1" | "2016". Problem
/// "period.invalid".
Result<Period> ParsePeriod(const std::string& text);
/// Inclusive local dates, as on the command line.
Result<Period> PeriodFromDays(const std::string& from, const std::string& to);

enum class Comparison : uint8_t { kNone, kPrevious, kYear };
/// Previous: the month before a month, the week before a week …, else the equal number of days just
/// before. Year: the same month/week/days one year earlier.
std::optional<Period> ComparisonPeriod(const Period& period, Comparison comparison);
/// The month after a month, the week after a week …, else the equal number of days right after.
Period NextPeriod(const Period& period);

/// dimension = one of values (texts as shown: "chat", agent names or ids, team names, source
/// names).
struct Filter {
  std::string dimension;
  std::vector<std::string> values;
};

/// One question: metrics × dimensions × grain. The planner shares scans between questions.
struct Query {
  std::vector<std::string> metrics;  // metric ids
  std::vector<std::string>
      dimensions;  // "agent", "team", "channel", "issue_type", …, "weekday", "hour_of_day"
  Grain grain = Grain::kNone;
  bool with_total = false;  // adds a row with no dimension values, evaluated anew
};

/// What all questions of one run share.
struct QueryContext {
  Period period;
  std::optional<Period> comparison;
  std::vector<Filter> filters;
  std::vector<std::string> sources;  // names; empty = all
  /// A metric id: only conversations of which the source states this figure itself
  /// (reconciliation compares over the same rows). Empty: all.
  std::string stated_figure;
  std::string pack = "kebao";
  TimeZone zone;
  int week_start = 1;   // 1 = Monday … 7 = Sunday
  Instant report_time;  // as-of; "now" is the caller's input
  Scope scope;
  int64_t data_version = 0;  // of the warehouse; what is remembered between answers hangs on it
};

struct Value {
  std::optional<double> value;  // nullopt = no value (nothing to measure, or not recorded)
  int64_t n = 0;                // rows or weight behind it (denominator of a share)
  std::optional<double> low;    // 95 % interval where the kind has one
  std::optional<double> high;
  bool is_complete = true;  // false: period or maturity not over at report_time
  bool is_recorded = true;  // false: the sources in scope do not record what it needs ("未记录")
  bool is_partial = false;  // true: some sources in scope do not; the figure is over the others
};

struct Row {
  std::optional<LocalDay> bucket_day;  // start of the bucket (local); hours: see bucket_at
  std::optional<Instant> bucket_at;
  std::vector<std::string>
      keys;  // dimension texts, in the order of Query::dimensions; "" = not stated
  std::vector<int64_t> key_codes;  // codes / agent keys; -1 = not stated
  bool is_total = false;
  std::vector<Value> values;    // one per metric
  std::vector<Value> compared;  // same metrics in the comparison period; empty without one
};

/// Rows sorted by bucket, then by dimension texts (Chinese by pinyin). Gaps between first and last
/// bucket are filled.
struct ResultTable {
  Query query;
  std::vector<Row> rows;
};

/// What --explain prints, and what a figure's link shows.
struct Explanation {
  std::vector<std::string> statements;  // SQL sent to the engine
  std::string path;                     // "fold", "sql", "rollup:conversation_day_agent+fold" …
  std::vector<Problem> not_rolled_up;   // "rollup.*", per metric that was read from the facts
  int64_t rows_scanned = 0;
};

}  // namespace kebao::metrics
