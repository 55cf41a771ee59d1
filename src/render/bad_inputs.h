#pragma once

#include <string>
#include <vector>

#include "document/document.h"

namespace kebao::render::media_test {

/// A report with something odd in its middle section; what stands before and behind must come in
/// every medium.
struct BadInput {
  std::string name;  // names the tests
  document::Document document;
  /// Of what is odd: has to stand in every medium that has text. Where a page cannot show a
  /// character, its warning may say so instead.
  std::vector<std::string> shown = {};
  /// Has to be among the warnings of the media that draw charts themselves.
  std::string warned = {};
};

std::vector<BadInput> EveryBadInput();

inline constexpr const char* kBefore = "First row before";
inline constexpr const char* kBehind = "Last row behind";
inline constexpr const char* kSentenceBehind = "The sentence behind stands.";

}  // namespace kebao::render::media_test
