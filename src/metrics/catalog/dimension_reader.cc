#include "metrics/catalog/dimension_reader.h"

#include "metrics/catalog/words.h"

namespace kebao::metrics {
namespace {

Result<DimensionKind> ReadKind(const Yaml& node) {
  const std::string kind = node.TextOr("code");
  if (kind == "code") return DimensionKind::kCode;
  if (kind == "agent") return DimensionKind::kAgent;
  if (kind == "team") return DimensionKind::kTeam;
  if (kind == "source") return DimensionKind::kSource;
  if (kind == "weekday") return DimensionKind::kWeekday;
  if (kind == "hour_of_day") return DimensionKind::kHourOfDay;
  return MakeProblem("metric.unknown_word", node.place(),
                     {{"key", "kind"},
                      {"word", kind},
                      {"allowed", "code, agent, team, source, weekday, hour_of_day"}});
}

Result<DimensionSpec> ReadDimension(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"dimension", "kind", "column", "name", "values"}));
  DimensionSpec dimension;
  dimension.place = node.place();
  KEBAO_TRY(const Yaml id, node.Require("dimension"));
  KEBAO_TRY(dimension.id, id.AsText());
  KEBAO_TRY(dimension.kind, ReadKind(node.At("kind")));
  if (!dimension.is_computed()) dimension.column = node.At("column").TextOr(dimension.id);
  KEBAO_TRY(const Yaml name, node.Require("name"));
  KEBAO_TRY(dimension.name, ReadLocalizedText(name));
  for (const auto& [value, text] : node.At("values").Entries()) {
    KEBAO_TRY(dimension.values[value], ReadLocalizedText(text));
  }
  return dimension;
}

Result<void> Add(const Yaml& node, std::vector<DimensionSpec>* dimensions) {
  KEBAO_TRY(DimensionSpec dimension, ReadDimension(node));
  for (const DimensionSpec& other : *dimensions) {
    if (other.id == dimension.id) {
      return MakeProblem("dimension.duplicate", node.place(),
                         {{"dimension", dimension.id}, {"other", other.place}});
    }
  }
  dimensions->push_back(std::move(dimension));
  return {};
}

}  // namespace

Result<void> ReadDimensions(const Yaml& document, std::vector<DimensionSpec>* dimensions) {
  if (document.is_map()) return Add(document, dimensions);
  for (const Yaml& item : document.Items()) KEBAO_TRY_VOID(Add(item, dimensions));
  return {};
}

}  // namespace kebao::metrics
