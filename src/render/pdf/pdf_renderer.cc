#include "render/pdf/pdf_renderer.h"

#include <fmt/format.h>

#include "render/block_tables.h"
#include "render/output_file.h"
#include "render/pdf/chart_plan.h"
#include "render/pdf/font_choice.h"
#include "render/pdf/layout.h"
#include "render/pdf/page_drawing.h"
#include "render/pdf/pdf_surface.h"
#include "render/picture/installed_fonts.h"

namespace kebao::render {
namespace {

using document::Document;
using pdf::PageContext;

/// Fontconfig finds something for "Sans" wherever there is any font.
pdf::Fonts FontsFor(const Texts& texts, const PdfOptions& options,
                    const std::vector<std::string>& installed, std::vector<std::string>& warnings) {
  const std::string wanted = options.fonts.empty() ? texts.Get("render.pdf.fonts") : options.fonts;
  const pdf::FontChoice main = pdf::ChooseFont(wanted, installed, "Sans");
  if (!main.is_wanted)
    warnings.push_back(
        texts.Get("render.pdf.warning_font", {{"wanted", wanted}, {"taken", main.family}}));
  return {main.family, pdf::ChooseFont(texts.Get("render.pdf.latin_fonts"), installed, "").family};
}

/// Charts are drawn while fonts are read and texts are set.
std::unique_ptr<ChartsAhead> DrawerAhead(const Document& document, ChartDrawer* drawer) {
  if (drawer == nullptr) return nullptr;
  return std::make_unique<ChartsAhead>(drawer, pdf::ChartPlanOf(document), document.language);
}

/// What was counted while texts were set.
void WarnOfTexts(PageContext& page) {
  const auto warn = [&](const char* key, int count) {
    if (count > 0) page.Warn(page.texts.Get(key, {{"count", fmt::format("{}", count)}}));
  };
  warn("render.pdf.warning_glyphs", page.type.unknown_glyphs() + page.unknown_glyphs_in_charts);
  warn("render.pdf.warning_shortened", page.type.shortened());
  warn("render.pdf.warning_repaired", page.type.repaired());
}

}  // namespace

Result<PdfFile> PdfOf(const Document& document, const Texts& texts, const PdfOptions& options) {
  KEBAO_TRY_VOID(CheckDocument(document));
  const auto charts = DrawerAhead(document, options.drawer);
  const std::vector<std::string> families = InstalledFamilies();
  KEBAO_TRY_VOID(CheckFonts(families));
  std::vector<std::string> warnings;
  pdf::Typesetter type(FontsFor(texts, options, families, warnings), document.language);
  PageContext page{document, texts, type, charts.get()};
  page.warnings = std::move(warnings);
  const pdf::Pages pages = pdf::LayOut(page);
  pdf::PdfSurface surface(document);
  pdf::DrawPages(pages, surface, page);
  WarnOfTexts(page);
  return PdfFile{surface.Take(), pages.pages.size(), std::move(page.warnings)};
}

Result<Artifact> RenderPdf(const Document& document, const Texts& texts,
                           const std::filesystem::path& out, const PdfOptions& options) {
  KEBAO_TRY(PdfFile pdf, PdfOf(document, texts, options));
  OutputFile file(out);
  file.Write(pdf.bytes);
  file.Commit();
  return Artifact{out, "application/pdf", std::move(pdf.warnings)};
}

}  // namespace kebao::render
