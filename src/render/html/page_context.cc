#include "render/html/page_context.h"

#include <fmt/format.h>

#include "render/html/escape.h"

namespace kebao::render::html {
namespace {

std::string Line(const document::Definition& definition) {
  if (definition.formula.empty()) return definition.name;
  return fmt::format("{} = {}", definition.name, definition.formula);
}

}  // namespace

PageContext::PageContext(const document::Document& document, const Texts& texts)
    : texts_(texts), numbers_(texts) {
  for (const document::Section& section : document.sections)
    for (const document::Block& block : section.blocks)
      if (const auto* list = std::get_if<document::DefinitionList>(&block))
        for (const document::Definition& one : list->items) {
          definitions_[one.metric] = Line(one);
          names_[one.metric] = one.name;
        }
}

std::string PageContext::DefinitionOf(std::string_view metric) const {
  const auto found = definitions_.find(metric);
  return found == definitions_.end() ? std::string() : found->second;
}

std::string PageContext::NameOf(const std::string& metric) const {
  const auto found = names_.find(metric);
  return found == names_.end() ? metric : found->second;
}

std::string PageContext::UniqueId(std::string_view wanted) {
  const std::string id = Fragment(wanted);
  const int uses = ++used_ids_[id];
  return uses == 1 ? id : UniqueId(fmt::format("{}-{}", id, uses));
}

}  // namespace kebao::render::html
