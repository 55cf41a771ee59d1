#include "metrics/rollup/rollup_definition.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "metrics/rollup/rollup_measures.h"

namespace kebao::metrics {
namespace {

/// Raised when the same definition is rolled up into other numbers.
constexpr int kRollupRevision = 1;

bool IsHeld(const MetricSpec& metric, const RollupSpec& spec) {
  const bool is_named =
      spec.metrics.empty() || std::ranges::find(spec.metrics, metric.id) != spec.metrics.end();
  return is_named && metric.fact == spec.fact && metric.clock == spec.clock;
}

/// Adds the measures of every metric that the roll-up can hold, equal ones once; as Kebao itself
/// defines them: what a pack changes is read from the facts.
void AddMeasures(const MetricCatalog& catalog, const engine::Dialect& dialect,
                 const engine::Directory& directory, RollupDefinition* rollup) {
  std::set<std::string> known;
  for (const MetricSpec* metric : catalog.List()) {
    if (!IsHeld(*metric, *rollup->spec)) continue;
    const RollupMeasures needed = RollupMeasuresOf(*metric, dialect, directory);
    for (const Measure& measure : needed.measures) {
      if (known.insert(IdentityOf(measure)).second) rollup->measures.push_back(measure);
    }
    if (!needed.measures.empty())
      rollup->compared_with.insert(needed.compared_with.begin(), needed.compared_with.end());
  }
}

}  // namespace

std::string CellText(const RollupSpec& spec) {
  std::vector<std::string> keys;
  for (const domain::FactColumn* key : spec.keys) keys.push_back(key->name);
  return fmt::format("{} {} {} {} {}", kRollupRevision, domain::NameOf(spec.fact), spec.clock,
                     spec.grain == Grain::kDay ? "day" : "hour", fmt::join(keys, ","));
}

std::string RollupDefinition::Text() const {
  std::string text =
      fmt::format("{}\n{}\n{}\n", CellText(*spec), zone, fmt::join(compared_with, ","));
  for (const Measure& measure : measures) text += IdentityOf(measure) + "\n";
  return text;
}

std::vector<RollupDefinition> DefineRollups(const MetricCatalog& catalog,
                                            const engine::Dialect& dialect,
                                            const engine::Directory& directory,
                                            const std::string& folder_zone) {
  std::vector<RollupDefinition> definitions;
  for (const RollupSpec& spec : catalog.rollups()) {
    RollupDefinition& rollup = definitions.emplace_back();
    rollup.spec = &spec;
    if (spec.grain == Grain::kDay) rollup.zone = folder_zone;
    AddMeasures(catalog, dialect, directory, &rollup);
  }
  return definitions;
}

std::vector<std::string> ColumnsOf(size_t measure, int width) {
  std::vector<std::string> columns;
  for (int part = 0; part < width; ++part) columns.push_back(fmt::format("m{}_{}", measure, part));
  return columns;
}

}  // namespace kebao::metrics
