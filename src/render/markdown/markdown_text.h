#pragma once

#include <string>
#include <string_view>

namespace kebao::render::markdown {

/// A text of the data as Markdown (CommonMark with GitHub's tables) which shows just these
/// characters: nothing of it becomes markup, a link, an address, an image or HTML. One line: breaks
/// become blanks. Ill-formed bytes and control characters become U+FFFD; `repaired` counts texts
/// with such.
std::string Escape(std::string_view text, int& repaired);

}  // namespace kebao::render::markdown
