#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/problem.h"
#include "base/yaml.h"
#include "metrics/catalog/metric_spec.h"
#include "metrics/catalog/raw_metric.h"
#include "metrics/catalog/words.h"

namespace kebao::metrics {

/// Why a definition cannot be used, by its id.
using BrokenById = std::map<std::string, Problem, std::less<>>;

/// Columns of facts that cannot be filled because a definition behind them is wrong, by the pack
/// that reads them so (empty: all packs) and name as it is written in expressions.
using BrokenColumns = std::map<std::pair<std::string, std::string>, Problem>;

/// What the files of all folders say, before it is checked against the facts. A later folder's
/// metric or dimension takes the place of an earlier one of the same id.
struct RawCatalog {
  Words words;
  std::vector<RawMetric> metrics;  // those that could be read
  std::map<std::string, std::vector<Yaml>, std::less<>>
      packs;  // `metrics:` of packs/*, later folders last
  std::vector<DimensionSpec> dimensions;
  std::vector<Yaml> rollups;  // documents of rollups/*

  BrokenById broken_metrics;
  BrokenById broken_families;  // by stem: what a file that cannot be read would have defined
  BrokenById broken_packs;     // as a whole
  BrokenById broken_dimensions;
  /// Of everything broken, in the order in which it was found.
  std::vector<Problem> problems;
  /// Ids of the metrics, packs and dimensions of the first folder.
  std::set<std::string, std::less<>> first_ids;
  /// Some folder after the first holds definitions.
  bool has_later_files = false;
  /// Of all files as they stand.
  uint64_t version = 0;
};

/// With one folder the first problem is returned; with more, what is wrong breaks only what it
/// defines.
Result<RawCatalog> ReadRawCatalog(const std::vector<std::filesystem::path>& folders);

}  // namespace kebao::metrics
