#include "render/summary/summary_picture.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "render/block_tables.h"
#include "render/office/office_json.h"
#include "render/output_file.h"
#include "render/picture/installed_fonts.h"
#include "render/picture/svg_picture.h"
#include "render/picture/unknown_glyphs.h"
#include "render/worker/worker_chart_drawer.h"

namespace kebao::render {
namespace {

using nlohmann::json;

std::string OptionsOf(const Texts& texts) {
  json options = json::parse(office::SettingsJson(texts));
  options["font_family"] = kChartFontFamily;
  return options.dump();
}

}  // namespace

Result<Artifact> RenderSummaryPicture(const document::Document& document, const Texts& texts,
                                      const std::filesystem::path& out, RenderWorker* worker) {
  KEBAO_TRY_VOID(CheckDocument(document));
  KEBAO_TRY_VOID(CheckFonts(InstalledFamilies()));
  const ScriptJob job{"charts",
                      "renderPoster",
                      {{document::ToJson(document)}, {OptionsOf(texts)}},
                      out.filename().string()};
  KEBAO_TRY(const std::string answer, worker->Run(job));
  const json drawn = json::parse(answer);
  const auto svg = drawn.at("svg").get<std::string>();
  KEBAO_TRY(const std::string png,
            PngOfSvg(svg, drawn.at("width").get<double>(), drawn.at("height").get<double>(), 1));
  OutputFile file(out);
  file.Write(png);
  file.Commit();
  Artifact artifact{out, "image/png", drawn.at("notes").get<std::vector<std::string>>()};
  if (const int boxes = UnknownGlyphsOf(svg, kChartFontFamily); boxes > 0)
    artifact.warnings.push_back(
        texts.Get("render.office.warning_glyphs", {{"count", fmt::format("{}", boxes)}}));
  return artifact;
}

}  // namespace kebao::render
