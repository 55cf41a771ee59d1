#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "domain/fact_schema.h"
#include "engine/chunk.h"

namespace kebao::engine {

/// How one engine writes SQL. The only place that knows; `metrics` composes statements from these
/// pieces. Every function takes and gives SQL text; arguments are already valid expressions.
class Dialect {
 public:
  virtual ~Dialect() = default;
  virtual std::string Identifier(std::string_view name) const = 0;
  virtual std::string TextLiteral(std::string_view text) const = 0;
  virtual std::string RealLiteral(double value) const = 0;  // also NaN-free, round-trip exact
  virtual std::string InstantLiteral(Instant instant) const = 0;
  virtual std::string DayLiteral(LocalDay day) const = 0;
  /// Division of reals; null where the divisor is 0.
  virtual std::string Divide(std::string_view a, std::string_view b) const = 0;
  virtual std::string CountIf(std::string_view condition) const = 0;
  /// Aggregate over the rows where `condition` holds: "sum", "avg", "min", "max", "count".
  virtual std::string AggregateIf(std::string_view function, std::string_view value,
                                  std::string_view condition) const = 0;
  virtual std::string CountDistinctIf(std::string_view value, std::string_view condition) const = 0;
  /// Hyndman–Fan type 7 (Excel PERCENTILE.INC), exact.
  virtual std::string QuantileIf(std::string_view value, double q,
                                 std::string_view condition) const = 0;
  /// Sample variance (n − 1).
  virtual std::string VarianceIf(std::string_view value, std::string_view condition) const = 0;
  /// Microseconds since 1970 (64 bit) of an instant expression.
  virtual std::string MicrosOf(std::string_view instant) const = 0;
  /// Floor division of 64-bit integers.
  virtual std::string FloorDivide(std::string_view a, int64_t b) const = 0;
  virtual std::string CastToInt32(std::string_view expression) const = 0;
  virtual std::string CastToReal(std::string_view expression) const = 0;
};

/// Reading side of a warehouse: DuckDB here, a ClickHouse cluster there. Thread-safe: each Query
/// runs on its own connection with a consistent snapshot. Instants come and go as UTC microseconds;
/// no engine converts zones.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual const Dialect& dialect() const = 0;
  /// Streams a SELECT. Throws WorldFailure("engine.query") with the engine's message; a statement
  /// that metrics built and the engine refuses is our bug, and the message holds the SQL.
  virtual std::unique_ptr<ChunkStream> Query(const std::string& sql) const = 0;
};

/// Codes of one dimension ↔ texts. Codes are dense from 0; a code never changes its text.
struct DimensionValues {
  std::vector<std::string> texts;  // by code
};

/// A roll-up as it is kept: a table of additive states, one row per slot of time and keys. What its
/// columns mean is the affair of metrics/rollup, which writes and reads `definition`.
struct StoredRollup {
  std::string name;  // of the table
  domain::Fact fact = domain::Fact::kConversation;
  std::string clock;       // column of the fact that puts a row into a slot
  std::string definition;  // another text means other contents
  bool is_kept = true;     // false: not worth its place with these data; there is no table
  int64_t cells = 0;
  std::optional<Instant> last_row_at;    // latest clock of any row
  std::optional<Instant> last_known_at;  // latest of the instants that are compared with the report
                                         // time
};

/// The names that keys stand for and the roll-ups that are kept, as of one data version. Plain
/// data; copied out of the warehouse.
struct Directory {
  std::map<std::string, DimensionValues, std::less<>>
      dimensions;  // by dimension name: "channel", "issue_type", …
  struct Agent {
    std::string name;  // display name, else the source's id
    std::string source;
    std::string id;
    bool is_bot = false;
  };
  std::vector<Agent> agents;  // by agent key
  struct Named {
    std::string name;
    std::string source;
    std::string id;
  };
  std::vector<Named> teams;          // by team key
  std::vector<std::string> sources;  // by source key
  std::vector<StoredRollup> rollups;
};

}  // namespace kebao::engine
