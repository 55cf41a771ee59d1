#pragma once

#include <string>

#include "base/problem.h"
#include "document/document.h"

namespace kebao::render {

/// In CSS pixels (1/96 inch).
struct ChartSize {
  double width = 720;
  double height = 360;
};

/// A chart as a picture of lines and text, ready for librsvg: no script, no style sheet, no
/// external reference, ids that are unique within one document, the same bytes for the same chart.
struct DrawnChart {
  std::string svg;
  ChartSize size;
  std::string warning;  // what could not be shown, in the document's language; may be empty
};

/// Draws charts by the package charts/ (in a render worker: see worker/render_worker.h). Problems:
/// "chart.unknown_kind", "chart.spec" with the place in the chart, "render.worker_*" when the
/// worker died, took too long or too much memory: that chart is lost, the next one can be drawn.
class ChartDrawer {
 public:
  virtual ~ChartDrawer() = default;
  virtual Result<DrawnChart> Draw(const document::Chart& chart, ChartSize size,
                                  const std::string& language) = 0;
};

}  // namespace kebao::render
