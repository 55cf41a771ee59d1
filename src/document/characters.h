#pragma once

#include <optional>
#include <string_view>

#include "document/document.h"

namespace kebao::document {

/// A span as JSON counts it, in characters (Unicode code points), as most languages index texts.
struct CharacterSpan {
  size_t begin = 0;
  size_t size = 0;
};

/// `text` is UTF-8, and the span within it. A byte that begins no character counts as one.
CharacterSpan InCharacters(std::string_view text, const TextSpan& span);
/// Nullopt where the text is shorter.
std::optional<TextSpan> InBytes(std::string_view text, const CharacterSpan& span);

}  // namespace kebao::document
