#pragma once

#include <string>
#include <vector>

#include "engine/warehouse.h"

namespace kebao::app {

/// Which imports stood when something was computed, as a text to keep: "7" or "7 without 2,5" (the
/// last import there was, and those that were withdrawn).
std::string DataWatermark(const std::vector<engine::ImportRecord>& imports);

/// What became of the data between two moments.
struct DataChanges {
  bool is_other_version = false;             // data_version differs
  std::vector<engine::ImportRecord> come;    // stood at the second moment only
  std::vector<engine::ImportRecord> undone;  // at the first only

  /// Nothing was imported or undone, but facts were derived anew.
  bool is_only_derived() const { return is_other_version && come.empty() && undone.empty(); }
};

struct DataMoment {
  int64_t data_version = 0;
  std::string watermark;
};

DataMoment PresentData(const engine::Warehouse& warehouse);
/// `imports`: all there ever were.
DataChanges ChangesBetween(const DataMoment& before, const DataMoment& after,
                           const std::vector<engine::ImportRecord>& imports);

}  // namespace kebao::app
