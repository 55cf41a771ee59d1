#include "report/question_list.h"

#include <algorithm>

namespace kebao::report {
namespace {

bool IsSame(const metrics::Query& a, const metrics::Query& b) {
  return a.metrics == b.metrics && a.dimensions == b.dimensions && a.grain == b.grain &&
         a.with_total == b.with_total;
}

struct MetricsOfBlock {
  std::vector<std::string> operator()(const KpiBlock& block) const { return block.metrics; }
  std::vector<std::string> operator()(const TableBlock& block) const { return block.metrics; }
  std::vector<std::string> operator()(const ComparisonBlock& block) const { return block.metrics; }
  std::vector<std::string> operator()(const ChartBlock& block) const { return block.metrics; }
  template <class Other>
  std::vector<std::string> operator()(const Other&) const {
    return {};
  }
};

struct DimensionsOfBlock {
  std::vector<std::string> operator()(const TableBlock& block) const { return block.dimensions; }
  std::vector<std::string> operator()(const ChartBlock& block) const { return block.dimensions; }
  template <class Other>
  std::vector<std::string> operator()(const Other&) const {
    return {};
  }
};

/// What `names` finds in the blocks, in order of appearance, each once.
template <class NamesOfBlock>
std::vector<std::string> Collect(const Template& spec, NamesOfBlock names) {
  std::vector<std::string> all;
  for (const SectionSpec& section : spec.sections) {
    for (const BlockSpec& block : section.blocks) {
      for (const std::string& name : std::visit(names, block)) {
        if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
      }
    }
  }
  return all;
}

}  // namespace

size_t QuestionList::Ask(metrics::Query query) {
  const auto found =
      std::find_if(queries_.begin(), queries_.end(),
                   [&](const metrics::Query& known) { return IsSame(known, query); });
  if (found != queries_.end()) return static_cast<size_t>(found - queries_.begin());
  queries_.push_back(std::move(query));
  return queries_.size() - 1;
}

metrics::Query QuestionOf(const KpiBlock& block) {
  return {block.metrics, {}, metrics::Grain::kNone, false};
}
metrics::Query QuestionOf(const ComparisonBlock& block) {
  return {block.metrics, {}, metrics::Grain::kNone, false};
}
metrics::Query QuestionOf(const TableBlock& block) {
  return {block.metrics, block.dimensions, block.grain, block.has_total};
}
metrics::Query QuestionOf(const ChartBlock& block) {
  return {block.metrics, block.dimensions, block.grain, false};
}

std::vector<std::string> HeadlineMetrics(const Template& spec) {
  for (const SectionSpec& section : spec.sections) {
    for (const BlockSpec& block : section.blocks) {
      if (const auto* kpis = std::get_if<KpiBlock>(&block)) return kpis->metrics;
    }
  }
  return {};
}

std::vector<std::string> MetricsOf(const Template& spec) { return Collect(spec, MetricsOfBlock{}); }

std::vector<std::string> DimensionsOf(const Template& spec) {
  return Collect(spec, DimensionsOfBlock{});
}

}  // namespace kebao::report
