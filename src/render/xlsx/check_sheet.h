#pragma once

#include <string>
#include <vector>

#include "render/render_texts.h"
#include "render/xlsx/detail_writer.h"
#include "render/xlsx/rows_figure.h"

namespace kebao::render::xlsx {

/// A sheet that computes the figures of every block from the rows: formulas on the left, what the
/// answers were on the right, and per row whether both agree. A formula's cell holds the answer as
/// its last value, for programs that compute nothing. `texts`: LoadXlsxTexts.
std::string CheckSheetXml(const std::vector<RowsFigure>& figures,
                          const std::vector<RowsBlock>& blocks, const DetailPlace& rows,
                          const RenderTexts& texts);

}  // namespace kebao::render::xlsx
