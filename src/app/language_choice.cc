#include "app/language_choice.h"

#include <cstdlib>
#include <string_view>

#include "app/data_folder.h"
#include "app/settings.h"
#include "base/texts.h"

namespace kebao::app {
namespace {

constexpr const char* kChinese = "zh-CN";
constexpr const char* kEnglish = "en";

/// The value of "--flag VALUE" or "--flag=VALUE"; empty where it does not stand there.
std::string ValueOf(std::string_view flag, std::span<char* const> words) {
  for (size_t index = 1; index < words.size(); ++index) {
    const std::string_view word = words[index];
    if (word == flag && index + 1 < words.size()) return words[index + 1];
    if (word.starts_with(flag) && word.substr(flag.size()).starts_with('='))
      return std::string(word.substr(flag.size() + 1));
  }
  return "";
}

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string Locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const std::string value = Environment(name); !value.empty()) return value;
  }
  return "";
}

/// A machine without a locale is no wish for English.
bool IsNoLanguage(std::string_view locale) {
  const std::string_view name = locale.substr(0, locale.find('.'));
  return name.empty() || name == "C" || name == "POSIX";
}

std::string FromSurroundings(const std::string& data) {
  bool is_foreign = false;
  const std::string own = Environment("KEBAO_LANG");
  if (const auto named = LanguageNamed(own, "KEBAO_LANG")) return *named;
  is_foreign = !own.empty();
  const auto settings = Settings::Load(data);
  if (!is_foreign && settings && !settings->language.value.empty()) return settings->language.value;
  const std::string locale = Locale();
  if (const auto named = LanguageNamed(locale, "LANG")) return *named;
  return is_foreign || !IsNoLanguage(locale) ? kEnglish : kChinese;
}

}  // namespace

LanguageChoice ChooseLanguage(std::span<char* const> words) {
  const std::string given_data = ValueOf("--data", words);
  const std::string data = given_data.empty() ? DefaultDataFolder().string() : given_data;
  const std::string asked = ValueOf("--ui-lang", words);
  if (const auto named = LanguageNamed(asked, "--ui-lang")) return {*named, std::nullopt};
  if (!asked.empty())
    return {FromSurroundings(data),
            Problem{"cli.choice", "--ui-lang", {{"value", asked}, {"known", "zh | en"}}}};
  if (const auto named = LanguageNamed(ValueOf("--lang", words), "--lang"))
    return {*named, std::nullopt};
  return {FromSurroundings(data), std::nullopt};
}

}  // namespace kebao::app
