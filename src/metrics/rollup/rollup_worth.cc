#include "metrics/rollup/rollup_worth.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

namespace kebao::metrics {
namespace {

constexpr int64_t kSlots = 16;
constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;

/// The day or hour that an instant lies in.
InstantRange SlotAt(Instant at, Grain grain, const TimeZone& zone) {
  if (grain == Grain::kDay) {
    const LocalDay day = zone.DayOf(at);
    return {zone.StartOf(day), zone.StartOf(LocalDay{day.days + 1})};
  }
  const Instant start{at.micros - ((at.micros % kMicrosPerHour) + kMicrosPerHour) % kMicrosPerHour};
  return {start, Instant{start.micros + kMicrosPerHour}};
}

/// In order and disjoint; the first and the last are those of the first and the last row.
std::vector<InstantRange> SampledSlots(InstantRange clocks, Grain grain, const TimeZone& zone) {
  std::vector<InstantRange> slots;
  const int64_t span = clocks.end.micros - clocks.start.micros;
  for (int64_t index = 0; index < kSlots; ++index) {
    const Instant at{clocks.start.micros + span / (kSlots - 1) * index};
    const InstantRange slot = SlotAt(at, grain, zone);
    if (slots.empty() || slots.back().end <= slot.start) slots.push_back(slot);
  }
  return slots;
}

}  // namespace

double RowsPerCell(engine::WriteTransaction* transaction, const MetricCatalog& catalog,
                   const RollupSpec& spec, InstantRange clocks, const TimeZone& zone) {
  const engine::Dialect& dialect = transaction->dialect();
  const std::string clock = dialect.Identifier(spec.clock);
  std::vector<std::string> keys;
  for (const domain::FactColumn* key : spec.keys) keys.push_back(dialect.Identifier(key->name));
  std::vector<std::string> is_sampled;
  std::string slot_number = "CASE";
  for (const InstantRange& slot : SampledSlots(clocks, spec.grain, zone)) {
    const std::string end = dialect.InstantLiteral(slot.end);
    slot_number += fmt::format(" WHEN {} < {} THEN {}", clock, end, is_sampled.size());
    is_sampled.push_back(
        fmt::format("{0} >= {1} AND {0} < {2}", clock, dialect.InstantLiteral(slot.start), end));
  }
  const auto stream = transaction->Query(
      fmt::format("SELECT count(*), {} FROM (SELECT count(*) AS row_count FROM {} WHERE {} GROUP "
                  "BY {} END, {}) AS cell",
                  dialect.CastToReal("sum(row_count)"),
                  dialect.Identifier(catalog.facts().SchemaOf(spec.fact).name),
                  fmt::join(is_sampled, " OR "), slot_number, fmt::join(keys, ", ")));
  double rows_per_cell = 0;
  for (engine::ChunkView chunk; stream->Next(&chunk);) {
    const int64_t cells = chunk.columns[0].Int64(0);
    if (cells > 0) rows_per_cell = chunk.columns[1].Real(0) / static_cast<double>(cells);
  }
  return rows_per_cell;
}

}  // namespace kebao::metrics
