#include "metrics/plan/statements.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace kebao::metrics {
namespace {

std::string Condition(const ScanPlan& scan, InstantRange rows, const Period& period,
                      const engine::Dialect& dialect) {
  const std::string clock = dialect.Identifier(scan.clock);
  if (scan.is_day_clock) {
    return fmt::format("{0} >= {1} AND {0} < {2}", clock, dialect.DayLiteral(period.first),
                       dialect.DayLiteral(period.limit));
  }
  return fmt::format("{0} >= {1} AND {0} < {2}", clock, dialect.InstantLiteral(rows.start),
                     dialect.InstantLiteral(rows.end));
}

std::string Select(const ScanPlan& scan, std::vector<std::string> columns,
                   const std::string& condition, const engine::Dialect& dialect,
                   std::string_view table = {}) {
  for (const ScanDimension& dimension : scan.dimensions) {
    if (!dimension.sql.empty()) columns.push_back(dimension.sql);
  }
  const auto& projection = scan.program.projection();
  columns.insert(columns.end(), projection.begin(), projection.end());
  std::string sql =
      fmt::format("SELECT {} FROM {} WHERE {}", fmt::join(columns, ", "),
                  dialect.Identifier(table.empty() ? scan.fact->name : table), condition);
  if (scan.where != "TRUE") sql += fmt::format(" AND {}", scan.where);
  return sql;
}

/// Both periods as one span of rows and days, if nothing lies between them.
std::optional<ScanPeriod> Joined(std::span<const ScanPeriod> periods) {
  ScanPeriod joined = periods.front();
  if (periods.size() == 1) return joined;
  const ScanPeriod& first = periods[0].rows.start < periods[1].rows.start ? periods[0] : periods[1];
  const ScanPeriod& second =
      periods[0].rows.start < periods[1].rows.start ? periods[1] : periods[0];
  if (first.clock.range().end < second.clock.range().start) return std::nullopt;
  joined.rows = {first.rows.start, std::max(first.rows.end, second.rows.end)};
  return joined;
}

}  // namespace

std::string PeriodCondition(const ScanPlan& scan, const ScanPeriod& period,
                            const engine::Dialect& dialect) {
  return Condition(scan, period.rows, period.clock.period(), dialect);
}

std::vector<std::string> FoldStatements(const ScanPlan& scan, std::span<const ScanPeriod> periods,
                                        const engine::Dialect& dialect) {
  const std::vector<std::string> clock = {dialect.Identifier(scan.clock)};
  std::vector<std::string> statements;
  if (const auto joined = Joined(periods)) {
    Period days = periods.front().clock.period();
    for (const ScanPeriod& period : periods) {
      days.first = std::min(days.first, period.clock.period().first);
      days.limit = std::max(days.limit, period.clock.period().limit);
    }
    statements.push_back(
        Select(scan, clock, Condition(scan, joined->rows, days, dialect), dialect));
    return statements;
  }
  for (const ScanPeriod& period : periods) {
    statements.push_back(Select(scan, clock, PeriodCondition(scan, period, dialect), dialect));
  }
  return statements;
}

std::string StockStatement(const ScanPlan& scan, std::span<const ScanPeriod> periods,
                           const engine::Dialect& dialect) {
  Instant first = periods.front().clock.range().start;
  Instant last = periods.front().rows.end;
  for (const ScanPeriod& period : periods) {
    first = std::min(first, period.clock.range().start);
    last = std::max(last, period.rows.end);
  }
  const auto in_stock = [&](const std::string& entered, const std::string& left) {
    return fmt::format("{0} < {2} AND ({1} IS NULL OR {1} >= {3})", entered, left,
                       dialect.InstantLiteral(last), dialect.InstantLiteral(first));
  };
  const std::string once =
      Select(scan, {scan.entered, scan.left}, in_stock(scan.entered, scan.left), dialect);
  const ScanPlan::Again& again = scan.again;
  if (again.table.empty()) return once;
  const std::string condition =
      fmt::format("{} AND {}", in_stock(again.entered, again.left), again.condition);
  return fmt::format("{} UNION ALL {}", once,
                     Select(scan, {again.entered, again.left}, condition, dialect, again.table));
}

}  // namespace kebao::metrics
