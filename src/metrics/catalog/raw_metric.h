#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "base/yaml.h"

namespace kebao::metrics {

/// One statistic that a family offers: first_response_seconds → first_response_seconds_p90.
struct Statistic {
  std::string id;    // "mean", "median", "p90", "p95", "max", "min", "sum"
  std::string kind;  // the metric's kind
  double q = 0;
};
/// Problem "metric.unknown_statistic".
Result<Statistic> StatisticNamed(const Yaml& name);

/// A metric as written: the entry of the catalogue, and over it the entry of a pack. A field of the
/// pack wins.
struct RawMetric {
  std::string id;
  Yaml base;
  std::optional<Yaml> changed;         // the pack's entry
  std::optional<Statistic> statistic;  // member of a family
  bool is_business = false;            // member of a family in business time

  Yaml Field(std::string_view key) const;
  std::string place() const { return (changed ? *changed : base).place(); }
};

/// Unknown keys are refused.
Result<void> CheckEntryKeys(const Yaml& entry);

/// The metrics of one entry: itself, or every member of the family.
Result<std::vector<RawMetric>> ExpandEntry(const Yaml& entry);

}  // namespace kebao::metrics
