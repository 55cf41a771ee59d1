#include "document/find_definition.h"

#include <algorithm>

namespace kebao::document {

const Definition* FindDefinition(const Document& document, std::string_view metric) {
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      const auto* list = std::get_if<DefinitionList>(&block);
      if (list == nullptr) continue;
      const auto found = std::ranges::find(list->items, metric, &Definition::metric);
      if (found != list->items.end()) return &*found;
    }
  }
  return nullptr;
}

}  // namespace kebao::document
