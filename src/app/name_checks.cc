#include "app/name_checks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/near_names.h"
#include "metrics/expression/to_sql.h"

namespace kebao::app {
namespace {

using metrics::DimensionKind;
using metrics::DimensionSpec;

constexpr size_t kListedValues = 12;

std::string Joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

/// A wrong definition of the user's, told to who asked for what it defines.
std::unexpected<Problem> Broken(const std::string& id, const Problem& problem, const Setup& setup,
                                const Console& console) {
  const ProblemText text = console.texts().Describe(problem);
  const bool is_shipped = setup.definitions.metrics->IsInFirstFolder(id);
  return MakeProblem(is_shipped ? "definition.override_broken" : "definition.broken", problem.place,
                     {{"id", id}, {"what", text.what}, {"advice", text.advice}});
}

std::unexpected<Problem> UnknownMetric(const std::string& metric, const std::string& pack,
                                       const metrics::MetricCatalog& catalog) {
  std::vector<std::string> known;
  for (const auto* spec : catalog.List(pack)) known.push_back(spec->id);
  const auto near = NearNames(metric, known);
  if (near.empty()) return MakeProblem("cli.metric_far", "METRIC", {{"metric", metric}});
  return MakeProblem("cli.metric", "METRIC", {{"metric", metric}, {"near", Joined(near)}});
}

Result<void> CheckPack(const std::string& pack, const Setup& setup, const Console& console) {
  const metrics::MetricCatalog& catalog = *setup.definitions.metrics;
  const auto checked = catalog.CheckPack(pack);
  if (checked) return {};
  if (checked.error().code != "pack.unknown") return Broken(pack, checked.error(), setup, console);
  const Setting& setting = setup.settings.pack;
  const bool is_set = pack == setting.value && !setting.place.empty();
  return MakeProblem(is_set ? "settings.pack" : "cli.pack", is_set ? setting.place : "--pack",
                     {{"pack", pack}, {"known", Joined(catalog.Packs())}});
}

/// What a person may type for a dimension: what the data hold, and what the catalogue names.
std::vector<std::string> KnownValues(const DimensionSpec& dimension,
                                     const engine::Directory& directory) {
  std::vector<std::string> known;
  if (dimension.kind == DimensionKind::kAgent) {
    for (const auto& agent : directory.agents) known.insert(known.end(), {agent.name, agent.id});
  } else if (dimension.kind == DimensionKind::kTeam) {
    for (const auto& team : directory.teams) known.insert(known.end(), {team.name, team.id});
  } else if (dimension.kind == DimensionKind::kSource) {
    known = directory.sources;
  } else if (const auto found = directory.dimensions.find(dimension.column);
             found != directory.dimensions.end()) {
    known = found->second.texts;
  }
  for (const auto& [value, text] : dimension.values) known.push_back(value);
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  std::erase(known, "");
  return known;
}

bool IsHour(const std::string& value) {
  int hour = -1;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), hour);
  return error == std::errc{} && end == value.data() + value.size() && hour >= 0 && hour < 24;
}

/// The value that is shown as `text`, in either language; `text` itself where there is none.
std::string ValueShownAs(const std::string& text, const DimensionSpec& dimension) {
  for (const auto& [value, shown] : dimension.values) {
    if (text == shown.zh || text == shown.en) return value;
  }
  return text;
}

std::unexpected<Problem> UnknownValue(const std::string& value, const DimensionSpec& dimension,
                                      std::vector<std::string> known) {
  for (const auto& [code, shown] : dimension.values)
    known.insert(known.end(), {shown.zh, shown.en});
  std::vector<std::string> near = NearNames(value, known);
  if (!near.empty()) {
    return MakeProblem("cli.value", "--filter",
                       {{"dimension", dimension.id}, {"value", value}, {"near", Joined(near)}});
  }
  if (known.empty())
    return MakeProblem("cli.value_none", "--filter",
                       {{"dimension", dimension.id}, {"value", value}});
  const size_t more = known.size() - std::min(known.size(), kListedValues);
  known.resize(known.size() - more);
  return MakeProblem("cli.value_far", "--filter",
                     {{"dimension", dimension.id},
                      {"value", value},
                      {"known", Joined(known) + (more > 0 ? " …" : "")}});
}

Result<std::string> ResolveValue(const std::string& value, const DimensionSpec& dimension,
                                 const engine::Directory& directory) {
  if (value.empty()) return value;  // "not stated"
  std::vector<std::string> known = KnownValues(dimension, directory);
  const std::string meant = std::binary_search(known.begin(), known.end(), value)
                                ? value
                                : ValueShownAs(value, dimension);
  if (dimension.kind == DimensionKind::kHourOfDay) {
    if (IsHour(meant)) return meant;
    return MakeProblem("cli.value_far", "--filter",
                       {{"dimension", dimension.id}, {"value", value}, {"known", "0, 1, 2 … 23"}});
  }
  if (std::binary_search(known.begin(), known.end(), meant)) return meant;
  return UnknownValue(value, dimension, std::move(known));
}

}  // namespace

Result<void> CheckChoice(const std::string& value, std::span<const std::string> known,
                         const char* flag) {
  if (std::find(known.begin(), known.end(), value) != known.end()) return {};
  return MakeProblem("cli.choice", flag,
                     {{"value", value}, {"known", fmt::format("{}", fmt::join(known, " | "))}});
}

Result<void> CheckMetrics(const std::vector<std::string>& metrics, const std::string& pack,
                          const Setup& setup, const Console& console) {
  KEBAO_TRY_VOID(CheckPack(pack, setup, console));
  for (const std::string& metric : metrics) {
    const auto found = setup.definitions.metrics->Find(metric, pack);
    if (found) continue;
    if (found.error().code == "metric.unknown")
      return UnknownMetric(metric, pack, *setup.definitions.metrics);
    return Broken(metric, found.error(), setup, console);
  }
  return {};
}

Result<void> CheckDimensions(const std::vector<std::string>& dimensions, const char* flag,
                             const Setup& setup, const Console& console) {
  const metrics::MetricCatalog& catalog = *setup.definitions.metrics;
  std::vector<std::string> known;
  for (const DimensionSpec& dimension : catalog.dimensions()) known.push_back(dimension.id);
  for (const std::string& id : dimensions) {
    const auto found = catalog.FindDimension(id);
    if (found) continue;
    if (found.error().code != "dimension.unknown") return Broken(id, found.error(), setup, console);
    const auto near = NearNames(id, known);
    if (near.empty())
      return MakeProblem("cli.dimension_far", flag, {{"dimension", id}, {"known", Joined(known)}});
    return MakeProblem("cli.dimension", flag, {{"dimension", id}, {"near", Joined(near)}});
  }
  return {};
}

Result<void> CheckContext(const metrics::QueryContext& context, const Setup& setup,
                          const Console& console) {
  KEBAO_TRY_VOID(CheckPack(context.pack, setup, console));
  for (const metrics::Filter& filter : context.filters) {
    KEBAO_TRY_VOID(CheckDimensions({filter.dimension}, "--filter", setup, console));
  }
  return {};
}

Result<void> ResolveNames(const engine::Directory& directory, const metrics::MetricCatalog& catalog,
                          metrics::QueryContext* context) {
  KEBAO_TRY_VOID(CheckSources(context->sources, directory.sources));
  for (metrics::Filter& filter : context->filters) {
    KEBAO_TRY(const DimensionSpec* dimension, catalog.FindDimension(filter.dimension));
    for (std::string& value : filter.values) {
      KEBAO_TRY(value, ResolveValue(value, *dimension, directory));
    }
  }
  return {};
}

Result<void> CheckSources(const std::vector<std::string>& wanted,
                          const std::vector<std::string>& known) {
  for (const std::string& source : wanted) {
    if (std::find(known.begin(), known.end(), source) != known.end()) continue;
    if (known.empty()) return MakeProblem("cli.source_none", "--source", {{"source", source}});
    const auto near = NearNames(source, known);
    return MakeProblem("cli.source", "--source",
                       {{"source", source}, {"known", Joined(near.empty() ? known : near)}});
  }
  return {};
}

}  // namespace kebao::app
