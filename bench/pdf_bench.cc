// Makes PDFs of a report in JSON again and again: how long the first and the fastest take.
//   pdf_bench REPORT.json OUT.pdf [ROUNDS]
// Charts are stood in for by a small drawing of our own; what charts/ takes is measured elsewhere.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>

#include "document/document.h"
#include "render/pdf/pdf_renderer.h"

namespace {

using namespace kebao;

class Frames : public render::ChartDrawer {
 public:
  Result<render::DrawnChart> Draw(const document::Chart& chart, render::ChartSize size,
                                  const std::string&) override {
    std::string bars;
    for (size_t i = 0; i < chart.categories.size(); ++i)
      bars += fmt::format("<rect x='{}' y='{}' width='6' height='40' fill='#1d4f91'/>", 8 + i * 10,
                          size.height - 60);
    return render::DrawnChart{
        fmt::format("<svg xmlns='http://www.w3.org/2000/svg' width='{0}' height='{1}'>"
                    "<rect width='{0}' height='{1}' fill='#f7f9fb'/>{2}"
                    "<text x='12' y='20' font-size='12'>chart</text></svg>",
                    size.width, size.height, bars),
        size, ""};
  }
};

std::string Contents(const char* file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: pdf_bench REPORT.json OUT.pdf [ROUNDS]\n");
    return 2;
  }
  const auto document = document::ParseDocument(Contents(argv[1]), argv[1]).value();
  const Texts texts =
      Texts::Load(KEBAO_SOURCE_DIR "/catalog/texts", document.language, Texts::OnMissing::kAbort)
          .value();
  Frames frames;
  std::vector<double> times;
  render::PdfFile pdf;
  for (int round = 0; round < (argc > 3 ? std::stoi(argv[3]) : 1); ++round) {
    const auto start = std::chrono::steady_clock::now();
    pdf = render::PdfOf(document, texts, {.drawer = &frames}).value();
    const std::chrono::duration<double, std::milli> taken =
        std::chrono::steady_clock::now() - start;
    times.push_back(taken.count());
  }
  std::ofstream(argv[2], std::ios::binary) << pdf.bytes;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{} pages, {} kB; first {:.0f} ms, best {:.0f} ms ({:.1f} a page); {} MB at most\n",
             pdf.pages, pdf.bytes.size() / 1000, times.front(),
             *std::min_element(times.begin(), times.end()),
             *std::min_element(times.begin(), times.end()) / static_cast<double>(pdf.pages),
             usage.ru_maxrss / 1024);
  for (const std::string& warning : pdf.warnings) fmt::print("warning: {}\n", warning);
}
