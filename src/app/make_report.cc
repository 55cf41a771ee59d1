#include "app/make_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <map>

#include "metrics/metric_service.h"
#include "render/artifact_name.h"
#include "render/csv/csv_renderer.h"
#include "render/html/html_renderer.h"
#include "render/json/json_renderer.h"
#include "render/xlsx/xlsx_renderer.h"
#include "report/build.h"
#include "report/quality_text.h"

namespace kebao::app {
namespace {

namespace fs = std::filesystem;
using render::Artifact;

std::string LocalMinute(Instant at, const TimeZone& zone) {
  const LocalTime local = zone.ToLocal(at);
  const int64_t seconds = (local.micros - local.day().days * kMicrosPerDay) / kMicrosPerSecond;
  return fmt::format("{} {:02}:{:02}", FormatDay(local.day()), seconds / 3600, seconds / 60 % 60);
}

bool IsAmong(const std::string& source, const std::vector<std::string>& sources) {
  return sources.empty() || std::find(sources.begin(), sources.end(), source) != sources.end();
}

report::DataQuality QualityOf(const engine::Warehouse& warehouse,
                              const std::vector<std::string>& sources, const TimeZone& zone) {
  report::DataQuality quality;
  for (const engine::ImportRecord& record : warehouse.imports()) {
    if (record.is_withdrawn || !IsAmong(record.description.source, sources)) continue;
    const engine::ImportCounts& c = record.counts;
    quality.imports.push_back({record.id, record.description.file_name, record.description.source,
                               LocalMinute(record.description.imported_at, zone), c.read,
                               c.inserted, c.updated, c.duplicate, c.repaired, c.rejected,
                               c.ignored});
    for (const domain::QualityCount& count : warehouse.QualityCounts(record.id)) {
      quality.reasons.push_back({record.id, count.code, count.column, count.rows, count.example});
    }
  }
  std::stable_sort(quality.reasons.begin(), quality.reasons.end(),
                   [](const auto& a, const auto& b) {
                     return std::make_pair(a.import, report::QualityRank(a.code)) <
                            std::make_pair(b.import, report::QualityRank(b.code));
                   });
  return quality;
}

std::optional<report::DataCoverage> CoverageOf(const engine::Warehouse& warehouse,
                                               const std::vector<std::string>& sources,
                                               const TimeZone& zone) {
  std::optional<report::DataCoverage> coverage;
  for (const engine::SourceSummary& source : warehouse.Sources()) {
    if (!source.first_opened || !IsAmong(source.name, sources)) continue;
    const report::DataCoverage own{zone.DayOf(*source.first_opened),
                                   zone.DayOf(*source.last_opened)};
    coverage = coverage ? report::DataCoverage{std::min(coverage->first, own.first),
                                               std::max(coverage->last, own.last)}
                        : own;
  }
  return coverage;
}

Result<std::vector<Artifact>> WriteXlsx(const Session& session, const document::Document& document,
                                        const fs::path& out) {
  KEBAO_TRY(const render::RenderTexts texts,
            render::LoadXlsxTexts(session.share().catalog(), document.language));
  KEBAO_TRY(Artifact artifact,
            render::RenderXlsx(document, texts, out / render::ArtifactName(document, "xlsx")));
  return std::vector{std::move(artifact)};
}

Result<std::vector<Artifact>> WriteHtml(const Session& session, const document::Document& document,
                                        const fs::path& out) {
  KEBAO_TRY(const render::HtmlAssets assets,
            render::LoadHtmlAssets(session.share().chart_folder(), session.share().texts()));
  return std::vector{
      render::RenderHtml(document, assets, out / render::ArtifactName(document, "html"))};
}

Result<std::vector<Artifact>> WriteJson(const Session&, const document::Document& document,
                                        const fs::path& out) {
  return std::vector{render::RenderJson(document, out / render::ArtifactName(document, "json"))};
}

Result<std::vector<Artifact>> WriteCsv(const Session& session, const document::Document& document,
                                       const fs::path& out) {
  KEBAO_TRY(const render::RenderTexts texts,
            render::LoadCsvTexts(session.share().catalog(), document.language));
  return render::RenderCsv(document, texts, out);
}

using Writer = Result<std::vector<Artifact>> (*)(const Session&, const document::Document&,
                                                 const fs::path&);

const std::map<std::string, Writer>& Writers() {
  static const std::map<std::string, Writer> writers = {
      {"csv", WriteCsv}, {"html", WriteHtml}, {"json", WriteJson}, {"xlsx", WriteXlsx}};
  return writers;
}

Result<void> CheckFormats(const std::vector<std::string>& formats) {
  for (const std::string& format : formats) {
    if (Writers().contains(format)) continue;
    std::vector<std::string> known;
    for (const auto& [name, writer] : Writers()) known.push_back(name);
    return MakeProblem("cli.format", "--format",
                       {{"format", format}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
  }
  return {};
}

Result<document::Document> BuildDocument(Session* session, const MakeReportOptions& options,
                                         Instant now) {
  KEBAO_TRY(const std::string language, LanguageNamed(options.language, "--lang"));
  KEBAO_TRY(const Texts texts, Texts::Load(session->share().texts(), language));
  KEBAO_TRY(
      const report::Template spec,
      report::FindTemplate(session->definitions().UserFirst("templates"), options.template_id));
  report::ReportRequest request{
      .context = {.zone = session->folder().zone(), .scope = metrics::Scope::All()}};
  KEBAO_TRY(request.context, MakeContext(options.query, session->folder().zone(), now));
  request.context.data_version = session->warehouse().data_version();
  request.comparison_name = options.query.compare;
  request.organisation = options.organisation;
  request.audience = options.audience;
  const engine::Directory directory = session->warehouse().directory();
  KEBAO_TRY_VOID(CheckSources(options.query.sources, directory.sources));
  const metrics::MetricService service(session->warehouse().engine(), directory,
                                       *session->definitions().metrics);
  const report::ReportSources sources{
      *session->definitions().metrics,
      texts,
      [&](const metrics::QueryContext& context,
          const std::vector<metrics::Query>& queries) -> Result<std::vector<metrics::ResultTable>> {
        KEBAO_TRY(metrics::Answers answers, service.Answer(context, queries));
        return std::move(answers.tables);
      },
      QualityOf(session->warehouse(), options.query.sources, request.context.zone),
      std::to_string(request.context.data_version),
      CoverageOf(session->warehouse(), options.query.sources, request.context.zone)};
  return report::BuildReport(spec, request, sources);
}

}  // namespace

Result<std::vector<Artifact>> MakeReport(Session* session, const MakeReportOptions& options,
                                         Instant now) {
  KEBAO_TRY_VOID(CheckFormats(options.formats));
  KEBAO_TRY(const document::Document document, BuildDocument(session, options, now));
  std::error_code error;
  fs::create_directories(options.out, error);
  if (error) return MakeProblem("file.write", options.out.string(), {{"detail", error.message()}});
  std::vector<Artifact> artifacts;
  for (const std::string& format : options.formats) {
    KEBAO_TRY(const std::vector<Artifact> written,
              Writers().at(format)(*session, document, options.out));
    artifacts.insert(artifacts.end(), written.begin(), written.end());
  }
  return artifacts;
}

}  // namespace kebao::app
