#pragma once

#include <span>
#include <string>
#include <vector>

#include "metrics/plan/planner.h"

namespace kebao::metrics {

/// Text of a dimension's code as a row shows it; "" = not stated.
std::string TextOfCode(const DimensionSpec& dimension, int64_t code,
                       const engine::Directory& directory);

/// By bucket, then by dimension texts (numbers of computed dimensions by size), then by code.
void SortRows(const std::vector<const DimensionSpec*>& dimensions, std::vector<Row>* rows);

/// The source that a key belongs to, if it says so (source itself, or an agent's or team's); −1
/// otherwise.
int64_t SourceOfKey(const std::vector<const DimensionSpec*>& dimensions,
                    std::span<const int64_t> codes, const engine::Directory& directory);

}  // namespace kebao::metrics
