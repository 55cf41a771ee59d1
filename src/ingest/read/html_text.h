#pragma once

#include <string>
#include <string_view>

namespace kebao::ingest {

/// What a reader of the HTML would see, roughly: tags, comments, scripts and styles left out,
/// blocks and breaks as line ends, entities decoded, runs of blanks and of empty lines shortened.
/// Any bytes are accepted.
std::string HtmlText(std::string_view html);

}  // namespace kebao::ingest
