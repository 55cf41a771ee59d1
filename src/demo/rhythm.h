#pragma once

#include <array>
#include <vector>

#include "demo/demo_catalog.h"
#include "demo/story.h"
#include "demo/time_line.h"

namespace kebao::demo {

/// How many conversations are to be expected when: weights of days and hours without unit.
class VolumePlan {
 public:
  VolumePlan(const DemoCatalog& catalog, const TimeLine& line,
             const std::vector<StoryEffect>& effects);

  /// Of one hour (0 … 23) of a day (0 … days − 1).
  double WeightOf(int day, int hour) const {
    return hours_[static_cast<size_t>(day)][static_cast<size_t>(hour)];
  }
  /// The day's part of `total`, whole numbers that add up to it exactly.
  int64_t QuotaOf(int day, int64_t total) const;

 private:
  std::vector<std::array<double, 24>> hours_;
  std::vector<double> cumulative_;  // of whole days; one more than days
};

bool IsRestDay(const Rhythm& rhythm, LocalDay day);
/// A weekend that is no make-up workday, or a rest day.
bool IsDayOff(const Rhythm& rhythm, LocalDay day);

/// 1 + the relative surplus (or lack) of conversations that the effects in force make.
double VolumeFactorAt(const std::vector<StoryEffect>& effects, EpochSeconds at);

}  // namespace kebao::demo
