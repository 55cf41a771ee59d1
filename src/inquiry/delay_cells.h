#pragma once

#include <expected>
#include <string>
#include <vector>

#include "analysis/process/delay.h"
#include "inquiry/process_parts.h"

namespace kebao::inquiry {

/// A time by kind of case in two periods, ready to be taken apart.
struct DelayCells {
  std::vector<std::vector<std::string>> kinds;
  std::vector<analysis::Change> whole;
  std::vector<analysis::process::StageCells> stages;
};

/// `tables`: the whole's mean by kind of case, then that of each of `plans`, of one context with a
/// comparison. Cases that do not record a stage have no time in it; what the stages leave of the
/// whole (definitions of the user's that are no partition) becomes a stage "rest". Errors: those of
/// analysis::BreakdownOf.
std::expected<DelayCells, analysis::Outcome> DelayCellsOf(
    const ProcessAsked& asked, const std::vector<metrics::ResultTable>& tables,
    const std::vector<StagePlan>& plans);

}  // namespace kebao::inquiry
