#pragma once

#include <filesystem>

#include "base/yaml.h"
#include "demo/demo_catalog.h"

namespace kebao::demo {

// The files of catalog/demo, one function each; they fill their part of the catalogue in this
// order.

/// desk.yaml: teams, products, issue types, regions, channels.
Result<void> LoadDesk(const Yaml& root, DemoCatalog& catalog);
/// agents.yaml.
Result<void> LoadAgents(const Yaml& root, DemoCatalog& catalog);
/// people.yaml: names, cities, slips of the pen.
Result<void> LoadPeople(const Yaml& root, DemoCatalog& catalog);
/// calendar.yaml.
Result<void> LoadRhythm(const Yaml& root, DemoCatalog& catalog);
/// story.yaml.
Result<void> LoadEffects(const Yaml& root, DemoCatalog& catalog);
/// phrases.yaml: needs the issue types.
Result<void> LoadPhrases(const Yaml& root, DemoCatalog& catalog);

/// "2025-03-31" at this node.
Result<LocalDay> AsDay(const Yaml& node);
/// "03-31" at this node: month and day.
Result<std::pair<int, int>> AsMonthDay(const Yaml& node);
/// The value of `key`, or `fallback` where it is absent.
Result<double> RealOr(const Yaml& map, std::string_view key, double fallback);
Result<int> IntOr(const Yaml& map, std::string_view key, int fallback);

/// The index of the element of `list` whose `name_of` equals the text of `node`; Problem
/// "demo.unknown_name".
template <class List, class NameOf>
Result<int> IndexOf(const Yaml& node, const List& list, NameOf name_of) {
  KEBAO_TRY(const std::string name, node.AsText());
  for (size_t index = 0; index < list.size(); ++index) {
    if (name_of(list[index]) == name) return static_cast<int>(index);
  }
  return MakeProblem("demo.unknown_name", node.place(), {{"name", name}});
}

}  // namespace kebao::demo
