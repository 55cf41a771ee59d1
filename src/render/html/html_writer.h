#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace kebao::render::html {

/// One attribute; left out where the value is empty, except for those that need none (`Flag`).
struct Attribute {
  std::string_view name;
  std::string value;
  bool is_flag = false;
};
inline Attribute Flag(std::string_view name) { return {name, {}, true}; }

/// Writes well-formed HTML: every text and attribute value is escaped, and elements nest. Names of
/// tags and attributes are ours, never data.
class HtmlWriter {
 public:
  using Attributes = std::initializer_list<Attribute>;

  void Doctype();
  void Open(std::string_view tag, Attributes attributes = {});
  /// Closes the innermost open element.
  void Close();
  void Text(std::string_view text);
  /// An element that holds just a text.
  void Element(std::string_view tag, Attributes attributes, std::string_view text);
  /// The same, written only where there is a text.
  void ElementIfText(std::string_view tag, Attributes attributes, std::string_view text);
  /// An element without content and end tag.
  void Void(std::string_view tag, Attributes attributes);
  /// Prepared by escape.h (script, style, JSON); the only text that is not escaped here.
  void Verbatim(std::string_view prepared) { out_ += prepared; }

  /// All elements must have been closed.
  std::string Take();

 private:
  std::string out_;
  std::vector<std::string_view> open_;
};

}  // namespace kebao::render::html
