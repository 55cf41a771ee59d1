#pragma once

#include <string>
#include <vector>

#include "report/analysis/blocks.h"
#include "report/analysis/casebook.h"

namespace kebao::report {

using Blocks = std::vector<document::Block>;

/// Asks (inquiry) what a block of analysis is about, and tells what was found as sentences, charts
/// and tables. `section`: its id, where ids of sentences begin. Problems of all of these: those of
/// metrics.
Result<Blocks> TellAnalysis(const AnalysisBlock& block, const std::string& section,
                            Casebook* casebook);

/// Without a comparison: that there is none.
Result<Blocks> Tell(const CauseBlock& block, const std::string& section, Casebook* casebook);
Result<Blocks> Tell(const TrendBlock& block, const std::string& section, Casebook* casebook);
Result<Blocks> Tell(const UnusualBlock& block, const std::string& section, Casebook* casebook);
/// Of the period after the report's. Says so where the history is too short.
Result<Blocks> Tell(const ForecastBlock& block, const std::string& section, Casebook* casebook);
Result<Blocks> Tell(const PeopleBlock& block, const std::string& section, Casebook* casebook);
/// Of the period after the report's.
Result<Blocks> Tell(const StaffingBlock& block, const std::string& section, Casebook* casebook);
/// Without stages: that there are none.
Result<Blocks> Tell(const ProcessBlock& block, const std::string& section, Casebook* casebook);
/// Of the period after the report's.
Result<Blocks> Tell(const RiskBlock& block, const std::string& section, Casebook* casebook);
/// Needs three whole periods: says so where there are fewer.
Result<Blocks> Tell(const RecurringBlock& block, const std::string& section, Casebook* casebook);
/// What the playbook has for what the blocks before have found and for the metrics that are worse.
Result<Blocks> Tell(const SuggestionBlock& block, const std::string& section, Casebook* casebook);

/// A muted sentence that is not about figures.
document::Paragraph Note(const Casebook& casebook, const char* key,
                         const TextArguments& arguments = {});
/// Says how many were found beyond those that are told; nothing where there are none.
void SayThatThereAreMore(const Casebook& casebook, size_t found, size_t told, Blocks* blocks);
/// What the block names, or what is usual.
const std::vector<std::string>& Or(const std::vector<std::string>& asked,
                                   const std::vector<std::string>& usual);

}  // namespace kebao::report
