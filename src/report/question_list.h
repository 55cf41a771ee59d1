#pragma once

#include <string>
#include <vector>

#include "metrics/query.h"
#include "report/template.h"

namespace kebao::report {

/// The queries of a template, each once: blocks that ask the same share the answer, and all are
/// answered in one go.
class QuestionList {
 public:
  /// Index of the query among queries().
  size_t Ask(metrics::Query query);
  const std::vector<metrics::Query>& queries() const { return queries_; }

 private:
  std::vector<metrics::Query> queries_;
};

metrics::Query QuestionOf(const KpiBlock& block);
metrics::Query QuestionOf(const ComparisonBlock& block);
metrics::Query QuestionOf(const TableBlock& block);
metrics::Query QuestionOf(const ChartBlock& block);
/// What a narrative's sentences rest on.
std::vector<metrics::Query> QuestionsOf(const NarrativeBlock& block);
/// A metric by a dimension, with the total.
metrics::Query QuestionOf(const NarrativeBlock::ByDimension& item);
/// The metrics that a narrative compares as a whole; none: it asks for none.
std::vector<std::string> WholeMetricsOf(const NarrativeBlock& block);
/// Those of the template's first tiles.
std::vector<std::string> HeadlineMetrics(const Template& spec);
/// Every metric that the template names, in order of appearance, each once.
std::vector<std::string> MetricsOf(const Template& spec);
std::vector<std::string> MetricsOf(const BlockSpec& block);
/// Every dimension likewise.
std::vector<std::string> DimensionsOf(const Template& spec);
std::vector<std::string> DimensionsOf(const BlockSpec& block);

}  // namespace kebao::report
