#include "report/analysis/tell.h"

namespace kebao::report {

Result<Blocks> TellAnalysis(const AnalysisBlock& block, const std::string& section,
                            Casebook* casebook) {
  return std::visit([&](const auto& one) { return Tell(one, section, casebook); }, block);
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
