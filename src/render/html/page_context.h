#pragma once

#include <map>
#include <string>
#include <string_view>

#include "document/document.h"
#include "render/html/html_assets.h"

namespace kebao::render::html {

/// What the parts of one page share. Hands out every id of an element only once.
class PageContext {
 public:
  using Arguments = std::map<std::string, std::string, std::less<>>;

  PageContext(const document::Document& document, const HtmlTexts& texts);

  /// A word of the page, with each {name} replaced by its argument.
  std::string Text(std::string_view key, const Arguments& arguments = {}) const;
  /// What the document's definitions say of a metric, in one line; empty where it has none.
  std::string DefinitionOf(std::string_view metric) const;
  /// `wanted` as a fragment; with "-2", "-3" … where it was handed out before.
  std::string UniqueId(std::string_view wanted);

 private:
  const HtmlTexts& texts_;
  std::map<std::string, std::string, std::less<>> definitions_;
  std::map<std::string, int> used_ids_;
};

}  // namespace kebao::render::html
