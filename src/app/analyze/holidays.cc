#include "app/analyze/holidays.h"

#include "base/yaml.h"
#include "base/yaml_files.h"

namespace kebao::app {
namespace {

Result<void> AddDays(const Yaml& days, bool is_makeup, std::vector<analysis::NamedDay>* named) {
  for (const auto& [day, holiday] : days.Entries()) {
    const auto parsed = ParseDay(day);
    if (!parsed) return MakeProblem("calendar.day", holiday.place(), {{"day", day}});
    KEBAO_TRY(std::string name, holiday.AsText());
    named->push_back({*parsed, std::move(name), is_makeup});
  }
  return {};
}

}  // namespace

Result<std::vector<analysis::NamedDay>> LoadHolidaysOfYear(const std::filesystem::path& file) {
  std::vector<analysis::NamedDay> named;
  KEBAO_TRY(const Yaml year, Yaml::Load(file));
  KEBAO_TRY_VOID(AddDays(year.At("holidays"), false, &named));
  KEBAO_TRY_VOID(AddDays(year.At("workdays"), true, &named));
  return named;
}

Result<std::vector<analysis::NamedDay>> LoadHolidays(const std::filesystem::path& folder) {
  const auto files = YamlFilesIn(folder);
  if (files.empty())
    return MakeProblem("calendar.holidays", folder.string(), {{"folder", folder.string()}});
  std::vector<analysis::NamedDay> named;
  for (const auto& file : files) {
    KEBAO_TRY(const std::vector<analysis::NamedDay> year, LoadHolidaysOfYear(file));
    named.insert(named.end(), year.begin(), year.end());
  }
  return named;
}

}  // namespace kebao::app
