#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "report/block_builder.h"

namespace kebao::report {

using document::Series;
using metrics::MetricSpec;
using metrics::ResultTable;
using metrics::Row;
using metrics::Value;

namespace {

/// Lines and areas, and whatever has one category per bucket.
bool IsOverTime(const ChartBlock& block) {
  using enum document::Chart::Kind;
  return block.kind == kLine || block.kind == kArea ||
         (block.kind == kStackedBar && block.grain != metrics::Grain::kNone);
}

}  // namespace

Result<document::Block> BlockBuilder::Chart(const ChartBlock& block,
                                            const ResultTable& answer) const {
  KEBAO_TRY(const Specs specs, SpecsOf(block.metrics));
  const bool is_heat_map = block.kind == document::Chart::Kind::kHeatMap;
  if (is_heat_map && (block.dimensions.size() != 2 || specs.size() != 1)) {
    return MakeProblem("report.heat_map", spec_.place, {{"chart", block.id}});
  }
  const bool is_by_part =
      block.kind == document::Chart::Kind::kPie || (IsOverTime(block) && !block.dimensions.empty());
  const bool is_whole = block.kind != document::Chart::Kind::kLine;
  if (is_by_part &&
      (specs.size() != 1 || block.dimensions.size() != 1 || (is_whole && !AddsUp(*specs[0])))) {
    return MakeProblem("report.parts", spec_.place, {{"chart", block.id}});
  }
  if (!is_heat_map && block.dimensions.empty() && block.grain == metrics::Grain::kNone) {
    return MakeProblem("report.chart", spec_.place, {{"chart", block.id}});
  }
  document::Chart chart = Points(block, answer, specs);
  chart.id = block.id;
  chart.kind = block.kind;
  chart.title = block.title.In(sources_.texts.language());
  if (specs.front()->polarity != metrics::Polarity::kNone) {
    chart.up_is_good = specs.front()->polarity == metrics::Polarity::kUp;
  }
  chart.provenance = {specs.front()->id, request_.context.pack,
                      fmt::format("period={}; by={}", request_.context.period.id,
                                  fmt::join(block.dimensions, ","))};
  return chart;
}

document::Chart BlockBuilder::Points(const ChartBlock& block, const ResultTable& answer,
                                     const Specs& specs) const {
  if (block.kind == document::Chart::Kind::kHeatMap) return HeatMap(block, answer, specs);
  if (!IsOverTime(block)) return BarChart(block, answer, specs);
  return block.dimensions.empty() ? LineChart(block, answer, specs)
                                  : PartsOverTime(block, answer, specs);
}

void BlockBuilder::AddPoint(Series* series, const MetricSpec& spec, const Value& value) const {
  const document::Figure figure = figures_.Make(spec, value, "");
  series->values.push_back(figure.raw);
  series->texts.push_back(figure.text);
  series->incomplete.push_back(!figure.is_complete);
}

std::string BlockBuilder::RowLabel(const Row& row, const metrics::Query& query) const {
  std::vector<std::string> parts;
  if (query.grain != metrics::Grain::kNone) parts.push_back(labels_.Bucket(row, query.grain));
  for (size_t index = 0; index < row.keys.size(); ++index) {
    parts.push_back(labels_.Value(query.dimensions[index], row.keys[index]));
  }
  return fmt::format("{}", fmt::join(parts, " · "));
}

document::Chart BlockBuilder::LineChart(const ChartBlock& block, const ResultTable& answer,
                                        const Specs& specs) const {
  document::Chart chart;
  chart.category_title = labels_.GrainName(block.grain);
  const std::string& language = sources_.texts.language();
  for (const Row& row : answer.rows) {
    if (!row.is_total) chart.categories.push_back(RowLabel(row, answer.query));
  }
  for (size_t index = 0; index < specs.size(); ++index) {
    Series current{specs[index]->name.In(language), FigureMaker::FormatOf(*specs[index])};
    Series previous = current;
    current.role = "current";
    previous.role = "previous";
    for (const Row& row : answer.rows) {
      if (row.is_total) continue;
      AddPoint(&current, *specs[index], row.values[index]);
      if (index < row.compared.size()) AddPoint(&previous, *specs[index], row.compared[index]);
    }
    const bool has_previous = block.is_compared &&
                              previous.values.size() == current.values.size() &&
                              !current.values.empty();
    if (has_previous) previous.name = request_.context.comparison->id;
    if (has_previous) current.name = request_.context.period.id;
    chart.series.push_back(std::move(current));
    if (has_previous) chart.series.push_back(std::move(previous));
  }
  return chart;
}

/// Bars in the order of their size; slices and buckets are complete.
RankingRules BlockBuilder::RulesOf(const ChartBlock& block, const Specs& specs) const {
  using enum document::Chart::Kind;
  const bool is_ranking = (block.kind == kBar || block.kind == kHorizontalBar) &&
                          block.grain == metrics::Grain::kNone && block.dimensions.size() == 1;
  if (!is_ranking) return {};
  const auto dimension = sources_.catalog.FindDimension(block.dimensions[0]);
  using enum metrics::DimensionKind;
  return {dimension && ((*dimension)->kind == kAgent || (*dimension)->kind == kTeam),
          block.top > 0 && specs.size() == 1 && AddsUp(*specs.front())};
}

std::string BlockBuilder::NoteOfNobody(const ChartBlock& block, const MetricSpec& spec,
                                       const Row& nobody) const {
  const auto dimension = labels_.Dimension(block.dimensions[0]);
  return sources_.texts.Get("report.nobody",
                            {{"dimension", dimension ? *dimension : block.dimensions[0]},
                             {"metric", spec.name.In(sources_.texts.language())},
                             {"value", figures_.Make(spec, nobody.values[0], "").text}});
}

document::Chart BlockBuilder::BarChart(const ChartBlock& block, const ResultTable& answer,
                                       const Specs& specs) const {
  const auto [all, not_stated] = RowsToRank(answer, RulesOf(block, specs));
  std::vector<const Row*> rows = all;
  if (block.grain == metrics::Grain::kNone) {
    std::stable_sort(rows.begin(), rows.end(), [](const Row* a, const Row* b) {
      return a->values[0].value.value_or(-1) > b->values[0].value.value_or(-1);
    });
  }
  const size_t shown =
      block.top > 0 ? std::min(rows.size(), static_cast<size_t>(block.top)) : rows.size();
  document::Chart chart;
  if (not_stated != nullptr) chart.summary = NoteOfNobody(block, *specs.front(), *not_stated);
  for (size_t index = 0; index < shown; ++index)
    chart.categories.push_back(RowLabel(*rows[index], answer.query));
  const bool has_rest =
      block.has_rest && shown < rows.size() && AddsUp(*specs.front()) && specs.size() == 1;
  if (has_rest) {
    chart.categories.push_back(
        sources_.texts.Get("report.other", {{"count", std::to_string(rows.size() - shown)}}));
  }
  for (size_t metric = 0; metric < specs.size(); ++metric) {
    Series series{specs[metric]->name.In(sources_.texts.language()),
                  FigureMaker::FormatOf(*specs[metric])};
    for (size_t index = 0; index < shown; ++index)
      AddPoint(&series, *specs[metric], rows[index]->values[metric]);
    if (has_rest) {
      Value rest{0.0};
      for (size_t index = shown; index < rows.size(); ++index) {
        rest.value = *rest.value + rows[index]->values[metric].value.value_or(0);
        rest.n += rows[index]->values[metric].n;
      }
      AddPoint(&series, *specs[metric], rest);
    }
    chart.series.push_back(std::move(series));
  }
  return chart;
}

document::Chart BlockBuilder::HeatMap(const ChartBlock& block, const ResultTable& answer,
                                      const Specs& specs) const {
  // Every weekday and every hour has its cell, whether anything happened there or not.
  std::map<int64_t, std::string> rows;
  std::map<int64_t, std::string> columns;
  std::map<std::pair<int64_t, int64_t>, const Row*> cells;
  for (const Row& row : answer.rows) {
    if (row.is_total) continue;
    rows.emplace(row.key_codes[0], labels_.Value(block.dimensions[0], row.keys[0]));
    columns.emplace(row.key_codes[1], labels_.Value(block.dimensions[1], row.keys[1]));
    cells[{row.key_codes[0], row.key_codes[1]}] = &row;
  }
  document::Chart chart;
  for (const auto& [code, label] : rows) chart.rows.push_back(label);
  for (const auto& [code, label] : columns) chart.categories.push_back(label);
  Series series{specs[0]->name.In(sources_.texts.language()), FigureMaker::FormatOf(*specs[0])};
  const Value nothing = AddsUp(*specs[0]) ? Value{0.0} : Value{};
  for (const auto& [row_code, row_label] : rows) {
    for (const auto& [column_code, column_label] : columns) {
      const auto found = cells.find({row_code, column_code});
      AddPoint(&series, *specs[0], found == cells.end() ? nothing : found->second->values[0]);
    }
  }
  chart.series.push_back(std::move(series));
  return chart;
}

}  // namespace kebao::report
