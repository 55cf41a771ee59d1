#include "render/office/office_file.h"

#include <nlohmann/json.hpp>

#include "render/block_tables.h"
#include "render/office/chart_pictures.h"
#include "render/office/office_json.h"
#include "render/office/repack.h"
#include "render/output_file.h"

namespace kebao::render {
namespace {

using nlohmann::json;
using office::ChartPlan;

struct OfficeFormat {
  const char* library;
  const char* mime;
};
constexpr OfficeFormat kPptx{
    "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"};

/// What the library says before it writes: charts that it wants as pictures, and its notices.
Result<ChartPlan> PlanOf(const OfficeFormat& format, const std::string& report,
                         const std::string& settings, const std::string& place,
                         RenderWorker& worker) {
  KEBAO_TRY(const std::string answer,
            worker.Run({format.library, "plan", {{report}, {settings}}, place}));
  const json plan = json::parse(answer);
  return ChartPlan{plan.at("charts").get<std::vector<size_t>>(),
                   {plan.at("width").get<double>(), plan.at("height").get<double>()},
                   plan.at("notices").get<std::vector<std::string>>()};
}

Result<Artifact> Render(const OfficeFormat& format, const document::Document& document,
                        const Texts& texts, const std::filesystem::path& out,
                        const OfficeOptions& options) {
  KEBAO_TRY_VOID(CheckDocument(document));
  const std::string place = out.filename().string();
  const std::string report = office::ReportJson(document, texts);
  const std::string settings = office::SettingsJson(texts);
  KEBAO_TRY(ChartPlan plan, PlanOf(format, report, settings, place, *options.worker));
  ScriptJob job{format.library, "write", {{report}, {settings}}, place};
  for (std::string& png : office::DrawCharts(document, texts, plan, options.drawer))
    job.arguments.push_back({std::move(png), ScriptArgument::Kind::kBytes});
  KEBAO_TRY(const std::string archive, options.worker->Run(job));
  OutputFile file(out);
  office::Repack(archive, file);
  file.Commit();
  return Artifact{out, format.mime, std::move(plan.notices)};
}

}  // namespace

Result<Artifact> RenderPptx(const document::Document& document, const Texts& texts,
                            const std::filesystem::path& out, const OfficeOptions& options) {
  return Render(kPptx, document, texts, out, options);
}

}  // namespace kebao::render
