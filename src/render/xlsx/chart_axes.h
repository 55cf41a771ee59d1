#pragma once

#include <cstdint>
#include <vector>

#include "document/document.h"
#include "render/xlsx/book.h"

namespace kebao::render::xlsx {

inline constexpr uint32_t kGrid = 0xE5E9EE;

/// One native chart: some of the series, and the cells that they point at.
struct Drawing {
  const document::Chart& chart;
  std::vector<size_t> series;  // indices, all of one format; of a scatter its two
  size_t points = 0;           // categories drawn
  uint32_t header_row = 0;
};

/// Both axes, in the format of the series. Not for pies, which have none.
void StyleAxes(lxw_chart* native, const Drawing& drawing, const UnitWords& units);

}  // namespace kebao::render::xlsx
