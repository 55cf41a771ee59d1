#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "render/artifact.h"
#include "render/render_texts.h"

namespace kebao::render {

/// Seconds, shown as [h]:mm:ss; negative ones as seconds, because Excel shows no negative times.
struct DetailSeconds {
  int64_t seconds = 0;
};
/// A fraction, shown as a percentage.
struct DetailShare {
  double fraction = 0;
};
/// monostate is an empty cell. Instants are given in the reader's zone, because Excel knows no
/// zones.
using DetailCell = std::variant<std::monostate, std::string_view, int64_t, double, LocalTime,
                                LocalDay, DetailSeconds, DetailShare>;

namespace xlsx {
struct DetailAdditions;
}

/// Where rows stand.
struct DetailPlace {
  std::string sheet;  // the first
  uint32_t rows = 0;  // on it, with the header
  size_t sheets = 0;
};

struct XlsxDetailOptions {
  /// zlib's level: 1 is fastest, 9 smallest. 4 takes half the time of zlib's usual 6 for files a
  /// tenth larger.
  int compression = 4;
  uint32_t rows_per_sheet = 1'048'576;
};

/// Writes raw rows to a workbook as they come: one table with a frozen header and a filter, on as
/// many sheets as Excel's row limit needs. Memory stays the same whatever the number of rows. Texts
/// are never formulas; what a cell cannot hold is repaired or cut and counted in the artifact's
/// warnings. Not thread-safe.
///
/// Throws WorldFailure "output.*". Without Finish nothing is left of the file.
class XlsxDetailWriter {
 public:
  /// `texts`: LoadXlsxTexts. `titles` are the columns', at least one.
  XlsxDetailWriter(const std::filesystem::path& out, std::string_view sheet_title,
                   std::vector<std::string> titles, const RenderTexts& texts,
                   XlsxDetailOptions options = {});
  ~XlsxDetailWriter();
  XlsxDetailWriter(const XlsxDetailWriter&) = delete;
  XlsxDetailWriter& operator=(const XlsxDetailWriter&) = delete;

  /// As many cells as titles.
  void AddRow(std::span<const DetailCell> cells);
  Artifact Finish();
  /// The same with further sheets.
  Artifact Finish(const xlsx::DetailAdditions& additions);

  DetailPlace place() const;
  /// A name for a further sheet that no other one has.
  std::string NameSheet(std::string_view wanted);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kebao::render
