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
  std::vector<std::string> operator()(const NarrativeBlock& block) const {
    std::vector<std::string> all;
    for (const metrics::Query& query : QuestionsOf(block))
      all.insert(all.end(), query.metrics.begin(), query.metrics.end());
    return all;
  }
  std::vector<std::string> operator()(const AnalysisBlock& block) const { return MetricsOf(block); }
  template <class Other>
  std::vector<std::string> operator()(const Other&) const {
    return {};
  }
};

struct DimensionsOfBlock {
  std::vector<std::string> operator()(const AnalysisBlock& block) const {
    return DimensionsOf(block);
  }
  std::vector<std::string> operator()(const TableBlock& block) const { return block.dimensions; }
  std::vector<std::string> operator()(const ChartBlock& block) const { return block.dimensions; }
  std::vector<std::string> operator()(const NarrativeBlock& block) const {
    std::vector<std::string> all;
    for (const metrics::Query& query : QuestionsOf(block))
      all.insert(all.end(), query.dimensions.begin(), query.dimensions.end());
    return all;
  }
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

metrics::Query QuestionOf(const NarrativeBlock::ByDimension& item) {
  return {{item.metric}, {item.dimension}, metrics::Grain::kNone, true};
}

std::vector<std::string> WholeMetricsOf(const NarrativeBlock& block) {
  std::vector<std::string> metrics = block.changes;
  for (const NarrativeBlock::Target& target : block.targets) {
    if (std::ranges::find(metrics, target.metric) == metrics.end())
      metrics.push_back(target.metric);
  }
  return metrics;
}

std::vector<metrics::Query> QuestionsOf(const NarrativeBlock& block) {
  std::vector<metrics::Query> queries;
  std::vector<std::string> whole = WholeMetricsOf(block);
  if (!whole.empty()) queries.push_back({std::move(whole), {}, metrics::Grain::kNone, false});
  for (const auto& item : block.shares) queries.push_back(QuestionOf(item));
  for (const auto& item : block.ranks) queries.push_back(QuestionOf(item));
  return queries;
}

std::vector<std::string> HeadlineMetrics(const Template& spec) {
  for (const SectionSpec& section : spec.sections) {
    for (const BlockSpec& block : section.blocks) {
      if (const auto* kpis = std::get_if<KpiBlock>(&block)) return kpis->metrics;
    }
  }
  return {};
}

std::vector<std::string> MetricsOf(const BlockSpec& block) {
  return std::visit(MetricsOfBlock{}, block);
}

std::vector<std::string> DimensionsOf(const BlockSpec& block) {
  return std::visit(DimensionsOfBlock{}, block);
}

std::vector<std::string> MetricsOf(const Template& spec) { return Collect(spec, MetricsOfBlock{}); }

std::vector<std::string> DimensionsOf(const Template& spec) {
  return Collect(spec, DimensionsOfBlock{});
}

}  // namespace kebao::report
