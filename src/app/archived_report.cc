#include "app/archived_report.h"

#include <fmt/format.h>

#include "app/report_request.h"
#include "document/figure_links.h"
#include "workspace/workspace.h"

namespace kebao::app {
namespace {

/// Everybody who may open the folder sees all of it; access rights do not exist yet.
constexpr const char* kScopeOfAll = "all";

}  // namespace

Result<workspace::ReportArchive> OpenArchive(const DataFolder& folder) {
  KEBAO_TRY(auto database, workspace::OpenWorkspace(folder.workspace_file()));
  return workspace::ReportArchive::Open(std::move(database), folder.archive());
}

std::vector<workspace::SourceFile> FilesOf(const std::vector<render::Artifact>& artifacts) {
  std::vector<workspace::SourceFile> files;
  for (const render::Artifact& artifact : artifacts)
    files.push_back({artifact.file, artifact.mime});
  return files;
}

workspace::SnapshotHead HeadOf(const Session& session, const MakeReportOptions& options,
                               const ReportPlan& plan, const document::Document& document,
                               Instant made_at) {
  const DataMoment data = PresentData(session.warehouse());
  return {.made_at = made_at,
          .template_id = document.template_id,
          .template_title = document.title,
          .template_hash = fmt::format("{:016x}", plan.spec.content_hash),
          .language = document.language,
          .audience = document.audience,
          .period = document.period_id,
          .organisation = plan.request.organisation,
          .request = RequestJson(options, plan),
          .scope = kScopeOfAll,
          .data_version = data.data_version,
          .data_watermark = data.watermark,
          .catalog_version = document.catalog_version,
          .report_time = plan.request.context.report_time,
          .refreshed_from = {},
          .edited_from = {}};
}

std::string RunName(const workspace::SnapshotHead& head) {
  return document::ShortName(fmt::format("{}\n{}\n{}\n{}\n{}", head.request, head.template_hash,
                                         head.data_version, head.catalog_version,
                                         FormatInstantUtc(head.report_time)));
}

void LinkToArchive(const Settings& settings, const workspace::SnapshotHead& head,
                   document::Document* document) {
  document::LinkFigures(document, settings.base_url.value, RunName(head));
}

Result<ArchivedFigure> FindArchivedFigure(const workspace::ReportArchive& archive,
                                          const std::string& id_or_address) {
  const auto id = document::ParseFigureId(id_or_address);
  if (!id) return MakeProblem("snapshot.figure_id", "archive", {{"figure", id_or_address}});
  for (const workspace::ArchivedSnapshot& snapshot : archive.List()) {
    if (RunName(snapshot.head) != id->run) continue;
    KEBAO_TRY(const workspace::LoadedSnapshot loaded, archive.Load(snapshot.id));
    KEBAO_TRY(document::Document document, DocumentOf(loaded));
    if (auto figure = document::FindFigure(document, id->figure))
      return ArchivedFigure{snapshot, std::move(document), *std::move(figure)};
  }
  return MakeProblem("snapshot.figure", "archive", {{"figure", id_or_address}});
}

Result<document::Document> DocumentOf(const workspace::LoadedSnapshot& loaded) {
  return document::ParseDocument(loaded.document, fmt::format("archive {}", loaded.snapshot.id));
}

DataMoment DataUnder(const workspace::SnapshotHead& head) {
  return {head.data_version, head.data_watermark};
}

Result<RepeatedReport> Repeat(const workspace::LoadedSnapshot& loaded, TemplateChoice choice,
                              Instant report_time, const Setup& setup, const Console& console) {
  KEBAO_TRY(MakeReportOptions options,
            ParseRequest(loaded.snapshot.head.request, loaded.snapshot.id));
  if (choice == TemplateChoice::kAsItIsNow) {
    KEBAO_TRY(ReportPlan plan, PlanReport(setup, options, report_time, console));
    return RepeatedReport{std::move(options), std::move(plan)};
  }
  const std::string name =
      fmt::format("archive {}: {}.yaml", loaded.snapshot.id, loaded.snapshot.head.template_id);
  KEBAO_TRY(report::Template spec, report::ParseTemplate(loaded.template_text, name));
  KEBAO_TRY(ReportPlan plan, PlanReport(setup, options, std::move(spec), report_time, console));
  return RepeatedReport{std::move(options), std::move(plan)};
}

}  // namespace kebao::app
