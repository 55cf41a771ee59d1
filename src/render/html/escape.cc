#include "render/html/escape.h"

#include <algorithm>
#include <cstdint>

namespace kebao::render::html {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool IsContinuation(std::string_view text, size_t at) {
  return at < text.size() && (static_cast<uint8_t>(text[at]) & 0xC0) == 0x80;
}

bool IsInRange(std::string_view text, size_t at, uint8_t low, uint8_t high) {
  return at < text.size() && static_cast<uint8_t>(text[at]) >= low &&
         static_cast<uint8_t>(text[at]) <= high;
}

size_t ThreeByteLength(std::string_view text, size_t at, uint8_t lead) {
  const uint8_t low = lead == 0xE0 ? 0xA0 : 0x80;
  const uint8_t high = lead == 0xED ? 0x9F : 0xBF;
  return IsInRange(text, at + 1, low, high) && IsContinuation(text, at + 2) ? 3 : 0;
}

size_t FourByteLength(std::string_view text, size_t at, uint8_t lead) {
  const uint8_t low = lead == 0xF0 ? 0x90 : 0x80;
  const uint8_t high = lead == 0xF4 ? 0x8F : 0xBF;
  return IsInRange(text, at + 1, low, high) && IsContinuation(text, at + 2) &&
                 IsContinuation(text, at + 3)
             ? 4
             : 0;
}

/// Bytes of the well-formed UTF-8 sequence (Unicode table 3-7) that starts at `at`; 0 where there
/// is none.
size_t SequenceLength(std::string_view text, size_t at) {
  const auto lead = static_cast<uint8_t>(text[at]);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return IsContinuation(text, at + 1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) return ThreeByteLength(text, at, lead);
  if (lead >= 0xF0 && lead <= 0xF4) return FourByteLength(text, at, lead);
  return 0;
}

void AppendAscii(std::string& out, char letter) {
  switch (letter) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    default:
      if (static_cast<uint8_t>(letter) >= 0x20 || letter == '\t' || letter == '\n') out += letter;
  }
}

std::string WithoutCarriageReturns(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      out += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      out += '\n';
  }
  return out;
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

char LowerAscii(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// Puts a backslash into every end tag of `element`, whatever its case: "</Script" becomes
/// "<\/Script", which means the same inside strings of a script or a style, the only place where it
/// may stand.
void DefuseEndTags(std::string& text, std::string_view element) {
  for (size_t at = text.find("</"); at != std::string::npos; at = text.find("</", at + 2)) {
    const std::string_view name = std::string_view(text).substr(at + 2, element.size());
    if (std::equal(name.begin(), name.end(), element.begin(), element.end(),
                   [](char a, char b) { return LowerAscii(a) == b; }))
      text.insert(at + 1, 1, '\\');
  }
}

bool IsFragmentLetter(uint8_t letter) {
  return letter >= 0x80 || (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
         (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '_' || letter == '.';
}

}  // namespace

std::string Escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t length = SequenceLength(text, at);
    if (length == 1)
      AppendAscii(out, text[at]);
    else if (length == 0)
      out += kReplacement;
    else
      out.append(text, at, length);
    at += length == 0 ? 1 : length;
  }
  return out;
}

std::string EscapeJson(std::string_view json) {
  std::string out(json);
  ReplaceAll(out, "<", "\\u003c");
  return out;
}

std::string InlineScript(std::string_view script) {
  std::string out = WithoutCarriageReturns(script);
  DefuseEndTags(out, "script");
  ReplaceAll(out, "<!--", "<\\!--");
  return out;
}

std::string InlineStyle(std::string_view style) {
  std::string out = WithoutCarriageReturns(style);
  DefuseEndTags(out, "style");
  return out;
}

std::string Fragment(std::string_view id) {
  std::string out;
  for (const char letter : id) out += IsFragmentLetter(static_cast<uint8_t>(letter)) ? letter : '-';
  return out;
}

}  // namespace kebao::render::html
