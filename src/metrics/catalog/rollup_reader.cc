#include "metrics/catalog/rollup_reader.h"

#include <algorithm>

namespace kebao::metrics {
namespace {

using domain::ColumnType;
using domain::Fact;

/// Only of facts that are derived from conversations does the engine know which cells an import
/// touches; the others are small.
bool IsDerived(Fact fact) {
  return fact == Fact::kConversation || fact == Fact::kReply || fact == Fact::kParticipation ||
         fact == Fact::kFeedback;
}

bool IsKey(const domain::FactColumn& column) {
  return column.type == ColumnType::kCode || column.type == ColumnType::kAgent ||
         column.type == ColumnType::kTeam || column.type == ColumnType::kSource;
}

Result<Fact> ReadFact(const Yaml& node, const domain::FactCatalog& facts) {
  KEBAO_TRY(const Yaml entity, node.Require("entity"));
  const std::string name = entity.TextOr("");
  const auto fact = facts.FactNamed(name);
  if (!fact) return MakeProblem("metric.unknown_entity", entity.place(), {{"entity", name}});
  if (!IsDerived(*fact)) return MakeProblem("rollup.entity", entity.place(), {{"entity", name}});
  return *fact;
}

Result<std::string> ReadClock(const Yaml& node, const domain::FactSchema& fact) {
  KEBAO_TRY(const Yaml clock, node.Require("clock"));
  const std::string name = clock.TextOr("");
  const domain::FactColumn* column = fact.Find(name);
  if (column == nullptr || column->type != ColumnType::kInstant)
    return MakeProblem("rollup.clock", clock.place(), {{"column", name}});
  return name;
}

Result<Grain> ReadGrain(const Yaml& node) {
  KEBAO_TRY(const Yaml grain, node.Require("grain"));
  const std::string word = grain.TextOr("");
  if (word == "day") return Grain::kDay;
  if (word == "hour") return Grain::kHour;
  return MakeProblem("metric.unknown_word", grain.place(),
                     {{"key", "grain"}, {"word", word}, {"allowed", "day, hour"}});
}

Result<void> ReadKeys(const Yaml& node, const domain::FactSchema& fact, RollupSpec* rollup) {
  KEBAO_TRY(std::vector<std::string> names, node.AsTextList());
  if (std::find(names.begin(), names.end(), "source") == names.end()) names.push_back("source");
  for (const std::string& name : names) {
    const domain::FactColumn* column = fact.Find(name);
    if (column == nullptr || !IsKey(*column))
      return MakeProblem("rollup.key", node.place(), {{"column", name}});
    rollup->keys.push_back(column);
  }
  return {};
}

Result<RollupSpec> ReadRollup(const Yaml& node, const domain::FactCatalog& facts) {
  KEBAO_TRY_VOID(node.AllowKeys({"rollup", "entity", "clock", "grain", "keys", "metrics"}));
  RollupSpec rollup;
  rollup.place = node.place();
  KEBAO_TRY(const Yaml id, node.Require("rollup"));
  KEBAO_TRY(rollup.id, id.AsText());
  KEBAO_TRY(rollup.fact, ReadFact(node, facts));
  const domain::FactSchema& fact = facts.SchemaOf(rollup.fact);
  KEBAO_TRY(rollup.clock, ReadClock(node, fact));
  KEBAO_TRY(rollup.grain, ReadGrain(node));
  KEBAO_TRY_VOID(ReadKeys(node.At("keys"), fact, &rollup));
  KEBAO_TRY(rollup.metrics, node.At("metrics").AsTextList());
  return rollup;
}

}  // namespace

Result<void> ReadRollups(const Yaml& document, const domain::FactCatalog& facts,
                         std::vector<RollupSpec>* rollups) {
  const std::vector<Yaml> nodes = document.is_map() ? std::vector{document} : document.Items();
  for (const Yaml& node : nodes) {
    KEBAO_TRY(RollupSpec rollup, ReadRollup(node, facts));
    for (const RollupSpec& other : *rollups) {
      if (other.id == rollup.id)
        return MakeProblem("rollup.duplicate", rollup.place,
                           {{"rollup", rollup.id}, {"other", other.place}});
    }
    rollups->push_back(std::move(rollup));
  }
  return {};
}

}  // namespace kebao::metrics
