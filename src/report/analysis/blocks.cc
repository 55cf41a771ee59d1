#include "report/analysis/blocks.h"

namespace kebao::report {

std::vector<std::string> MetricsOf(const AnalysisBlock& block) {
  return std::visit(
      [](const auto& one) -> std::vector<std::string> {
        if constexpr (requires { one.metrics; }) return one.metrics;
        return {};
      },
      block);
}

std::vector<std::string> DimensionsOf(const AnalysisBlock& block) {
  return std::visit(
      [](const auto& one) -> std::vector<std::string> {
        if constexpr (requires { one.dimensions; }) return one.dimensions;
        if constexpr (requires { one.by; }) return {one.by};
        return {};
      },
      block);
}

}  // namespace kebao::report
