#include <algorithm>
#include <charconv>
#include <map>

#include "base/business_calendar.h"
#include "base/hash.h"
#include "base/yaml.h"
#include "base/yaml_files.h"

namespace kebao {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWeekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int32_t kMinutesPerDay = 24 * 60;
constexpr char kAssignmentFile[] = "assignment.yaml";

/// What the folders hold together, a later folder's file in place of an earlier one's of the same
/// name.
using FilesByName = std::map<std::string, fs::path>;

Result<int32_t> ParseMinute(std::string_view text, const std::string& place) {
  int hour = -1;
  int minute = -1;
  if (text.size() == 5 && text[2] == ':') {
    std::from_chars(text.data(), text.data() + 2, hour);
    std::from_chars(text.data() + 3, text.data() + 5, minute);
  }
  const int32_t total = hour * 60 + minute;
  if (hour < 0 || minute < 0 || minute > 59 || total > kMinutesPerDay) {
    return MakeProblem("calendar.hours", place, {{"hours", std::string(text)}});
  }
  return total;
}

/// "09:00-18:00"; "22:00-06:00" ends on the next day.
Result<OpeningHours> ParseHours(const std::string& text, const std::string& place) {
  const size_t dash = text.find('-');
  if (dash == std::string::npos) return MakeProblem("calendar.hours", place, {{"hours", text}});
  OpeningHours hours;
  KEBAO_TRY(hours.start_minute, ParseMinute(std::string_view(text).substr(0, dash), place));
  KEBAO_TRY(hours.end_minute, ParseMinute(std::string_view(text).substr(dash + 1), place));
  if (hours.end_minute == hours.start_minute)
    return MakeProblem("calendar.hours", place, {{"hours", text}});
  if (hours.end_minute < hours.start_minute) hours.end_minute += kMinutesPerDay;
  return hours;
}

Result<std::vector<OpeningHours>> ParseHoursList(const Yaml& node) {
  KEBAO_TRY(const auto texts, node.AsTextList());
  std::vector<OpeningHours> list;
  for (const std::string& text : texts) {
    KEBAO_TRY(list.emplace_back(), ParseHours(text, node.place()));
  }
  return list;
}

Result<size_t> ParseWeekday(std::string_view name, const std::string& place) {
  const auto* found = std::find(std::begin(kWeekdays), std::end(kWeekdays), name);
  if (found == std::end(kWeekdays)) {
    return MakeProblem("calendar.weekday", place, {{"weekday", std::string(name)}});
  }
  return static_cast<size_t>(found - std::begin(kWeekdays));
}

/// "mon", or "mon-fri".
Result<void> ReadWeekdays(const std::string& days, const Yaml& hours, BusinessCalendarSpec* spec) {
  const size_t dash = days.find('-');
  KEBAO_TRY(const size_t first, ParseWeekday(days.substr(0, dash), hours.place()));
  KEBAO_TRY(const size_t last, dash == std::string::npos
                                   ? Result<size_t>(first)
                                   : ParseWeekday(days.substr(dash + 1), hours.place()));
  if (last < first) return MakeProblem("calendar.weekday", hours.place(), {{"weekday", days}});
  KEBAO_TRY(const auto list, ParseHoursList(hours));
  for (size_t day = first; day <= last; ++day) {
    spec->weekly[day].insert(spec->weekly[day].end(), list.begin(), list.end());
  }
  return {};
}

Result<void> ReadDays(const Yaml& node, std::vector<LocalDay>* days) {
  for (const auto& [text, name] : node.Entries()) {
    const auto day = ParseDay(text);
    if (!day) return MakeProblem("calendar.day", name.place(), {{"day", text}});
    days->push_back(*day);
  }
  return {};
}

Result<void> ReadHolidays(const fs::path& folder, const std::string& place,
                          BusinessCalendarSpec* spec) {
  const std::vector<fs::path> files = YamlFilesIn(folder);
  if (files.empty()) return MakeProblem("calendar.holidays", place, {{"folder", folder.string()}});
  for (const fs::path& file : files) {
    KEBAO_TRY(const Yaml year, Yaml::Load(file));
    KEBAO_TRY_VOID(year.AllowKeys({"holidays", "workdays"}));
    KEBAO_TRY_VOID(ReadDays(year.At("holidays"), &spec->holidays));
    KEBAO_TRY_VOID(ReadDays(year.At("workdays"), &spec->makeup_workdays));
  }
  return {};
}

Result<void> ReadYears(const Yaml& calendar, BusinessCalendarSpec* spec) {
  KEBAO_TRY(const Yaml years, calendar.Require("years"));
  KEBAO_TRY_VOID(years.AllowKeys({"from", "to"}));
  KEBAO_TRY(const Yaml from, years.Require("from"));
  KEBAO_TRY(const Yaml to, years.Require("to"));
  KEBAO_TRY(const int64_t first, from.AsInt());
  KEBAO_TRY(const int64_t last, to.AsInt());
  if (first < 1900 || last > 2200 || first > last)
    return MakeProblem("calendar.years", years.place());
  spec->first_year = static_cast<int>(first);
  spec->last_year = static_cast<int>(last);
  return {};
}

Result<void> ReadHours(const Yaml& calendar, BusinessCalendarSpec* spec) {
  KEBAO_TRY(const Yaml weekly, calendar.Require("weekly"));
  for (const auto& [days, hours] : weekly.Entries())
    KEBAO_TRY_VOID(ReadWeekdays(days, hours, spec));
  KEBAO_TRY(spec->makeup, ParseHoursList(calendar.At("makeup")));
  return {};
}

Result<void> ReadFreeDays(const Yaml& calendar, const fs::path& folder,
                          BusinessCalendarSpec* spec) {
  KEBAO_TRY(const auto holiday_folders, calendar.At("holidays").AsTextList());
  for (const std::string& name : holiday_folders) {
    KEBAO_TRY_VOID(ReadHolidays(folder / name, calendar.At("holidays").place(), spec));
  }
  KEBAO_TRY_VOID(ReadDays(calendar.At("closed"), &spec->holidays));
  KEBAO_TRY_VOID(ReadDays(calendar.At("worked"), &spec->makeup_workdays));
  std::sort(spec->holidays.begin(), spec->holidays.end());
  std::sort(spec->makeup_workdays.begin(), spec->makeup_workdays.end());
  return {};
}

Result<BusinessCalendarSpec> ReadCalendar(const fs::path& file) {
  KEBAO_TRY(const Yaml calendar, Yaml::Load(file));
  KEBAO_TRY_VOID(
      calendar.AllowKeys({"zone", "years", "weekly", "makeup", "holidays", "closed", "worked"}));
  BusinessCalendarSpec spec;
  spec.name = file.stem().string();
  KEBAO_TRY(const Yaml zone, calendar.Require("zone"));
  KEBAO_TRY(const std::string zone_name, zone.AsText());
  auto found = TimeZone::Find(zone_name);
  if (!found) return MakeProblem("zone.unknown", zone.place(), {{"zone", zone_name}});
  spec.zone = *found;
  KEBAO_TRY_VOID(ReadYears(calendar, &spec));
  KEBAO_TRY_VOID(ReadHours(calendar, &spec));
  KEBAO_TRY_VOID(ReadFreeDays(calendar, file.parent_path(), &spec));
  return spec;
}

Result<int32_t> IndexOf(const std::vector<BusinessCalendar>& calendars, const Yaml& node) {
  KEBAO_TRY(const std::string name, node.AsText());
  if (name == "none") return BusinessCalendars::kNoCalendar;
  for (size_t index = 0; index < calendars.size(); ++index) {
    if (calendars[index].name() == name) return static_cast<int32_t>(index);
  }
  return MakeProblem("calendar.unknown", node.place(), {{"calendar", name}});
}

Result<std::vector<BusinessCalendars::Rule>> ReadRules(
    const fs::path& file, const std::vector<BusinessCalendar>& calendars) {
  KEBAO_TRY(const Yaml assignment, Yaml::Load(file));
  KEBAO_TRY_VOID(assignment.AllowKeys({"rules"}));
  std::vector<BusinessCalendars::Rule> rules;
  for (const Yaml& node : assignment.At("rules").Items()) {
    KEBAO_TRY_VOID(node.AllowKeys({"team", "channel", "calendar"}));
    BusinessCalendars::Rule& rule = rules.emplace_back();
    KEBAO_TRY(rule.teams, node.At("team").AsTextList());
    KEBAO_TRY(rule.channels, node.At("channel").AsTextList());
    KEBAO_TRY(const Yaml calendar, node.Require("calendar"));
    KEBAO_TRY(rule.calendar, IndexOf(calendars, calendar));
  }
  return rules;
}

FilesByName CollectFiles(std::span<const fs::path> folders) {
  FilesByName files;
  for (const fs::path& folder : folders) {
    for (const fs::path& file : YamlFilesIn(folder)) files[file.filename().string()] = file;
  }
  return files;
}

/// Over the open intervals themselves, so that holidays and time zone rules are in it.
uint64_t VersionOf(const BusinessCalendar& calendar) {
  uint64_t version = HashBytes(calendar.name());
  for (const InstantRange& open : calendar.IntervalsIn(calendar.range())) {
    version = CombineHashes(version, static_cast<uint64_t>(open.start.micros));
    version = CombineHashes(version, static_cast<uint64_t>(open.end.micros));
  }
  return version;
}

uint64_t VersionOf(const BusinessCalendars::Rule& rule) {
  uint64_t version = static_cast<uint64_t>(rule.calendar) + 1;
  for (const std::string& team : rule.teams) version = CombineHashes(version, HashBytes(team, 1));
  for (const std::string& channel : rule.channels)
    version = CombineHashes(version, HashBytes(channel, 2));
  return version;
}

}  // namespace

Result<BusinessCalendars> BusinessCalendars::Load(std::span<const fs::path> folders) {
  FilesByName files = CollectFiles(folders);
  const fs::path assignment = files.contains(kAssignmentFile) ? files[kAssignmentFile] : fs::path();
  files.erase(kAssignmentFile);
  std::vector<BusinessCalendar> calendars;
  uint64_t version = 0;
  for (const auto& [name, file] : files) {
    KEBAO_TRY(const BusinessCalendarSpec spec, ReadCalendar(file));
    calendars.emplace_back(spec);
    version = CombineHashes(version, VersionOf(calendars.back()));
  }
  std::vector<Rule> rules;
  if (!assignment.empty()) {
    KEBAO_TRY(rules, ReadRules(assignment, calendars));
  }
  for (const Rule& rule : rules) version = CombineHashes(version, VersionOf(rule));
  return BusinessCalendars(std::move(calendars), std::move(rules), version);
}

}  // namespace kebao
