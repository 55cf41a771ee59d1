#include "report/block_builder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace kebao::report {

using document::Block;
using document::Cell;
using document::Figure;
using metrics::MetricSpec;
using metrics::Query;
using metrics::ResultTable;
using metrics::Row;
using metrics::Value;

namespace {

/// The row without dimension values; queries without dimensions have just that one.
const Row* WholeRow(const ResultTable& answer) {
  const auto found = std::find_if(answer.rows.begin(), answer.rows.end(), [&](const Row& row) {
    return row.is_total || answer.query.dimensions.empty();
  });
  return found == answer.rows.end() ? nullptr : &*found;
}

const Value* ComparedAt(const Row& row, size_t index) {
  return index < row.compared.size() ? &row.compared[index] : nullptr;
}

/// One note after the other.
std::string Together(const std::string& note, const std::string& more) {
  return note.empty() ? more : note + " " + more;
}

}  // namespace

bool AddsUp(const MetricSpec& spec) {
  return spec.kind == metrics::MetricKind::kCount || spec.kind == metrics::MetricKind::kSum;
}

Result<BlockBuilder::Specs> BlockBuilder::SpecsOf(const std::vector<std::string>& metrics) const {
  Specs specs;
  for (const std::string& metric : metrics) {
    KEBAO_TRY(specs.emplace_back(), figures_.Spec(metric));
  }
  return specs;
}

std::string BlockBuilder::ComparisonLabel() const {
  if (!request_.context.comparison) return "";
  return sources_.texts.Get("report.comparison." + request_.comparison_name,
                            {{"period", request_.context.comparison->id}});
}

Result<Block> BlockBuilder::Kpis(const KpiBlock& block, const ResultTable& answer) const {
  KEBAO_TRY(const Specs specs, SpecsOf(block.metrics));
  const Row* row = WholeRow(answer);
  document::KpiRow kpis;
  for (size_t index = 0; index < specs.size(); ++index) {
    const Value value = row == nullptr ? Value{} : row->values[index];
    document::Kpi kpi;
    kpi.label = specs[index]->name.In(sources_.texts.language());
    kpi.value = figures_.Marked(*specs[index], value, "");
    if (const Value* before = row == nullptr ? nullptr : ComparedAt(*row, index)) {
      kpi.change = figures_.Change(*specs[index], value, *before);
      kpi.change_label = ComparisonLabel();
    }
    kpi.note = specs[index]->formula.In(sources_.texts.language());
    if (kpi.value.is_partial) kpi.note = WithPartialNote(kpi.note);
    kpis.items.push_back(std::move(kpi));
  }
  return kpis;
}

Result<Block> BlockBuilder::Comparison(const ComparisonBlock& block, const ResultTable& answer,
                                       const ResultTable* everybody) const {
  KEBAO_TRY(const Specs specs, SpecsOf(block.metrics));
  const Texts& texts = sources_.texts;
  const Row* row = WholeRow(answer);
  const Row* all = everybody == nullptr ? nullptr : WholeRow(*everybody);
  document::Table table;
  table.id = block.id;
  table.title = block.title.In(texts.language());
  if (table.title.empty()) table.title = texts.Get("report.own.beside");
  table.columns = {{"metric", texts.Get("report.metric")},
                   {"value", texts.Get("report.this_period"), document::NumberFormat::kDecimal2}};
  if (all != nullptr) {
    table.columns[1].title = texts.Get("report.own.value");
    table.columns.push_back(
        {"everybody", texts.Get("report.own.everybody"), document::NumberFormat::kDecimal2});
  }
  table.columns.push_back({"n", texts.Get("report.n"), document::NumberFormat::kInteger});
  table.columns.push_back({"interval", texts.Get("report.interval")});
  if (request_.context.comparison) {
    table.columns.push_back(
        {"compared", request_.context.comparison->id, document::NumberFormat::kDecimal2});
    table.columns.push_back({"change", ComparisonLabel(), document::NumberFormat::kPercent1});
    table.columns.push_back({"noise", texts.Get("report.beyond_noise")});
  }
  for (size_t index = 0; index < specs.size(); ++index) {
    const MetricSpec& spec = *specs[index];
    const Value value = row == nullptr ? Value{} : row->values[index];
    std::vector<Cell> cells = {spec.name.In(texts.language()), figures_.Marked(spec, value, "")};
    if (all != nullptr) cells.push_back(figures_.Marked(spec, all->values[index], kEverybody));
    cells.push_back(figures_.Count(value.n));
    cells.push_back(figures_.Interval(spec, value));
    if (request_.context.comparison) {
      const Value* before = row == nullptr ? nullptr : ComparedAt(*row, index);
      const auto change = before == nullptr ? std::nullopt : figures_.Change(spec, value, *before);
      cells.push_back(figures_.Marked(spec, before == nullptr ? Value{} : *before, "comparison"));
      cells.push_back(change ? Cell(*change) : Cell(std::string("–")));
      const bool has_interval = change && value.low && before->low;
      cells.push_back(!has_interval ? ""
                                    : texts.Get(FigureMaker::IsBeyondNoise(spec, value, *before)
                                                    ? "report.yes"
                                                    : "report.not_distinguishable"));
    }
    table.rows.push_back(std::move(cells));
  }
  ExplainMarks(&table);
  return table;
}

std::string BlockBuilder::WithPartialNote(const std::string& note) const {
  return Together(note, sources_.texts.Get("report.partial_note"));
}

void BlockBuilder::ExplainMarks(document::Table* table) const {
  const auto has_mark = [](const std::vector<Cell>& row) {
    return std::any_of(row.begin(), row.end(), [](const Cell& cell) {
      const auto* figure = std::get_if<Figure>(&cell);
      return figure != nullptr && figure->is_partial;
    });
  };
  if (std::any_of(table->rows.begin(), table->rows.end(), has_mark) ||
      (table->total && has_mark(*table->total)))
    table->note = WithPartialNote(table->note);
}

Result<std::vector<document::TableColumn>> BlockBuilder::Columns(const TableBlock& block,
                                                                 const Specs& specs) const {
  std::vector<document::TableColumn> columns;
  if (block.grain != metrics::Grain::kNone)
    columns.push_back({"bucket", labels_.GrainName(block.grain)});
  for (const std::string& dimension : block.dimensions) {
    KEBAO_TRY(const std::string title, labels_.Dimension(dimension));
    columns.push_back({dimension, title});
  }
  const std::string& language = sources_.texts.language();
  for (const MetricSpec* spec : specs) {
    const bool is_defined = !request_.audience || request_.audience->has_definitions;
    columns.push_back({spec->id, spec->name.In(language), FigureMaker::FormatOf(*spec),
                       is_defined ? spec->formula.In(language) : ""});
  }
  return columns;
}

std::string BlockBuilder::Where(const Row& row, const Query& query) const {
  std::vector<std::string> parts;
  if (query.grain != metrics::Grain::kNone)
    parts.push_back("bucket=" + labels_.Bucket(row, query.grain));
  for (size_t index = 0; index < row.keys.size() && !row.is_total; ++index) {
    parts.push_back(query.dimensions[index] + "=" + row.keys[index]);
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::vector<Cell> BlockBuilder::Cells(const Row& row, const Query& query, const Specs& specs,
                                      const char* total_key) const {
  std::vector<Cell> cells;
  const std::string total = row.is_total ? sources_.texts.Get(total_key) : "";
  if (query.grain != metrics::Grain::kNone)
    cells.emplace_back(row.is_total ? total : labels_.Bucket(row, query.grain));
  for (size_t index = 0; index < query.dimensions.size(); ++index) {
    const bool is_label = row.is_total && index == 0 && cells.empty();
    cells.emplace_back(row.is_total ? (is_label ? total : "")
                                    : labels_.Value(query.dimensions[index], row.keys[index]));
  }
  const std::string where = Where(row, query);
  for (size_t index = 0; index < specs.size(); ++index) {
    cells.emplace_back(figures_.Marked(*specs[index], row.values[index], where));
  }
  return cells;
}

Result<Block> BlockBuilder::Table(const TableBlock& block, const ResultTable& answer) const {
  KEBAO_TRY(const Specs specs, SpecsOf(block.metrics));
  document::Table table;
  table.id = block.id;
  table.title = block.is_own ? sources_.texts.Get("report.own.beside")
                             : block.title.In(sources_.texts.language());
  table.note = block.note.In(sources_.texts.language());
  table.formats = block.formats;
  KEBAO_TRY(table.columns, Columns(block, specs));
  std::vector<const Row*> rows;
  for (const Row& row : answer.rows) {
    if (row.is_total) {
      table.total =
          Cells(row, answer.query, specs, block.is_own ? "report.own.everybody" : "report.total");
    } else {
      rows.push_back(&row);
    }
  }
  const auto sort = std::find(block.metrics.begin(), block.metrics.end(), block.sort_metric);
  if (sort != block.metrics.end()) {
    const auto index = static_cast<size_t>(sort - block.metrics.begin());
    std::stable_sort(rows.begin(), rows.end(), [&](const Row* a, const Row* b) {
      return a->values[index].value.value_or(-1) > b->values[index].value.value_or(-1);
    });
  }
  const size_t all = rows.size();
  if (block.top > 0 && static_cast<size_t>(block.top) < all) {
    rows.resize(static_cast<size_t>(block.top));
    table.note = Together(table.note,
                          sources_.texts.Get("report.cut", {{"shown", std::to_string(rows.size())},
                                                            {"count", std::to_string(all)}}));
  }
  for (const Row* row : rows) table.rows.push_back(Cells(*row, answer.query, specs, ""));
  ExplainMarks(&table);
  return table;
}

}  // namespace kebao::report
