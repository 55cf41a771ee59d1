#include "document/characters.h"

#include <algorithm>

#include "base/problem.h"

namespace kebao::document {
namespace {

bool BeginsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

size_t CountCharacters(std::string_view text) {
  return static_cast<size_t>(std::ranges::count_if(text, BeginsCharacter));
}

/// Where the character `index` begins; the text's size for the one after the last.
std::optional<size_t> ByteOf(std::string_view text, size_t index) {
  size_t seen = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (BeginsCharacter(text[at]) && seen++ == index) return at;
  }
  return seen == index ? std::optional(text.size()) : std::nullopt;
}

}  // namespace

CharacterSpan InCharacters(std::string_view text, const TextSpan& span) {
  KEBAO_ASSERT(span.begin <= text.size() && span.size <= text.size() - span.begin);
  return {CountCharacters(text.substr(0, span.begin)),
          CountCharacters(text.substr(span.begin, span.size))};
}

std::optional<TextSpan> InBytes(std::string_view text, const CharacterSpan& span) {
  const std::optional<size_t> begin = ByteOf(text, span.begin);
  if (!begin) return std::nullopt;
  const std::optional<size_t> size = ByteOf(text.substr(*begin), span.size);
  if (!size) return std::nullopt;
  return TextSpan{*begin, *size};
}

}  // namespace kebao::document
