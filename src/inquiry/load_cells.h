#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/people/fair_share.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"
#include "inquiry/people_inquiry.h"

namespace kebao::inquiry {

/// Who is compared, and by what.
struct LoadFrame {
  const PeopleRequest& request;
  const metrics::MetricSpec& metric;           // counts cases
  const metrics::MetricSpec* hours = nullptr;  // seconds of presence; nullptr: not recorded
  std::map<std::string, size_t> people;        // places by key
};

/// What came in each part of each day (PeoplePlan::hour_bands) in each team and channel, and who
/// was there: of the team that most of the own cases of these seven days are of, and with a
/// twentieth at least of the own cases of the period in that channel. Where presence is not
/// recorded, who had a case in an hour was there in it, and cells are hours. Empty: the metric does
/// not know times of day. Asked week by week, so that what is held in memory at a time stays small.
Result<std::vector<analysis::people::LoadCell>> AskForLoadCells(
    const AskedMetrics& asked, const metrics::QueryContext& context, const LoadFrame& frame);

}  // namespace kebao::inquiry
