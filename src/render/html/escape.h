#pragma once

#include <string>
#include <string_view>

namespace kebao::render::html {

/// Safe between tags and inside a double-quoted attribute. Control characters other than tab and
/// line feed are dropped, ill-formed UTF-8 becomes U+FFFD.
std::string Escape(std::string_view text);

/// JSON for a <script type="application/json">: no "<" is left, so no text can end the element.
std::string EscapeJson(std::string_view json);

/// Script or style of our own for an inline element: line ends as the HTML parser will see them,
/// and nothing that could end the element ("</script" becomes "<\/script", which means the same
/// inside its strings).
std::string InlineScript(std::string_view script);
std::string InlineStyle(std::string_view style);

/// A fragment identifier: letters, digits, "-", "_", "." and everything beyond ASCII are kept, the
/// rest becomes "-".
std::string Fragment(std::string_view id);

}  // namespace kebao::render::html
