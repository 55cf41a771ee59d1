#include "render/charts_ahead.h"

#include <fmt/format.h>

namespace kebao::render {
namespace {

std::string KeyOf(const document::Chart& chart, ChartSize size, const std::string& language) {
  return fmt::format("{} {} {} {}", size.width, size.height, language, document::ToJson(chart));
}

}  // namespace

ChartsAhead::ChartsAhead(ChartDrawer* drawer, const std::vector<WantedChart>& wanted,
                         const std::string& language)
    : drawer_(drawer) {
  std::vector<Job> jobs;
  for (const WantedChart& one : wanted) {
    const std::string key = KeyOf(*one.chart, one.size, language);
    if (drawings_.contains(key)) continue;
    jobs.push_back({one.chart, one.size, {}});
    drawings_.emplace(key, jobs.back().drawn.get_future().share());
  }
  if (jobs.empty()) return;
  thread_ =
      std::jthread([this, jobs = std::move(jobs), language](const std::stop_token& stop) mutable {
        Run(stop, std::move(jobs), language);
      });
}

ChartsAhead::~ChartsAhead() = default;

void ChartsAhead::Run(const std::stop_token& stop, std::vector<Job> jobs,
                      const std::string& language) {
  for (Job& job : jobs) {
    if (stop.stop_requested()) return;
    try {
      job.drawn.set_value(drawer_->Draw(*job.chart, job.size, language));
    } catch (...) {
      job.drawn.set_exception(std::current_exception());
    }
  }
}

Result<DrawnChart> ChartsAhead::Draw(const document::Chart& chart, ChartSize size,
                                     const std::string& language) {
  const std::string key = KeyOf(chart, size, language);
  if (const auto known = drawings_.find(key); known != drawings_.end()) return known->second.get();
  auto drawn = drawer_->Draw(chart, size, language);
  std::promise<Result<DrawnChart>> promise;
  promise.set_value(drawn);
  drawings_.emplace(key, promise.get_future().share());
  return drawn;
}

}  // namespace kebao::render
