#pragma once

#include <cstdint>
#include <vector>

namespace kebao::render::xlsx {

/// Rows that are to be printed on one page: a chart, a heat map with its title. Half-open.
struct RowSpan {
  uint32_t first = 0;
  uint32_t end = 0;
};

/// What is to be printed, all heights in one unit.
struct PrintedRows {
  std::vector<double> heights;  // of every row from the first
  std::vector<RowSpan> kept;    // taller than a page: cannot be, and is not tried
  double page = 0;              // room for rows on a page
  double repeated = 0;          // taken off every page after the first by rows that repeat
};

/// The rows before which a page begins so that nothing is cut that need not be, down to the last
/// of `kept`; what follows ends where the program that prints finds the page full. None where
/// nothing is kept.
std::vector<uint32_t> PageBreaks(const PrintedRows& rows);

}  // namespace kebao::render::xlsx
