#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/number_format.h"
#include "base/texts.h"
#include "document/document.h"

namespace kebao::render::html {

/// What the parts of one page share. Hands out every id of an element only once.
class PageContext {
 public:
  PageContext(const document::Document& document, const Texts& texts);

  const Texts& texts() const { return texts_; }
  const NumberFormatter& numbers() const { return numbers_; }
  /// What the document's definitions say of a metric, in one line; empty where it has none.
  std::string DefinitionOf(std::string_view metric) const;
  /// A metric's name in those definitions; its id where they have none.
  std::string NameOf(const std::string& metric) const;
  /// `wanted` as a fragment; with "-2", "-3" … where it was handed out before.
  std::string UniqueId(std::string_view wanted);

 private:
  const Texts& texts_;
  NumberFormatter numbers_;
  std::map<std::string, std::string, std::less<>> definitions_;
  std::map<std::string, std::string, std::less<>> names_;
  std::map<std::string, int> used_ids_;
};

}  // namespace kebao::render::html
