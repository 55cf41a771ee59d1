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
constexpr OfficeFormat kDocx{
    "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"};

/// The charts that the library wants as pictures.
Result<ChartPlan> PlanOf(const OfficeFormat& format, const std::string& report,
                         const std::string& settings, const std::string& place,
                         RenderWorker& worker) {
  KEBAO_TRY(const std::string answer,
            worker.Run({format.library, "plan", {{report}, {settings}}, place}));
  const json plan = json::parse(answer);
  return ChartPlan{plan.at("charts").get<std::vector<size_t>>(),
                   {plan.at("width").get<double>(), plan.at("height").get<double>()},
                   {}};
}

/// What charts/src/office/framed.ts put together: notices behind their length, and an archive.
struct Framed {
  std::vector<std::string> notices;
  std::string archive;
};

Framed Unframed(const std::string& bytes) {
  constexpr size_t kLengthOfLength = 4;
  size_t length = 0;
  KEBAO_ASSERT(bytes.size() >= kLengthOfLength);
  for (size_t i = 0; i < kLengthOfLength; ++i)
    length |= static_cast<size_t>(static_cast<uint8_t>(bytes[i])) << (8 * i);
  KEBAO_ASSERT(bytes.size() - kLengthOfLength >= length);
  return {json::parse(bytes.substr(kLengthOfLength, length)).get<std::vector<std::string>>(),
          bytes.substr(kLengthOfLength + length)};
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
  KEBAO_TRY(const std::string bytes, options.worker->Run(job));
  Framed made = Unframed(bytes);
  OutputFile file(out);
  office::Repack(made.archive, file);
  file.Commit();
  plan.notices.insert(plan.notices.end(), made.notices.begin(), made.notices.end());
  return Artifact{out, format.mime, std::move(plan.notices)};
}

}  // namespace

Result<Artifact> RenderPptx(const document::Document& document, const Texts& texts,
                            const std::filesystem::path& out, const OfficeOptions& options) {
  return Render(kPptx, document, texts, out, options);
}

Result<Artifact> RenderDocx(const document::Document& document, const Texts& texts,
                            const std::filesystem::path& out, const OfficeOptions& options) {
  return Render(kDocx, document, texts, out, options);
}

}  // namespace kebao::render
