#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"
#include "base/yaml.h"

namespace kebao::report {

struct LocalizedText {
  std::string zh;
  std::string en;
  const std::string& In(std::string_view language) const { return language == "en" ? en : zh; }
};

/// `{zh: …, en: …}`, or one text for both languages; empty where the node is absent. Problems:
/// yaml.*
Result<LocalizedText> ParseLocalized(const Yaml& node);

}  // namespace kebao::report
