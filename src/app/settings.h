#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace kebao::app {

/// A setting and where it was made; flags come on top of it.
struct Setting {
  enum class Origin { kDefault, kFile, kEnvironment };
  std::string value;
  Origin origin = Origin::kDefault;
  std::string place;  // "KEBAO_PACK", "/data/kebao.yaml:3:7"; empty for a default
};

/// What is set for a data folder as a whole: DATA/kebao.yaml, over it the environment
/// (docs/data-folder.md). Flags come on top. An empty value is "not set".
struct Settings {
  Setting zone;      // of the folder; KEBAO_ZONE counts for a new folder only
  Setting language;  // "zh-CN" | "en"
  Setting week_start{"monday"};
  Setting pack{"kebao"};
  Setting currency{"CNY"};    // ISO 4217
  Setting organisation;       // name on the cover of reports
  Setting archive_keep_days;  // empty: `archive prune` has to be told
  Setting base_url;           // of the live system, for links out of reports; no slash at its end
  /// For conversations that no rule of calendars/assignment.yaml fits; in the file only, since
  /// facts are derived by it.
  Setting business_calendar;

  /// Problems: "yaml.*", "zone.unknown", "language.unknown", "settings.*", each with its place.
  static Result<Settings> Load(const std::filesystem::path& data);
};

inline constexpr const char* kSettingsFile = "kebao.yaml";

/// "monday" or "1" → 1 … 7; nullopt for anything else.
std::optional<int> WeekdayNumber(std::string_view name);
/// A whole number of days, 0 to 36,500; nullopt for anything else.
std::optional<int64_t> DayCount(std::string_view text);
/// "monday | tuesday …"
std::string WeekdayNames();

}  // namespace kebao::app
