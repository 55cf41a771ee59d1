#include "metrics/rollup/rollup_choice.h"

#include <algorithm>

#include "metrics/rollup/rollup_measures.h"

namespace kebao::metrics {
namespace {

constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;

bool IsWholeHour(int64_t micros) { return micros % kMicrosPerHour == 0; }

/// Local hours are UTC hours all over the period.
bool HasWholeHours(const PeriodClock& clock) {
  const auto& steps = clock.steps();
  return IsWholeHour(clock.range().start.micros) && IsWholeHour(clock.range().end.micros) &&
         std::all_of(steps.begin(), steps.end(), [&](const ZoneStep& step) {
           return IsWholeHour(step.from.micros) &&
                  IsWholeHour(int64_t{step.offset_seconds} * kMicrosPerSecond);
         });
}

/// The zone's days are the period's days.
bool HasDaysOf(const TimeZone& zone, const PeriodClock& clock) {
  const InstantRange range = clock.range();
  const bool has_same_ends = zone.StartOf(clock.period().first) == range.start &&
                             zone.StartOf(clock.period().limit) == range.end;
  const auto steps = zone.StepsIn(range);
  return has_same_ends && std::equal(steps.begin(), steps.end(), clock.steps().begin(),
                                     clock.steps().end(), [](const ZoneStep& a, const ZoneStep& b) {
                                       return a.from == b.from &&
                                              a.offset_seconds == b.offset_seconds;
                                     });
}

/// Looks at one roll-up after the other; keeps the refusal that came furthest, which is the one
/// worth telling.
class Chooser {
 public:
  Chooser(const RunInputs& inputs, const RollupQuestion& question)
      : inputs_(inputs), question_(question) {}

  RollupChoice Run(const RollupTables& tables) {
    const RollupMeasures needed =
        RollupMeasuresOf(*question_.metric, inputs_.engine.dialect(), inputs_.directory);
    if (needed.measures.empty()) return Refuse(needed.reason);
    if (!inputs_.context.scope.is_all()) return Refuse("rollup.scope");
    if (!inputs_.context.stated_figure.empty()) return Refuse("rollup.keys");
    size_t furthest = 0;
    RollupChoice choice = Refuse("rollup.none");
    for (const auto& table : tables) {
      if (!IsOfMetric(*table)) continue;
      const std::vector<const char*> reasons = {
          HasKeys(*table) ? nullptr : "rollup.keys", HasTimes(*table) ? nullptr : "rollup.zone",
          HasMeasures(*table, needed) ? nullptr : "rollup.definition",
          IsKnown(*table, needed) ? nullptr : "rollup.as_of"};
      const auto first = std::find_if(reasons.begin(), reasons.end(),
                                      [](const char* reason) { return reason != nullptr; });
      if (first == reasons.end()) return Take(*table, needed);
      const auto passed = static_cast<size_t>(first - reasons.begin()) + 1;
      if (passed > furthest) choice = Refuse(*first);
      furthest = std::max(furthest, passed);
    }
    return choice;
  }

 private:
  RollupChoice Refuse(const std::string& code) const {
    RollupChoice choice;
    choice.refusal = Problem{code, question_.metric->id, {{"metric", question_.metric->id}}};
    return choice;
  }

  RollupChoice Take(const RollupTable& table, const RollupMeasures& needed) const {
    RollupChoice choice;
    choice.table = &table;
    choice.measures = needed.measures;
    for (Measure& measure : choice.measures)
      measure.state = static_cast<int>(table.measures.find(IdentityOf(measure))->second);
    return choice;
  }

  bool IsOfMetric(const RollupTable& table) const {
    return table.spec->fact == question_.metric->fact &&
           table.spec->clock == question_.metric->clock;
  }

  /// Everything that is grouped and filtered by.
  bool HasKeys(const RollupTable& table) const {
    const bool is_hourly = table.spec->grain == Grain::kHour;
    const auto has = [&](const DimensionSpec& dimension) {
      if (dimension.kind == DimensionKind::kWeekday) return true;
      if (dimension.kind == DimensionKind::kHourOfDay) return is_hourly;
      // What a pack credits to somebody else (agent__P) is not what the cells are grouped by.
      const domain::FactSchema& fact = inputs_.catalog.facts().SchemaOf(table.spec->fact);
      const std::string& pack = inputs_.context.pack;
      return ColumnOf(dimension, fact, pack) == ColumnOf(dimension, fact, "") &&
             ColumnOf(dimension, table.schema, pack) != nullptr;
    };
    const auto has_filter = [&](const Filter& filter) {
      const auto dimension = inputs_.catalog.FindDimension(filter.dimension);
      return dimension && has(**dimension);
    };
    return (question_.grain != Grain::kHour || is_hourly) &&
           std::all_of(question_.dimensions.begin(), question_.dimensions.end(),
                       [&](const DimensionSpec* dimension) { return has(*dimension); }) &&
           std::all_of(inputs_.context.filters.begin(), inputs_.context.filters.end(), has_filter);
  }

  bool HasTimes(const RollupTable& table) const {
    return std::all_of(
        question_.periods.begin(), question_.periods.end(), [&](const ScanPeriod& period) {
          return table.zone ? HasDaysOf(*table.zone, period.clock) : HasWholeHours(period.clock);
        });
  }

  static bool HasMeasures(const RollupTable& table, const RollupMeasures& needed) {
    return std::all_of(needed.measures.begin(), needed.measures.end(),
                       [&](const Measure& measure) {
                         return table.measures.contains(IdentityOf(measure));
                       }) &&
           std::all_of(
               needed.compared_with.begin(), needed.compared_with.end(),
               [&](const std::string& column) { return table.compared_with.contains(column); });
  }

  /// A cell knows no report time: it must not hold anything that happened after it.
  bool IsKnown(const RollupTable& table, const RollupMeasures& needed) const {
    const Instant now = inputs_.context.report_time;
    const bool is_cut =
        std::any_of(question_.periods.begin(), question_.periods.end(),
                    [](const ScanPeriod& period) { return period.rows != period.clock.range(); });
    if (is_cut && table.last_row_at && !(*table.last_row_at < now)) return false;
    return needed.compared_with.empty() || !table.last_known_at || *table.last_known_at < now;
  }

  const RunInputs& inputs_;
  const RollupQuestion& question_;
};

}  // namespace

RollupChoice ChooseRollup(const RunInputs& inputs, const RollupTables& tables,
                          const RollupQuestion& question) {
  return Chooser(inputs, question).Run(tables);
}

}  // namespace kebao::metrics
