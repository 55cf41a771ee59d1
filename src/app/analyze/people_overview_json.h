#pragma once

#include <nlohmann/json_fwd.hpp>

#include "inquiry/people_inquiry.h"

namespace kebao::app {

/// Adds quadrants, matrix, load and groups to what `kebao analyze people --format json` prints.
void AddOverview(const inquiry::PeopleAnswer& answer, nlohmann::ordered_json* tree);

}  // namespace kebao::app
