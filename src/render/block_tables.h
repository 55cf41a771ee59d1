#pragma once

#include <string>

#include "base/problem.h"
#include "document/document.h"

namespace kebao::render {

/// Column titles for blocks that have none of their own, in the document's language.
struct BlockTitles {
  std::string kpi;
  std::string value;
  std::string change;
  std::string compared_with;
  std::string note;
  std::string definition;
  std::string metric;
  std::string formula;
  std::string details;
};

/// Blocks other than tables as tables, so that a format which knows only tables shows them too.
document::Table TableOf(const document::KpiRow& kpis, const BlockTitles& titles);
document::Table TableOf(const document::DefinitionList& definitions, const BlockTitles& titles);
/// One row per category and one column per series; a heat map: one row per row label and one column
/// per category. Cells without a value hold the series' text.
document::Table TableOf(const document::Chart& chart);

/// What renderers rely on: rows as wide as the columns, series as long as the categories, formats
/// on columns that exist. Problem "render.document_malformed" with the block's id as place.
Result<void> CheckDocument(const document::Document& document);

}  // namespace kebao::render
