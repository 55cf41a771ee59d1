#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "domain/timing_spec.h"

namespace kebao::domain {

/// A timing that cannot be used because a definition is wrong: its own, or one that it is made of.
struct BrokenTiming {
  std::string id;
  std::string pack;  // empty: Kebao's own, and so that of every pack
  Problem problem;
};

/// All timings: Kebao's own first, then what packs override, in a stable order. Immutable.
class TimingCatalog {
 public:
  TimingCatalog() = default;
  explicit TimingCatalog(std::vector<TimingSpec> timings) : timings_(std::move(timings)) {}
  TimingCatalog(std::vector<TimingSpec> timings, std::vector<BrokenTiming> broken)
      : timings_(std::move(timings)), broken_(std::move(broken)) {}

  /// Reads folder/timings/*.yaml and folder/packs/*.yaml of each catalogue folder in order; a later
  /// folder's timing or override replaces an earlier one's. In pack files only `timings` is looked
  /// at; the rest is the metrics' affair. Problems: "yaml.*", "timing.*", with places. With one
  /// folder any of them ends the loading; with more, what is wrong breaks only what it defines, and
  /// nothing of an earlier folder stands in for it: see broken().
  static Result<TimingCatalog> Load(std::span<const std::filesystem::path> catalog_folders);
  /// The same from texts, for tests: `timings` as in catalog/timings, and packs as (name, text).
  static Result<TimingCatalog> Parse(
      std::string_view timings, std::span<const std::pair<std::string, std::string>> packs = {});

  const std::vector<TimingSpec>& timings() const { return timings_; }
  const std::vector<BrokenTiming>& broken() const { return broken_; }
  /// Exactly this pack's; nullptr where it has none of its own. Empty pack: Kebao's own.
  const TimingSpec* Find(std::string_view id, std::string_view pack = "") const;
  /// What domain::FactCatalog is made from, in the order in which the facts fill them.
  std::vector<std::pair<Fact, FactColumn>> Columns() const;
  /// Over all rules that can be used.
  uint64_t version() const;

 private:
  std::vector<TimingSpec> timings_;
  std::vector<BrokenTiming> broken_;
};

}  // namespace kebao::domain
