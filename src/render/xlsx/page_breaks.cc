#include "render/xlsx/page_breaks.h"

#include <algorithm>
#include <numeric>

namespace kebao::render::xlsx {
namespace {

double HeightOf(const PrintedRows& rows, RowSpan span) {
  const auto begin = rows.heights.begin();
  return std::accumulate(begin + span.first, begin + span.end, 0.0);
}

/// What begins at the row and has to stay whole: the row alone, or the longest span from it.
RowSpan WholeFrom(const PrintedRows& rows, uint32_t row, double room) {
  RowSpan whole{row, row + 1};
  for (const RowSpan& span : rows.kept)
    if (span.first == row && HeightOf(rows, span) <= room)
      whole.end = std::max(whole.end, span.end);
  return whole;
}

}  // namespace

std::vector<uint32_t> PageBreaks(const PrintedRows& rows) {
  uint32_t last = 0;
  for (const RowSpan& span : rows.kept) last = std::max(last, span.end);
  std::vector<uint32_t> breaks;
  double room = rows.page;
  for (uint32_t row = 0; row < last; ++row) {
    const double whole = HeightOf(rows, WholeFrom(rows, row, rows.page - rows.repeated));
    if (whole > room && row > 0) {
      breaks.push_back(row);
      room = rows.page - rows.repeated;
    }
    room -= rows.heights[row];
  }
  return breaks;
}

}  // namespace kebao::render::xlsx
