#include "app/write_report.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "app/name_checks.h"
#include "render/artifact_name.h"
#include "render/csv/csv_renderer.h"
#include "render/html/html_renderer.h"
#include "render/json/json_renderer.h"
#include "render/markdown/markdown_renderer.h"
#include "render/office/office_file.h"
#include "render/pdf/pdf_renderer.h"
#include "render/summary/summary_picture.h"
#include "render/worker/worker_chart_drawer.h"
#include "render/xlsx/xlsx_renderer.h"
#include "report/narrative/edit_marks.h"

namespace kebao::app {
namespace {

namespace fs = std::filesystem;
using render::Artifact;

/// What the writers of one report share; the process that draws starts when it is first asked.
struct Workshop {
  const ShareFolder& share;
  const document::Document& document;  // as its readers see it
  const document::Document& original;
  const Texts& texts;  // in the document's language
  const fs::path& out;
  const RowsWriter& rows;
  render::RenderWorker& worker;
  render::WorkerChartDrawer drawer{&worker};

  fs::path File(const char* ending) const { return out / render::ArtifactName(document, ending); }
};
render::RenderWorkerOptions WorkerOptions(const ShareFolder& share) {
  return {.libraries = share.chart_folder()};
}

using Written = Result<std::vector<Artifact>>;

Written One(Result<Artifact> artifact) {
  KEBAO_TRY(Artifact written, std::move(artifact));
  return std::vector{std::move(written)};
}

Written WriteXlsx(Workshop& shop) {
  KEBAO_TRY(const render::RenderTexts texts,
            render::LoadXlsxTexts(shop.share.catalog(), shop.document.language));
  return One(render::RenderXlsx(shop.document, texts, shop.File("xlsx")));
}

Written WriteHtml(Workshop& shop) {
  KEBAO_TRY(const render::HtmlAssets assets,
            render::LoadHtmlAssets(shop.share.chart_folder(), shop.share.texts()));
  return One(render::RenderHtml(shop.document, assets, shop.File("html")));
}

Written WriteJson(Workshop& shop) {
  return One(render::RenderJson(shop.original, shop.File("json")));
}

Written WriteCsv(Workshop& shop) {
  KEBAO_TRY(const render::RenderTexts texts,
            render::LoadCsvTexts(shop.share.catalog(), shop.document.language));
  return render::RenderCsv(shop.document, texts, shop.out);
}

Written WritePdf(Workshop& shop) {
  return One(
      render::RenderPdf(shop.document, shop.texts, shop.File("pdf"), {.drawer = &shop.drawer}));
}

Written WriteDocx(Workshop& shop) {
  return One(render::RenderDocx(shop.document, shop.texts, shop.File("docx"),
                                {.worker = &shop.worker, .drawer = &shop.drawer}));
}

Written WritePng(Workshop& shop) {
  return One(
      render::RenderSummaryPicture(shop.document, shop.texts, shop.File("png"), &shop.worker));
}

Written WritePptx(Workshop& shop) {
  return One(render::RenderPptx(shop.document, shop.texts, shop.File("pptx"),
                                {.worker = &shop.worker, .drawer = &shop.drawer}));
}

Written WriteMarkdown(Workshop& shop) {
  return One(render::RenderMarkdown(shop.document, shop.texts, shop.File("md")));
}

Written WriteRows(Workshop& shop) {
  KEBAO_ASSERT(shop.rows);
  return One(shop.rows(shop.File("rows.xlsx"), shop.worker));
}

using Writer = Written (*)(Workshop&);

const std::map<std::string, Writer>& Writers() {
  static const std::map<std::string, Writer> kWriters = {
      {"csv", WriteCsv},        {"docx", WriteDocx}, {"html", WriteHtml}, {"json", WriteJson},
      {"md", WriteMarkdown},    {"pdf", WritePdf},   {"png", WritePng},   {"pptx", WritePptx},
      {kRowsFormat, WriteRows}, {"xlsx", WriteXlsx}};
  return kWriters;
}

/// What a writer throws is told like what it refuses: the other formats can still be written.
Written Write(const std::string& format, Workshop& shop) {
  try {
    return Writers().at(format)(shop);
  } catch (const WorldFailure& failure) {
    return MakeProblem(failure.code(), shop.out.string(), {{"detail", failure.what()}});
  }
}

}  // namespace

Result<void> CheckFormats(const std::vector<std::string>& formats) {
  std::vector<std::string> known;
  for (const auto& [name, writer] : Writers()) known.push_back(name);
  if (formats.empty()) return CheckChoice("", known, "--format");
  for (const std::string& format : formats) KEBAO_TRY_VOID(CheckChoice(format, known, "--format"));
  return {};
}

std::unique_ptr<render::RenderWorker> WarmWorkerFor(const std::vector<std::string>& formats,
                                                    const ShareFolder& share) {
  constexpr std::array<std::string_view, 4> kDrawn = {"docx", "pdf", "png", "pptx"};
  const auto is_drawn = [&](const std::string& format) {
    return std::ranges::find(kDrawn, format) != kDrawn.end();
  };
  if (std::ranges::none_of(formats, is_drawn)) return nullptr;
  auto worker = std::make_unique<render::RenderWorker>(WorkerOptions(share));
  worker->WarmUp();
  return worker;
}

Result<WrittenReport> WriteReport(const ShareFolder& share, const document::Document& document,
                                  const std::vector<std::string>& formats, const fs::path& out,
                                  const RowsWriter& rows, render::RenderWorker* worker) {
  std::error_code error;
  fs::create_directories(out, error);
  if (error) return MakeProblem("file.write", out.string(), {{"detail", error.message()}});
  KEBAO_TRY(const Texts texts, Texts::Load(share.texts(), document.language));
  const document::Document shown = report::WithEditMarks(document, texts);
  render::RenderWorker own(WorkerOptions(share));
  Workshop shop{share, shown, document, texts, out, rows, worker != nullptr ? *worker : own};
  WrittenReport report;
  for (const std::string& format : formats) {
    Written written = Write(format, shop);
    if (written) {
      std::ranges::move(*written, std::back_inserter(report.artifacts));
    } else {
      report.failed.push_back({format, std::move(written).error()});
    }
  }
  return report;
}

void TellFailures(const WrittenReport& report, Console* console) {
  for (const FailedFormat& failed : report.failed) {
    console->Note(console->Text("cli.report.format_failed", {{"format", failed.format}}));
    console->Report(failed.problem);
  }
}

}  // namespace kebao::app
