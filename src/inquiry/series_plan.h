#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/problem.h"

namespace kebao::inquiry {

/// What is looked at over time where nothing is asked for, catalog/analysis/series.yaml.
struct SeriesPlan {
  std::vector<std::string> trend_metrics;
  std::vector<std::string> anomaly_metrics;
  std::vector<std::string> anomaly_dimensions;  // value by value, beside the whole
  /// Kinds of known events that make days unlike their weekday.
  std::vector<std::string> named_kinds;
};
/// Problems "yaml.*".
Result<SeriesPlan> LoadSeriesPlan(const std::filesystem::path& file);

}  // namespace kebao::inquiry
