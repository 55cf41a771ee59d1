#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/block_builder.h"
#include "report/quality_text.h"

namespace kebao::report {

using document::Block;
using document::Cell;
using document::NumberFormat;
using document::TableColumn;

namespace {

std::vector<TableColumn> TextColumns(const Texts& texts, std::initializer_list<const char*> ids) {
  std::vector<TableColumn> columns;
  for (const char* id : ids)
    columns.push_back({id, texts.Get(std::string("report.quality.") + id)});
  return columns;
}

void AddCountColumns(const Texts& texts, std::initializer_list<const char*> ids,
                     std::vector<TableColumn>* columns) {
  for (const char* id : ids) {
    columns->push_back(
        {id, texts.Get(std::string("report.quality.") + id), NumberFormat::kInteger});
  }
}

}  // namespace

std::vector<Block> BlockBuilder::DataQuality() const {
  const Texts& texts = sources_.texts;
  if (sources_.quality.imports.empty())
    return {document::Paragraph{texts.Get("report.quality.no_imports")}};
  document::Table imports;
  imports.id = "imports";
  imports.title = texts.Get("report.quality.imports");
  imports.columns = TextColumns(texts, {"import", "file", "source", "imported_at"});
  AddCountColumns(texts,
                  {"read", "inserted", "updated", "duplicate", "repaired", "rejected", "ignored"},
                  &imports.columns);
  for (const auto& line : sources_.quality.imports) {
    std::vector<Cell> cells = {fmt::format("#{}", line.id), line.file, line.source,
                               line.imported_at};
    for (const int64_t count : {line.read, line.inserted, line.updated, line.duplicate,
                                line.repaired, line.rejected, line.ignored}) {
      cells.emplace_back(figures_.Count(count));
    }
    imports.rows.push_back(std::move(cells));
  }
  imports.note = texts.Get("report.quality.note");
  document::Table reasons;
  reasons.id = "quality_reasons";
  reasons.title = texts.Get("report.quality.reasons");
  reasons.columns = TextColumns(texts, {"import", "reason", "column"});
  AddCountColumns(texts, {"rows"}, &reasons.columns);
  reasons.columns.push_back({"example", texts.Get("report.quality.example")});
  for (const auto& line : sources_.quality.reasons) {
    reasons.rows.push_back({fmt::format("#{}", line.import),
                            QualityText(texts, line.code, line.column, line.example), line.column,
                            figures_.Count(line.rows), line.example});
  }
  return {imports, reasons};
}

Result<Block> BlockBuilder::Definitions(const std::vector<std::string>& metrics) const {
  const Texts& texts = sources_.texts;
  KEBAO_TRY(const Specs specs, SpecsOf(metrics));
  document::DefinitionList list;
  for (const metrics::MetricSpec* spec : specs) {
    std::vector<std::string> details;
    for (const auto& [rule, words] : spec->rules) {
      details.push_back(texts.Get("report.rule", {{"rule", texts.Get("report.rules." + rule)},
                                                  {"words", words.In(texts.language())}}));
    }
    list.items.push_back(
        {spec->id, spec->name.In(texts.language()), spec->formula.In(texts.language()),
         fmt::format("{}", fmt::join(details, texts.Get("report.rule_separator")))});
  }
  return list;
}

}  // namespace kebao::report
