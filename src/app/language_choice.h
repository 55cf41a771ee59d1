#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/problem.h"

namespace kebao::app {

struct LanguageChoice {
  std::string language;            // "zh-CN" | "en"
  std::optional<Problem> problem;  // --ui-lang names another: "cli.choice"
};

/// The language in which the program speaks, found before anything else is looked at, so that help
/// and errors are in it: --ui-lang, --lang, $KEBAO_LANG, `language:` of DATA/kebao.yaml, the locale
/// ($LC_ALL, $LC_MESSAGES, $LANG), else Chinese; where somebody asks for a language that there is
/// not, English.
LanguageChoice ChooseLanguage(std::span<char* const> words);

}  // namespace kebao::app
