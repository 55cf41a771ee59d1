// Writes the files of a report in JSON again and again, as `kebao report` does but in one process:
// what the first takes (with the drawing process and its scripts) and what each further one does.
//   report_files_bench REPORT.json FOLDER FORMAT[,FORMAT…] [ROUNDS]     formats: pdf, pptx, docx,
//   png
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "document/document.h"
#include "render/office/office_file.h"
#include "render/pdf/pdf_renderer.h"
#include "render/summary/summary_picture.h"
#include "render/worker/worker_arguments.h"
#include "render/worker/worker_chart_drawer.h"

namespace {

using namespace kebao;
namespace fs = std::filesystem;

std::string Contents(const fs::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

/// Processor time of this process and of those it has started, in ms.
double ProcessorTime() {
  const long ticks = sysconf(_SC_CLK_TCK);
  long sum = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc")) {
    const std::string stat = Contents(entry.path() / "stat");
    const size_t name_end = stat.rfind(')');
    if (name_end == std::string::npos) continue;
    std::istringstream fields(stat.substr(name_end + 2));
    std::string skipped;
    int parent = 0;
    fields >> skipped >> parent;
    const bool is_ours = parent == getpid() || entry.path().filename() == std::to_string(getpid());
    if (!is_ours) continue;
    for (int i = 0; i < 9; ++i) fields >> skipped;
    // utime, stime, and both of the children that have ended.
    for (long part = 0, i = 0; i < 4 && fields >> part; ++i) sum += part;
  }
  return 1000.0 * static_cast<double>(sum) / static_cast<double>(ticks);
}

struct Maker {
  document::Document document;
  Texts texts;
  fs::path folder;
  render::RenderWorker worker{{KEBAO_SOURCE_DIR "/charts/dist", {}, "/proc/self/exe"}};
  render::WorkerChartDrawer drawer{&worker};

  Result<render::Artifact> Make(const std::string& format) {
    const fs::path out = folder / ("report." + format);
    if (format == "pdf") return render::RenderPdf(document, texts, out, {.drawer = &drawer});
    if (format == "png") return render::RenderSummaryPicture(document, texts, out, &worker);
    const render::OfficeOptions options{.worker = &worker, .drawer = &drawer};
    if (format == "docx") return render::RenderDocx(document, texts, out, options);
    return render::RenderPptx(document, texts, out, options);
  }
};

void Measure(Maker& maker, const std::string& format, int rounds) {
  std::vector<double> times;
  double busy = 0;
  for (int round = 0; round < rounds; ++round) {
    if (round == 1) busy = ProcessorTime();
    const auto start = std::chrono::steady_clock::now();
    const auto made = maker.Make(format);
    const std::chrono::duration<double, std::milli> taken =
        std::chrono::steady_clock::now() - start;
    if (!made) fmt::print(stderr, "{} {}\n", made.error().code, made.error().place);
    times.push_back(taken.count());
  }
  const double each = rounds > 1 ? (ProcessorTime() - busy) / (rounds - 1) : 0;
  fmt::print("{}: first {:.0f} ms, best {:.0f} ms, {:.0f} ms of processor each after the first\n",
             format, times.front(), *std::min_element(times.begin(), times.end()), each);
}

}  // namespace

int main(int argc, char** argv) {
  if (const auto status = render::RunIfRenderWorker(argc, argv)) return *status;
  if (argc < 4) {
    fmt::print(stderr, "usage: report_files_bench REPORT.json FOLDER FORMAT[,FORMAT…] [ROUNDS]\n");
    return 2;
  }
  auto document = document::ParseDocument(Contents(argv[1]), argv[1]).value();
  Texts texts =
      Texts::Load(KEBAO_SOURCE_DIR "/catalog/texts", document.language, Texts::OnMissing::kAbort)
          .value();
  Maker maker{std::move(document), std::move(texts), argv[2]};
  std::istringstream formats(argv[3]);
  for (std::string format; std::getline(formats, format, ',');)
    Measure(maker, format, argc > 4 ? std::stoi(argv[4]) : 5);
}
