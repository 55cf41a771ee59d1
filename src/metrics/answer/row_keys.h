#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "metrics/plan/planner.h"

namespace kebao::metrics {

/// Text of a dimension's code as a row shows it; "" = not stated.
std::string TextOfCode(const DimensionSpec& dimension, int64_t code,
                       const engine::Directory& directory);

/// The order in which groups are listed, as indices into `groups`: by the dimensions' texts
/// (numbers of computed dimensions by size, "" last), then by code. Linear in the groups but for
/// the sorting of integers: each text is collated once.
std::vector<uint32_t> OrderOfListing(const std::vector<const DimensionSpec*>& dimensions,
                                     std::span<const std::vector<int64_t>> groups,
                                     const engine::Directory& directory);

/// The source that a key belongs to, if it says so (source itself, or an agent's or team's); −1
/// otherwise.
int64_t SourceOfKey(const std::vector<const DimensionSpec*>& dimensions,
                    std::span<const int64_t> codes, const engine::Directory& directory);

}  // namespace kebao::metrics
