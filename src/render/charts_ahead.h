#pragma once

#include <future>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "render/chart_drawer.h"

namespace kebao::render {

/// A chart, which must live as long as the drawer that is told of it, in a size.
struct WantedChart {
  const document::Chart* chart = nullptr;
  ChartSize size;
};

/// Draws charts on a thread of its own while the page around them is laid out: those it is told of
/// at once and in their order, any other when it is asked for. The same chart in the same size is
/// drawn once. `drawer` must be thread-safe and live longer.
class ChartsAhead final : public ChartDrawer {
 public:
  ChartsAhead(ChartDrawer* drawer, const std::vector<WantedChart>& wanted,
              const std::string& language);
  /// What has not begun is not drawn any more.
  ~ChartsAhead() override;
  ChartsAhead(const ChartsAhead&) = delete;
  ChartsAhead& operator=(const ChartsAhead&) = delete;

  /// Use from one thread.
  Result<DrawnChart> Draw(const document::Chart& chart, ChartSize size,
                          const std::string& language) override;

 private:
  struct Job {
    const document::Chart* chart;
    ChartSize size;
    std::promise<Result<DrawnChart>> drawn;
  };
  void Run(const std::stop_token& stop, std::vector<Job> jobs, const std::string& language);

  ChartDrawer* drawer_;
  std::map<std::string, std::shared_future<Result<DrawnChart>>> drawings_;  // by KeyOf
  std::jthread thread_;
};

}  // namespace kebao::render
