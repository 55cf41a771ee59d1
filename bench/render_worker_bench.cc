// How fast the render worker draws: milliseconds to the first chart, charts a second once warm,
// memory of the child, and what a PNG costs. render_worker_bench [FOLDER OF charts-worker.js]

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "render/picture/svg_picture.h"
#include "render/worker/worker_arguments.h"
#include "render/worker/worker_chart_drawer.h"

namespace {

using kebao::render::DrawnChart;
using kebao::render::RenderWorker;
using kebao::render::WorkerChartDrawer;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 20;

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double ChildrenSeconds() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double Median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

struct Spec {
  std::string json;
  std::string kind;
  std::string language;
};

std::vector<Spec> Specs() {
  std::ifstream stream(KEBAO_SOURCE_DIR "/tests/golden/charts/specs.json");
  std::vector<Spec> specs;
  for (const auto& item : nlohmann::json::parse(stream))
    specs.push_back({item["spec"].dump(), item["spec"]["kind"], item["language"]});
  return specs;
}

DrawnChart Draw(WorkerChartDrawer& drawer, const Spec& spec) {
  return drawer.DrawSpec(spec.json, spec.kind, {720, 360}, spec.language).value();
}

void MeasureCold(const kebao::render::RenderWorkerOptions& options, const Spec& spec) {
  std::vector<double> times;
  for (int i = 0; i < 5; ++i) {
    const auto start = Clock::now();
    RenderWorker worker(options);
    WorkerChartDrawer drawer(&worker);
    Draw(drawer, spec);
    times.push_back(MillisecondsSince(start));
  }
  fmt::print(
      "cold: process, engine, package, fonts and first chart: {:.0f} ms median, {:.0f} best\n",
      Median(times), *std::ranges::min_element(times));
}

int64_t ResidentMegabytes(pid_t process) {
  std::ifstream statm(fmt::format("/proc/{}/statm", process));
  int64_t total = 0;
  int64_t resident = 0;
  statm >> total >> resident;
  return resident * 4096 / (1 << 20);
}

void MeasureWarm(const kebao::render::RenderWorkerOptions& options,
                 const std::vector<Spec>& specs) {
  const double before = ChildrenSeconds();
  std::vector<double> times;
  int64_t largest = 0;
  double all = 0;
  {
    RenderWorker worker(options);
    WorkerChartDrawer drawer(&worker);
    for (const Spec& spec : specs) Draw(drawer, spec);
    const auto start = Clock::now();
    for (int round = 0; round < kRounds; ++round) {
      for (const Spec& spec : specs) {
        const auto one = Clock::now();
        Draw(drawer, spec);
        times.push_back(MillisecondsSince(one));
        largest = std::max(largest, ResidentMegabytes(worker.child_id()));
      }
    }
    all = MillisecondsSince(start);
  }
  fmt::print(
      "warm: {} charts of {} kinds, {:.0f} a second, {:.1f} ms median, {:.1f} best; child at most "
      "{} MB, {:.2f} s of processor\n",
      times.size(), specs.size(), static_cast<double>(times.size()) / all * 1000, Median(times),
      *std::ranges::min_element(times), largest, ChildrenSeconds() - before);
}

void MeasurePng(const kebao::render::RenderWorkerOptions& options, const std::vector<Spec>& specs) {
  RenderWorker worker(options);
  WorkerChartDrawer drawer(&worker);
  std::vector<double> times;
  size_t bytes = 0;
  for (const Spec& spec : specs) {
    const DrawnChart drawn = Draw(drawer, spec);
    const auto start = Clock::now();
    bytes += kebao::render::PngOfSvg(drawn.svg, drawn.size.width, drawn.size.height).value().size();
    times.push_back(MillisecondsSince(start));
  }
  fmt::print("PNG 1440 × 720: {:.1f} ms median, {:.0f} KB mean\n", Median(times),
             static_cast<double>(bytes) / static_cast<double>(specs.size()) / 1000);
}

}  // namespace

int main(int argc, char** argv) {
  if (const auto status = kebao::render::RunIfRenderWorker(argc, argv)) return *status;
  const std::string folder = argc > 1 ? argv[1] : KEBAO_SOURCE_DIR "/charts/dist";
  const kebao::render::RenderWorkerOptions options{folder, {}, "/proc/self/exe"};
  const std::vector<Spec> specs = Specs();
  MeasureCold(options, specs.front());
  MeasureWarm(options, specs);
  MeasurePng(options, specs);
}
