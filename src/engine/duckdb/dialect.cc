#include "engine/duckdb/dialect.h"

#include <fmt/format.h>

#include <cmath>

#include "base/problem.h"
#include "engine/duckdb/connection.h"

namespace kebao::engine::duckdb {
namespace {

class DuckDbDialect final : public Dialect {
 public:
  std::string Identifier(std::string_view name) const override {
    std::string quoted = "\"";
    for (const char c : name) {
      if (c == '"') quoted += '"';
      quoted += c;
    }
    return quoted + "\"";
  }
  std::string TextLiteral(std::string_view text) const override { return Quoted(text); }
  std::string RealLiteral(double value) const override {
    KEBAO_ASSERT(std::isfinite(value));
    return fmt::format("CAST({} AS DOUBLE)", value);
  }
  std::string InstantLiteral(Instant instant) const override {
    return fmt::format("make_timestamp({})", instant.micros);
  }
  std::string DayLiteral(LocalDay day) const override {
    return fmt::format("DATE '{}'", FormatDay(day));
  }
  std::string Divide(std::string_view a, std::string_view b) const override {
    return fmt::format("(CAST({} AS DOUBLE) / nullif(CAST({} AS DOUBLE), 0))", a, b);
  }
  std::string CountIf(std::string_view condition) const override {
    return fmt::format("count(*) FILTER (WHERE {})", condition);
  }
  std::string AggregateIf(std::string_view function, std::string_view value,
                          std::string_view condition) const override {
    // Sums in double: DuckDB adds BIGINT in 128 bits, many times slower, and 2^53 is beyond any sum
    // of seconds.
    const std::string operand = function == "sum" ? CastToReal(value) : std::string(value);
    return fmt::format("{}({}) FILTER (WHERE {})", function, operand, condition);
  }
  std::string CountDistinctIf(std::string_view value, std::string_view condition) const override {
    return fmt::format("count(DISTINCT {}) FILTER (WHERE {})", value, condition);
  }
  std::string QuantileIf(std::string_view value, double q,
                         std::string_view condition) const override {
    return fmt::format("quantile_cont(CAST({} AS DOUBLE), {}) FILTER (WHERE {})", value, q,
                       condition);
  }
  std::string VarianceIf(std::string_view value, std::string_view condition) const override {
    return fmt::format("var_samp(CAST({} AS DOUBLE)) FILTER (WHERE {})", value, condition);
  }
  std::string MicrosOf(std::string_view instant) const override {
    return fmt::format("epoch_us({})", instant);
  }
  std::string FloorDivide(std::string_view a, int64_t b) const override {
    // DuckDB's // truncates towards zero.
    return fmt::format("(({0}) // {1} - CASE WHEN ({0}) % {1} < 0 THEN 1 ELSE 0 END)", a, b);
  }
  std::string CastToInt32(std::string_view expression) const override {
    return fmt::format("CAST({} AS INTEGER)", expression);
  }
  std::string CastToReal(std::string_view expression) const override {
    return fmt::format("CAST({} AS DOUBLE)", expression);
  }
};

}  // namespace

const Dialect& DuckDialect() {
  static const DuckDbDialect dialect;
  return dialect;
}

}  // namespace kebao::engine::duckdb
