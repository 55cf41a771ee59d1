#include "render/every_medium.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "render/csv/csv_renderer.h"
#include "render/html/html_renderer.h"
#include "render/json/json_renderer.h"
#include "render/markdown/markdown_renderer.h"
#include "render/office/office_file.h"
#include "render/pdf/pdf_renderer.h"
#include "render/summary/summary_picture.h"
#include "render/worker/worker_chart_drawer.h"
#include "render/xlsx/xlsx_renderer.h"

namespace kebao::render::media_test {
namespace {

namespace fs = std::filesystem;
using document::Document;
using Written = Result<std::vector<Artifact>>;

const fs::path kSource = KEBAO_SOURCE_DIR;

const Texts& TextsOf(const Document& document) {
  const auto load = [](const char* language) {
    return Texts::Load(kSource / "catalog/texts", language, Texts::OnMissing::kAbort).value();
  };
  static const Texts zh = load("zh-CN");
  static const Texts en = load("en");
  return document.language == "en" ? en : zh;
}

Written One(Result<Artifact> artifact) {
  KEBAO_TRY(Artifact written, std::move(artifact));
  return std::vector{std::move(written)};
}

Written Html(const Document& document, const fs::path& folder, RenderWorker&) {
  KEBAO_TRY(const HtmlAssets assets,
            LoadHtmlAssets(kSource / "charts/dist", kSource / "catalog/texts"));
  return One(RenderHtml(document, assets, folder / "report.html"));
}

Written Pdf(const Document& document, const fs::path& folder, RenderWorker& worker) {
  WorkerChartDrawer drawer(&worker);
  return One(RenderPdf(document, TextsOf(document), folder / "report.pdf", {.drawer = &drawer}));
}

Written Pptx(const Document& document, const fs::path& folder, RenderWorker& worker) {
  WorkerChartDrawer drawer(&worker);
  return One(RenderPptx(document, TextsOf(document), folder / "report.pptx",
                        {.worker = &worker, .drawer = &drawer}));
}

Written Docx(const Document& document, const fs::path& folder, RenderWorker& worker) {
  WorkerChartDrawer drawer(&worker);
  return One(RenderDocx(document, TextsOf(document), folder / "report.docx",
                        {.worker = &worker, .drawer = &drawer}));
}

Written Png(const Document& document, const fs::path& folder, RenderWorker& worker) {
  return One(RenderSummaryPicture(document, TextsOf(document), folder / "report.png", &worker));
}

Written Xlsx(const Document& document, const fs::path& folder, RenderWorker&) {
  KEBAO_TRY(const RenderTexts texts, LoadXlsxTexts(kSource / "catalog", document.language));
  return One(RenderXlsx(document, texts, folder / "report.xlsx"));
}

Written Csv(const Document& document, const fs::path& folder, RenderWorker&) {
  KEBAO_TRY(const RenderTexts texts, LoadCsvTexts(kSource / "catalog", document.language));
  return RenderCsv(document, texts, folder);
}

Written Markdown(const Document& document, const fs::path& folder, RenderWorker&) {
  return One(RenderMarkdown(document, TextsOf(document), folder / "report.md"));
}

Written Json(const Document& document, const fs::path& folder, RenderWorker&) {
  return One(RenderJson(document, folder / "report.json"));
}

fs::path Fresh(const std::string& name) {
  const fs::path file = fs::path(testing::TempDir()) / name;
  fs::remove(file);
  return file;
}

RenderedText ReadText(const std::string& name, const std::string& content) {
  const fs::path file = Fresh(name);
  std::ofstream(file, std::ios::binary) << content;
  return ReadRendered({file});
}

// A reader that lets everything pass would prove nothing.
TEST(ReadRendered, FindsFaults) {
  using testing::IsEmpty;
  using testing::Not;
  EXPECT_THAT(ReadText("right.html", "<p title=\"a\">b<br></p>").faults, IsEmpty());
  EXPECT_THAT(ReadText("open.html", "<p><b>x</p>").faults, Not(IsEmpty()));
  EXPECT_THAT(ReadText("data.html", "<script type=\"application/json\">[NaN]</script>").faults,
              Not(IsEmpty()));
  EXPECT_THAT(ReadText("right.json", "[1, \"a\"]").faults, IsEmpty());
  EXPECT_THAT(ReadText("nan.json", "[NaN]").faults, Not(IsEmpty()));
  EXPECT_THAT(ReadText("infinite.json", "[-Infinity]").faults, Not(IsEmpty()));
  EXPECT_THAT(ReadText("right.csv", "a,b\r\n1,\"2,3\"\r\n").faults, IsEmpty());
  EXPECT_THAT(ReadText("ragged.csv", "a,b\r\n1\r\n").faults, Not(IsEmpty()));
  EXPECT_THAT(ReadText("right.md", "| a | b |\n| --- | --- |\n| 1 | x\\|y |\n").faults, IsEmpty());
  EXPECT_THAT(ReadText("ragged.md", "| a | b |\n| --- |\n").faults, Not(IsEmpty()));
  for (const char* ending : {"x.png", "x.pdf", "x.pptx", "x.docx", "x.xlsx"})
    EXPECT_THAT(ReadText(ending, "nothing of the kind").faults, Not(IsEmpty())) << ending;
}

}  // namespace

const std::vector<Medium>& EveryMedium() {
  static const std::vector<Medium> kMedia = {{"html", Html},
                                             {"pdf", Pdf},
                                             {"pptx", Pptx},
                                             {"docx", Docx},
                                             {"png", Png, true, /*has_text=*/false},
                                             {"xlsx", Xlsx},
                                             {"csv", Csv, /*has_prose=*/false},
                                             {"markdown", Markdown},
                                             {"json", Json}};
  return kMedia;
}

RenderedText ReadRendered(const std::vector<fs::path>& files) {
  std::string command = "python3 '" + (kSource / "src/render/read_rendered.py").string() + "'";
  for (const fs::path& file : files) command += " '" + file.string() + "'";
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("popen");
  std::string output;
  char buffer[65536];
  while (const size_t length = std::fread(buffer, 1, sizeof buffer, pipe))
    output.append(buffer, length);
  if (::pclose(pipe) != 0) throw std::runtime_error(command + ": " + output);
  const auto read = nlohmann::json::parse(output);
  return {read.at("text").get<std::string>(), read.at("faults").get<std::vector<std::string>>()};
}

}  // namespace kebao::render::media_test
