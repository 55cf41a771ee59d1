#include "render/markdown/markdown_text.h"

#include "render/plain_text.h"

namespace kebao::render::markdown {
namespace {

// All that can begin or end markup inside a line; the entities hold in table cells too, where a
// backslash before a pipe would be read twice.
constexpr std::string_view kMarkup = "\\`*_[]#~!$^=";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

const char* EntityOf(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '|':
      return "&#124;";
    default:
      return nullptr;
  }
}

/// GitHub makes links of "www.", "https:" and "a@b" without any markup.
bool StartsAddress(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  return rest.starts_with("://") || rest.starts_with("@") ||
         (rest.starts_with(".") && at >= 3 && FoldCase(text.substr(at - 3, 3)) == "www");
}

std::string AsEntity(char c) { return "&#" + std::to_string(static_cast<int>(c)) + ";"; }

/// "- ", "+ ", "1. " and "1) " would begin a list, "---" a rule.
size_t LengthOfListMark(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && IsDigit(text[at])) ++at;
  if (at > 0) return at < text.size() && (text[at] == '.' || text[at] == ')') ? at + 1 : 0;
  return !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
}

/// One "=" between words ("n = 30") is nobody's markup; a row of them underlines or highlights.
bool IsLoneEqualsSign(std::string_view text, size_t at) {
  return text[at] == '=' && at > 0 && text[at - 1] != '=' &&
         (at + 1 == text.size() || text[at + 1] != '=');
}

void AppendEscaped(std::string& out, std::string_view text, size_t at) {
  const char c = text[at];
  if (c == '\n' || c == '\t') {
    out += ' ';
  } else if (const char* entity = EntityOf(c)) {
    out += entity;
  } else if (StartsAddress(text, at)) {
    out += AsEntity(c);
  } else {
    if (kMarkup.find(c) != kMarkup.npos && !IsLoneEqualsSign(text, at)) out += '\\';
    out += c;
  }
}

/// A list mark with its last character escaped; nothing else is changed.
bool NeedsNoEscape(std::string_view text, size_t mark) {
  return mark == 0 || (mark < text.size() && text[mark] != ' ' && text[mark] != '-');
}

}  // namespace

std::string Escape(std::string_view text, int& repaired) {
  PlainText plain = MakePlainText(text);
  repaired += plain.is_repaired ? 1 : 0;
  std::string_view left = plain.text;
  const size_t first = left.find_first_not_of(" \n\t");
  if (first == left.npos) return {};
  left.remove_prefix(first);
  const size_t mark = LengthOfListMark(left);
  std::string out;
  for (size_t i = 0; i < left.size(); ++i) {
    if (i + 1 == mark && !NeedsNoEscape(left, mark)) out += '\\';
    AppendEscaped(out, left, i);
  }
  return out;
}

}  // namespace kebao::render::markdown
