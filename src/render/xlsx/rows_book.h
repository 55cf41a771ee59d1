#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "render/artifact.h"
#include "render/render_texts.h"
#include "render/worker/render_worker.h"
#include "render/xlsx/detail_writer.h"
#include "render/xlsx/rows_figure.h"

namespace kebao::render {

/// What the PivotTables tell: the sum of one column and the mean of another by two dimensions.
struct RowsPivot {
  size_t rows = 0;  // columns of the rows
  size_t columns = 0;
  std::optional<size_t> sum;
  std::optional<size_t> mean;
};

struct RowsBookLayout {
  std::vector<std::string> titles;  // of the columns; made different from each other where needed
  std::vector<RowsFigure> figures;  // at least one
  std::optional<RowsPivot> pivot;
};

/// A workbook of raw rows, of formulas that compute figures from them, and of PivotTables over
/// them. Rows are written as they come; memory grows with the different texts of the pivot's
/// dimensions alone. Where rows need more than one sheet, formulas and PivotTables cannot reach all
/// of them and are left out with a warning. Not thread-safe.
///
/// Throws WorldFailure "output.*". Without Finish nothing is left of the file.
class RowsBook {
 public:
  /// `texts`: LoadXlsxTexts, must outlive the book.
  RowsBook(const std::filesystem::path& out, RowsBookLayout layout, const RenderTexts& texts,
           XlsxDetailOptions options = {});
  ~RowsBook();
  RowsBook(const RowsBook&) = delete;
  RowsBook& operator=(const RowsBook&) = delete;

  /// As many cells as titles.
  void AddRow(std::span<const DetailCell> cells);
  /// `worker` writes the PivotTables; where it fails there are none, and a warning with what
  /// `describe` makes of the problem.
  Artifact Finish(const std::vector<RowsBlock>& blocks, RenderWorker& worker,
                  const std::function<std::string(const Problem&)>& describe);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kebao::render
