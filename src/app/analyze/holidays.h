#pragma once

#include <filesystem>
#include <vector>

#include "analysis/trend/aligned_days.h"
#include "base/problem.h"

namespace kebao::app {

/// Every holiday and make-up day of one file of catalog/calendars. Problems: yaml.*,
/// "calendar.day".
Result<std::vector<analysis::NamedDay>> LoadHolidaysOfYear(const std::filesystem::path& file);

/// Every holiday and make-up day of a folder of catalog/calendars (docs/calendars.md), in the order
/// of the files. Problems: yaml.*, "calendar.day", "calendar.holidays" {folder}: no file.
Result<std::vector<analysis::NamedDay>> LoadHolidays(const std::filesystem::path& folder);

}  // namespace kebao::app
