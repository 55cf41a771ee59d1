#pragma once

#include <vector>

#include "metrics/query.h"

namespace kebao::report {

/// Puts the rows of an answer, whose keys were renamed in some of its dimensions, in the order of
/// the new names, and gives them codes of that order: neither tells anything of the old names. In
/// the other dimensions the order stays; so do buckets before dimensions, "not stated" and the
/// total last.
void SortByNewNames(const std::vector<bool>& is_renamed, metrics::ResultTable* answer);

}  // namespace kebao::report
