#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "metrics/rows/rows_behind.h"
#include "render/render_texts.h"
#include "render/xlsx/detail_writer.h"

namespace kebao::app {

/// Takes rows one after the other and writes them in one form. Not thread-safe.
class RowOutput {
 public:
  virtual ~RowOutput() = default;
  /// As many cells as there are titles.
  virtual void Add(std::span<const render::DetailCell> cells) = 0;
  /// Once, after the last row. What was repaired or cut on the way, in words.
  virtual std::vector<std::string> Finish() = 0;
};

/// Takes lines without their line break.
using LineSink = std::function<void(const std::string&)>;

/// Comma-separated, a header first; nothing in it is a formula.
std::unique_ptr<RowOutput> MakeCsvRows(std::vector<std::string> titles, LineSink sink);
/// One JSON object a line: {"column": value, …}; null for an empty cell.
std::unique_ptr<RowOutput> MakeJsonRows(std::vector<metrics::RowColumn> columns, LineSink sink);
/// Aligned for a terminal; rows beyond `limit` are not kept.
std::unique_ptr<RowOutput> MakeTableRows(std::vector<std::string> titles, size_t limit,
                                         LineSink sink);
std::unique_ptr<RowOutput> MakeXlsxRows(std::vector<std::string> titles,
                                        const std::filesystem::path& file, const std::string& sheet,
                                        render::RenderTexts texts);

}  // namespace kebao::app
