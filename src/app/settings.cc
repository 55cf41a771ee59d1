#include "app/settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>

#include "base/texts.h"
#include "base/time_zone.h"
#include "base/yaml.h"

namespace kebao::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

Result<void> CheckZone(const Setting& setting) {
  if (!setting.value.empty() && !TimeZone::Find(setting.value))
    return MakeProblem("zone.unknown", setting.place, {{"zone", setting.value}});
  return {};
}

Result<void> CheckWeekStart(const Setting& setting) {
  if (WeekdayNumber(setting.value)) return {};
  return MakeProblem("settings.choice", setting.place,
                     {{"value", setting.value}, {"known", WeekdayNames()}});
}

Result<void> CheckKeepDays(const Setting& setting) {
  if (setting.value.empty() || DayCount(setting.value)) return {};
  return MakeProblem("settings.days", setting.place, {{"value", setting.value}});
}

Result<void> CheckCurrency(const Setting& setting) {
  const bool is_code = setting.value.size() == 3 && std::ranges::all_of(setting.value, [](char c) {
                         return 'A' <= c && c <= 'Z';
                       });
  if (is_code) return {};
  return MakeProblem("settings.currency", setting.place, {{"value", setting.value}});
}

/// It goes into links of documents that are sent on: http and https only, and nothing that would
/// end an attribute or a bracket.
Result<void> SettleBaseUrl(Setting* setting) {
  std::string& url = setting->value;
  if (url.empty()) return {};
  while (url.ends_with('/')) url.pop_back();
  const bool is_web = url.starts_with("https://") || url.starts_with("http://");
  const bool is_plain = std::ranges::all_of(url, [](unsigned char letter) {
    return std::isalnum(letter) != 0 ||
           std::string_view(":/.-_~%[]").find(static_cast<char>(letter)) != std::string_view::npos;
  });
  if (is_web && is_plain && !url.ends_with(':') && !url.ends_with('/')) return {};
  return MakeProblem("settings.base_url", setting->place, {{"value", url}});
}

Result<void> SetFromFile(const Yaml& file, const char* key, Setting* setting) {
  const Yaml node = file.At(key);
  if (node.is_null()) return {};
  KEBAO_TRY(std::string value, node.AsText());
  *setting = {std::move(value), Setting::Origin::kFile, node.place()};
  return {};
}

void SetFromEnvironment(const char* name, Setting* setting) {
  const char* value = std::getenv(name);
  if (value != nullptr && *value != '\0') *setting = {value, Setting::Origin::kEnvironment, name};
}

Result<void> ReadArchive(const Yaml& archive, Settings* settings) {
  if (archive.is_null()) return {};
  if (!archive.is_map())
    return MakeProblem("yaml.type", archive.place(), {{"wanted", "keep_days: 365"}});
  KEBAO_TRY_VOID(archive.AllowKeys({"keep_days"}));
  return SetFromFile(archive, "keep_days", &settings->archive_keep_days);
}

Result<void> ReadFile(const fs::path& file, Settings* settings) {
  if (!fs::exists(file)) return {};
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  if (root.is_null()) return {};  // nothing but comments
  if (!root.is_map()) return MakeProblem("yaml.type", root.place(), {{"wanted", "key: value"}});
  KEBAO_TRY_VOID(root.AllowKeys({"zone", "language", "week_start", "pack", "currency",
                                 "organisation", "base_url", "business_calendar", "archive"}));
  KEBAO_TRY_VOID(SetFromFile(root, "zone", &settings->zone));
  KEBAO_TRY_VOID(SetFromFile(root, "language", &settings->language));
  KEBAO_TRY_VOID(SetFromFile(root, "week_start", &settings->week_start));
  KEBAO_TRY_VOID(SetFromFile(root, "pack", &settings->pack));
  KEBAO_TRY_VOID(SetFromFile(root, "currency", &settings->currency));
  KEBAO_TRY_VOID(SetFromFile(root, "organisation", &settings->organisation));
  KEBAO_TRY_VOID(SetFromFile(root, "base_url", &settings->base_url));
  KEBAO_TRY_VOID(ReadArchive(root.At("archive"), settings));
  return SetFromFile(root, "business_calendar", &settings->business_calendar);
}

void ReadEnvironment(Settings* settings) {
  SetFromEnvironment("KEBAO_WEEK_START", &settings->week_start);
  SetFromEnvironment("KEBAO_PACK", &settings->pack);
  SetFromEnvironment("KEBAO_CURRENCY", &settings->currency);
  SetFromEnvironment("KEBAO_ORGANISATION", &settings->organisation);
  SetFromEnvironment("KEBAO_BASE_URL", &settings->base_url);
}

/// A language of the file is refused where it is wrong; one of the environment may be meant for
/// other programs and is passed over.
Result<void> SettleLanguage(Setting* language) {
  if (!language->value.empty()) {
    KEBAO_TRY(language->value, LanguageNamed(language->value, language->place));
  }
  Setting own;
  SetFromEnvironment("KEBAO_LANG", &own);
  const auto known = LanguageNamed(own.value, own.place);
  if (known) *language = {*known, own.origin, own.place};
  return {};
}

}  // namespace

Result<Settings> Settings::Load(const fs::path& data) {
  Settings settings;
  KEBAO_TRY_VOID(ReadFile(data / kSettingsFile, &settings));
  ReadEnvironment(&settings);
  KEBAO_TRY_VOID(SettleLanguage(&settings.language));
  KEBAO_TRY_VOID(CheckZone(settings.zone));
  KEBAO_TRY_VOID(CheckWeekStart(settings.week_start));
  KEBAO_TRY_VOID(CheckKeepDays(settings.archive_keep_days));
  KEBAO_TRY_VOID(CheckCurrency(settings.currency));
  KEBAO_TRY_VOID(SettleBaseUrl(&settings.base_url));
  return settings;
}

std::optional<int> WeekdayNumber(std::string_view name) {
  for (size_t index = 0; index < kDays.size(); ++index) {
    const int number = static_cast<int>(index) + 1;
    if (kDays[index] == name || std::to_string(number) == name) return number;
  }
  return std::nullopt;
}

std::optional<int64_t> DayCount(std::string_view text) {
  constexpr int64_t kMostDays = 36'500;
  int64_t days = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  const bool is_whole = error == std::errc{} && end == text.data() + text.size();
  if (!is_whole || days < 0 || days > kMostDays) return std::nullopt;
  return days;
}

std::string WeekdayNames() { return fmt::format("{}", fmt::join(kDays, " | ")); }

}  // namespace kebao::app
