#pragma once

#include <string>
#include <vector>

#include "case_runner/case_file.h"
#include "metrics/query.h"

namespace kebao::cases {

/// Something that is not as it should be, and where the case says how it should be
/// ("file.yaml:12:7").
struct Mismatch {
  std::string place;
  std::string what;
};

/// The answer against what the case expects; empty if it is as expected. Figures to 1e-9.
std::vector<Mismatch> CompareWithExpected(const metrics::ResultTable& table,
                                          const Question& question, const TimeZone& zone);
/// The answer of another path than the fold.
struct OtherPath {
  std::string name;
  const metrics::ResultTable& table;
  bool has_intervals = true;  // false: quantiles come without theirs, so intervals are not compared
};
/// The answers of two paths against one another.
std::vector<Mismatch> ComparePaths(const metrics::ResultTable& fold, const OtherPath& other,
                                   const std::string& place);
/// The answer as one would write it into the case, for messages.
std::string ShowTable(const metrics::ResultTable& table);

}  // namespace kebao::cases
