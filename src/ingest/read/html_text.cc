#include "ingest/read/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace kebao::ingest {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return lower;
}

void AppendUtf8(uint32_t c, std::string& text) {
  if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) {
    text += static_cast<char>(c);
    return;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr std::array<uint32_t, 4> kLead = {0, 0xC0, 0xE0, 0xF0};
  text += static_cast<char>(kLead[static_cast<size_t>(more)] | (c >> (6 * more)));
  for (int i = more - 1; i >= 0; --i) text += static_cast<char>(0x80 | ((c >> (6 * i)) & 0x3F));
}

struct Entity {
  std::string_view name;
  std::string_view text;
};
constexpr std::array kEntities = {
    Entity{"amp", "&"},    Entity{"lt", "<"},    Entity{"gt", ">"},    Entity{"quot", "\""},
    Entity{"apos", "'"},   Entity{"nbsp", " "},  Entity{"copy", "©"},  Entity{"reg", "®"},
    Entity{"hellip", "…"}, Entity{"mdash", "—"}, Entity{"ndash", "–"}, Entity{"lsquo", "‘"},
    Entity{"rsquo", "’"},  Entity{"ldquo", "“"}, Entity{"rdquo", "”"}, Entity{"middot", "·"},
    Entity{"yen", "¥"},    Entity{"euro", "€"},
};

/// Appends the meaning of "&name;"; false if it has none.
bool AppendEntity(std::string_view name, std::string& text) {
  if (name.starts_with('#')) {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const std::string_view digits = name.substr(hex ? 2 : 1);
    uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    if (error != std::errc{} || end != digits.data() + digits.size()) return false;
    AppendUtf8(code, text);
    return true;
  }
  const auto* found = std::find_if(kEntities.begin(), kEntities.end(),
                                   [&](const Entity& e) { return e.name == name; });
  if (found == kEntities.end()) return false;
  text += found->text;
  return true;
}

bool EndsLine(std::string_view tag) {
  constexpr std::array<std::string_view, 14> kBlocks = {"br", "p",  "div",   "tr",        "li",
                                                        "h1", "h2", "h3",    "h4",        "ul",
                                                        "ol", "hr", "table", "blockquote"};
  return std::find(kBlocks.begin(), kBlocks.end(), tag) != kBlocks.end();
}

class HtmlReader {
 public:
  explicit HtmlReader(std::string_view html) : html_(html) {}

  std::string Read() {
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (c == '<') {
        ReadTag();
      } else if (c == '&') {
        ReadEntity();
      } else {
        AddCharacter(c);
        ++at_;
      }
    }
    while (!text_.empty() && (text_.back() == '\n' || text_.back() == ' ')) text_.pop_back();
    return std::move(text_);
  }

 private:
  void AddCharacter(char c) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) {
      text_ += c;
    } else if (!text_.empty() && text_.back() != ' ' && text_.back() != '\n') {
      text_ += ' ';
    }
  }

  void EndLine() {
    while (!text_.empty() && text_.back() == ' ') text_.pop_back();
    if (!text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
  }

  void ReadEntity() {
    constexpr size_t kLongestName = 10;
    const size_t end = html_.substr(at_, kLongestName + 2).find(';');
    if (end != std::string_view::npos && AppendEntity(html_.substr(at_ + 1, end - 1), text_)) {
      at_ += end + 1;
    } else {
      text_ += html_[at_++];
    }
  }

  void ReadTag() {
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("<!--")) return SkipPast("-->");
    const size_t end = rest.find('>');
    const bool is_tag = rest.size() > 1 &&
                        (rest[1] == '/' || rest[1] == '!' || rest[1] == '?' || IsLetter(rest[1]));
    if (!is_tag || end == std::string_view::npos) {
      text_ += html_[at_++];
      return;
    }
    const std::string tag = TagName(rest);
    at_ += end + 1;
    if (EndsLine(tag)) EndLine();
    const bool opens = rest[1] != '/';
    if (opens && (tag == "script" || tag == "style" || tag == "title")) SkipElement(tag);
  }

  static bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  static std::string TagName(std::string_view rest) {
    size_t from = 1;
    if (rest[from] == '/') ++from;
    size_t to = from;
    while (to < rest.size() && (IsLetter(rest[to]) || (rest[to] >= '0' && rest[to] <= '9'))) ++to;
    return Lower(rest.substr(from, to - from));
  }

  void SkipPast(std::string_view mark) {
    const size_t end = html_.find(mark, at_);
    at_ = end == std::string_view::npos ? html_.size() : end + mark.size();
  }

  void SkipElement(const std::string& tag) {
    while (at_ < html_.size()) {
      SkipPast("</");
      if (Lower(html_.substr(at_, tag.size())) == tag) return SkipPast(">");
    }
  }

  std::string_view html_;
  size_t at_ = 0;
  std::string text_;
};

}  // namespace

std::string HtmlText(std::string_view html) { return HtmlReader(html).Read(); }

}  // namespace kebao::ingest
