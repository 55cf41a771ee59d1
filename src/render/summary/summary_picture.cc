#include "render/summary/summary_picture.h"

#include <nlohmann/json.hpp>

#include "render/block_tables.h"
#include "render/office/office_json.h"
#include "render/output_file.h"
#include "render/picture/svg_picture.h"
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
  const ScriptJob job{"charts",
                      "renderPoster",
                      {{document::ToJson(document)}, {OptionsOf(texts)}},
                      out.filename().string()};
  KEBAO_TRY(const std::string answer, worker->Run(job));
  const json drawn = json::parse(answer);
  KEBAO_TRY(const std::string png,
            PngOfSvg(drawn.at("svg").get<std::string>(), drawn.at("width").get<double>(),
                     drawn.at("height").get<double>(), 1));
  OutputFile file(out);
  file.Write(png);
  file.Commit();
  return Artifact{out, "image/png", drawn.at("notes").get<std::vector<std::string>>()};
}

}  // namespace kebao::render
