#pragma once

#include "render/chart_drawer.h"
#include "render/worker/render_worker.h"

namespace kebao::render {

/// The fonts that charts are measured and drawn with, as CSS: the PDF's own, so that it need not
/// hold digits in a third one; CJK in Chinese forms.
inline constexpr const char* kChartFontFamily = "Open Sans, Noto Sans CJK SC, sans-serif";

/// Draws charts by the script library "charts" in a render worker, which must live longer.
/// Thread-safe.
class WorkerChartDrawer final : public ChartDrawer {
 public:
  explicit WorkerChartDrawer(RenderWorker* worker) : worker_(worker) {}

  /// Problems name the chart by its id: "monthly_trend: series[0].values[2]".
  Result<DrawnChart> Draw(const document::Chart& chart, ChartSize size,
                          const std::string& language) override;

  /// The same for the JSON of a chart (docs/report-json.md); `id` names it in problems.
  Result<DrawnChart> DrawSpec(const std::string& spec, const std::string& id, ChartSize size,
                              const std::string& language);

 private:
  RenderWorker* worker_;
};

}  // namespace kebao::render
