#pragma once

#include <vector>

#include "document/document.h"
#include "render/block_tables.h"
#include "render/xlsx/column_widths.h"

namespace kebao::render::xlsx {

/// A native chart that was taken out of the flow, with the heading that stood right before it.
struct MovedChart {
  const document::Heading* heading = nullptr;
  const document::Chart* chart = nullptr;
};

/// Where the blocks of a section go on its sheet. With exactly one table the charts stand beside it
/// (a narrow table) or below it, so that the table's header can be frozen near the top; otherwise
/// everything keeps its order.
struct SectionLayout {
  std::vector<const document::Block*> flow;
  std::vector<MovedChart> moved;
  const document::Table* only_table = nullptr;
  bool is_beside = false;
  ColumnWidths widths;
};

SectionLayout LayOut(const document::Section& section, const BlockTitles& titles);

}  // namespace kebao::render::xlsx
