#pragma once

#include <string>
#include <vector>

#include "document/document.h"
#include "report/build.h"
#include "report/figures.h"
#include "report/labels.h"
#include "report/ranked_rows.h"
#include "report/template.h"

namespace kebao::report {

/// Where figures are from that stand beside an agent's own ones.
inline constexpr const char* kEverybody = "everybody";

/// Whether values of different rows can be added: counts and sums.
bool AddsUp(const metrics::MetricSpec& spec);

/// Block specification + its answer → block of the document.
class BlockBuilder {
 public:
  BlockBuilder(const Template& spec, const ReportRequest& request, const ReportSources& sources)
      : spec_(spec),
        request_(request),
        sources_(sources),
        figures_(sources.catalog, sources.texts, request.context, request.currency),
        labels_(sources.catalog, sources.texts, request.context.zone) {}

  Result<document::Block> Kpis(const KpiBlock& block, const metrics::ResultTable& answer) const;
  /// `everybody`: the same question without the filter on the agent, told beside; may be null.
  Result<document::Block> Comparison(const ComparisonBlock& block,
                                     const metrics::ResultTable& answer,
                                     const metrics::ResultTable* everybody) const;
  Result<document::Block> Table(const TableBlock& block, const metrics::ResultTable& answer) const;
  Result<document::Block> Chart(const ChartBlock& block, const metrics::ResultTable& answer) const;
  std::vector<document::Block> DataQuality() const;
  Result<document::Block> Definitions(const std::vector<std::string>& metrics) const;

  const Labels& labels() const { return labels_; }
  const FigureMaker& figures() const { return figures_; }
  std::string ComparisonLabel() const;

 private:
  using Specs = std::vector<const metrics::MetricSpec*>;
  Result<Specs> SpecsOf(const std::vector<std::string>& metrics) const;
  Result<std::vector<document::TableColumn>> Columns(const TableBlock& block,
                                                     const Specs& specs) const;
  /// `total_key`: of the text that a total has in place of a name.
  std::vector<document::Cell> Cells(const metrics::Row& row, const metrics::Query& query,
                                    const Specs& specs, const char* total_key) const;
  /// The note and what the mark of a partial figure means.
  std::string WithPartialNote(const std::string& note) const;
  /// One sentence below a table in which some figure carries the mark.
  void ExplainMarks(document::Table* table) const;
  std::string Where(const metrics::Row& row, const metrics::Query& query) const;
  std::string RowLabel(const metrics::Row& row, const metrics::Query& query) const;
  document::Chart Points(const ChartBlock& block, const metrics::ResultTable& answer,
                         const Specs& specs) const;
  document::Chart LineChart(const ChartBlock& block, const metrics::ResultTable& answer,
                            const Specs& specs) const;
  RankingRules RulesOf(const ChartBlock& block, const Specs& specs) const;
  std::string NoteOfNobody(const ChartBlock& block, const metrics::MetricSpec& spec,
                           const metrics::Row& nobody) const;
  document::Chart BarChart(const ChartBlock& block, const metrics::ResultTable& answer,
                           const Specs& specs) const;
  document::Chart PartsOverTime(const ChartBlock& block, const metrics::ResultTable& answer,
                                const Specs& specs) const;
  document::Chart HeatMap(const ChartBlock& block, const metrics::ResultTable& answer,
                          const Specs& specs) const;
  void AddPoint(document::Series* series, const metrics::MetricSpec& spec,
                const metrics::Value& value) const;

  const Template& spec_;
  const ReportRequest& request_;
  const ReportSources& sources_;
  FigureMaker figures_;
  Labels labels_;
};

}  // namespace kebao::report
