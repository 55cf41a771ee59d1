#include "report/analysis/tell.h"

namespace kebao::report {

namespace {

/// They look at metrics that catalog/analysis names and the block does not: of those some have no
/// figures under the report's filters or pack, which breaks no report.
bool AsksByItself(const AnalysisBlock& block) {
  return MetricsOf(block).empty() &&
         (std::holds_alternative<PeopleBlock>(block) ||
          std::holds_alternative<StaffingBlock>(block) ||
          std::holds_alternative<ProcessBlock>(block) || std::holds_alternative<RiskBlock>(block) ||
          std::holds_alternative<RecurringBlock>(block));
}

}  // namespace

Result<Blocks> TellAnalysis(const AnalysisBlock& block, const std::string& section,
                            Casebook* casebook) {
  auto told = std::visit([&](const auto& one) { return Tell(one, section, casebook); }, block);
  if (told || !AsksByItself(block) || !told.error().code.starts_with("query.")) return told;
  return Blocks{Note(*casebook, "report.analysis.not_here",
                     {{"what", casebook->texts().Describe(told.error()).what}})};
}

document::Paragraph Note(const Casebook& casebook, const char* key,
                         const TextArguments& arguments) {
  return {casebook.texts().Get(key, arguments), document::Tone::kMuted};
}

void SayThatThereAreMore(const Casebook& casebook, size_t found, size_t told, Blocks* blocks) {
  if (found <= told) return;
  blocks->emplace_back(
      Note(casebook, "report.analysis.more", {{"count", std::to_string(found - told)}}));
}

const std::vector<std::string>& Or(const std::vector<std::string>& asked,
                                   const std::vector<std::string>& usual) {
  return asked.empty() ? usual : asked;
}

}  // namespace kebao::report
