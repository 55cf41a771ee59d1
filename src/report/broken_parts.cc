#include "report/template.h"

namespace kebao::report {

std::vector<Problem> BrokenPartsOf(const Template& spec) {
  std::vector<Problem> problems;
  for (const SectionSpec& section : spec.sections) {
    for (const BlockSpec& block : section.blocks) {
      if (const auto* broken = std::get_if<BrokenBlock>(&block))
        problems.push_back(broken->problem);
    }
  }
  return problems;
}

Result<void> CheckThatSomethingIsLeft(const Template& spec) {
  const std::vector<Problem> problems = BrokenPartsOf(spec);
  size_t blocks = 0;
  for (const SectionSpec& section : spec.sections) blocks += section.blocks.size();
  if (!problems.empty() && problems.size() == blocks) return std::unexpected(problems.front());
  return {};
}

}  // namespace kebao::report
