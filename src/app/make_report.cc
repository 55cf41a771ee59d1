#include "app/make_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "app/name_checks.h"
#include "app/pseudonym_key.h"
#include "app/report_audience.h"
#include "metrics/answer/recorded_facts.h"
#include "metrics/metric_service.h"
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
#include "report/build.h"
#include "report/quality_text.h"
#include "report/question_list.h"

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

void AddReason(int32_t import, const domain::QualityCount& count, report::DataQuality* quality) {
  quality->reasons.push_back({import, count.code, count.column, count.rows, count.example});
}

report::DataQuality QualityOf(const engine::Warehouse& warehouse,
                              const std::vector<std::string>& sources, const TimeZone& zone) {
  report::DataQuality quality;
  const auto stray = warehouse.StrayRatings();
  for (const engine::ImportRecord& record : warehouse.imports()) {
    if (record.is_withdrawn || !IsAmong(record.description.source, sources)) continue;
    const engine::ImportCounts& c = record.counts;
    quality.imports.push_back({record.id, record.description.file_name, record.description.source,
                               LocalMinute(record.description.imported_at, zone), c.read,
                               c.inserted, c.updated, c.duplicate, c.repaired, c.rejected,
                               c.ignored});
    for (const domain::QualityCount& count : warehouse.QualityCounts(record.id))
      AddReason(record.id, count, &quality);
    const auto [first, last] = stray.equal_range(record.same_as.value_or(record.id));
    for (auto it = first; it != last; ++it) AddReason(record.id, it->second, &quality);
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

/// What the writers of one report share; the process that draws starts when it is first asked.
struct Workshop {
  const Session& session;
  const document::Document& document;
  const fs::path& out;
  render::RenderWorker worker{{.libraries = session.share().chart_folder()}};
  render::WorkerChartDrawer drawer{&worker};

  fs::path File(const char* ending) const { return out / render::ArtifactName(document, ending); }
  Result<Texts> LoadTexts() const {
    return Texts::Load(session.share().texts(), document.language);
  }
};
using Written = Result<std::vector<Artifact>>;

Written One(Result<Artifact> artifact) {
  KEBAO_TRY(Artifact written, std::move(artifact));
  return std::vector{std::move(written)};
}

Written WriteXlsx(Workshop& shop) {
  KEBAO_TRY(const render::RenderTexts texts,
            render::LoadXlsxTexts(shop.session.share().catalog(), shop.document.language));
  return One(render::RenderXlsx(shop.document, texts, shop.File("xlsx")));
}

Written WriteHtml(Workshop& shop) {
  const ShareFolder& share = shop.session.share();
  KEBAO_TRY(const render::HtmlAssets assets,
            render::LoadHtmlAssets(share.chart_folder(), share.texts()));
  return One(render::RenderHtml(shop.document, assets, shop.File("html")));
}

Written WriteJson(Workshop& shop) {
  return One(render::RenderJson(shop.document, shop.File("json")));
}

Written WriteCsv(Workshop& shop) {
  KEBAO_TRY(const render::RenderTexts texts,
            render::LoadCsvTexts(shop.session.share().catalog(), shop.document.language));
  return render::RenderCsv(shop.document, texts, shop.out);
}

Written WritePdf(Workshop& shop) {
  KEBAO_TRY(const Texts texts, shop.LoadTexts());
  return One(render::RenderPdf(shop.document, texts, shop.File("pdf"), {.drawer = &shop.drawer}));
}

Written WriteDocx(Workshop& shop) {
  KEBAO_TRY(const Texts texts, shop.LoadTexts());
  return One(render::RenderDocx(shop.document, texts, shop.File("docx"),
                                {.worker = &shop.worker, .drawer = &shop.drawer}));
}

Written WritePng(Workshop& shop) {
  KEBAO_TRY(const Texts texts, shop.LoadTexts());
  return One(render::RenderSummaryPicture(shop.document, texts, shop.File("png"), &shop.worker));
}

Written WritePptx(Workshop& shop) {
  KEBAO_TRY(const Texts texts, shop.LoadTexts());
  return One(render::RenderPptx(shop.document, texts, shop.File("pptx"),
                                {.worker = &shop.worker, .drawer = &shop.drawer}));
}

Written WriteMarkdown(Workshop& shop) {
  KEBAO_TRY(const Texts texts, shop.LoadTexts());
  return One(render::RenderMarkdown(shop.document, texts, shop.File("md")));
}

using Writer = Written (*)(Workshop&);

const std::map<std::string, Writer>& Writers() {
  static const std::map<std::string, Writer> kWriters = {
      {"csv", WriteCsv},   {"docx", WriteDocx},   {"html", WriteHtml},
      {"json", WriteJson}, {"md", WriteMarkdown}, {"pdf", WritePdf},
      {"png", WritePng},   {"pptx", WritePptx},   {"xlsx", WriteXlsx}};
  return kWriters;
}

std::vector<std::string> FormatNames() {
  std::vector<std::string> names;
  for (const auto& [name, writer] : Writers()) names.push_back(name);
  return names;
}

Result<report::Template> TemplateNamed(const Setup& setup, const std::string& id) {
  auto found = report::FindTemplate(setup.definitions.UserFirst("templates"), id);
  if (found || found.error().code != "template.unknown") return found;
  return MakeProblem("cli.template", "TEMPLATE",
                     {{"template", id}, {"known", found.error().arguments["known"]}});
}

}  // namespace

Result<void> CheckTemplate(const report::Template& spec, const std::string& pack,
                           const Setup& setup, const Console& console) {
  KEBAO_TRY_VOID(CheckAudiencesOf(spec, setup));
  for (const std::string& metric : report::MetricsOf(spec)) {
    const auto found = setup.definitions.metrics->Find(metric, pack);
    if (found) continue;
    if (found.error().code == "metric.unknown") {
      return MakeProblem("template.metric", spec.place,
                         {{"metric", metric}, {"nearest", found.error().arguments.at("nearest")}});
    }
    return CheckMetrics({metric}, pack, setup, console);
  }
  for (const std::string& id : report::DimensionsOf(spec)) {
    const auto found = setup.definitions.metrics->FindDimension(id);
    if (found) continue;
    if (found.error().code != "dimension.unknown")
      return CheckDimensions({id}, "--by", setup, console);
    return MakeProblem("template.dimension", spec.place,
                       {{"dimension", id}, {"nearest", found.error().arguments.at("nearest")}});
  }
  return {};
}

Result<ReportPlan> PlanReport(const Setup& setup, const MakeReportOptions& options, Instant now,
                              const Console& console) {
  const Settings& settings = setup.settings;
  const std::vector<std::string> known_formats = FormatNames();
  if (options.formats.empty()) KEBAO_TRY_VOID(CheckChoice("", known_formats, "--format"));
  for (const std::string& format : options.formats)
    KEBAO_TRY_VOID(CheckChoice(format, known_formats, "--format"));
  std::string language = settings.language.value.empty() ? "zh-CN" : settings.language.value;
  if (!options.language.empty()) {
    const auto named = LanguageNamed(options.language, "--lang");
    if (!named)
      return MakeProblem("cli.choice", "--lang",
                         {{"value", options.language}, {"known", "zh | en"}});
    language = *named;
  }
  KEBAO_TRY(metrics::QueryContext context, MakeContext(options.query, settings, setup.zone, now));
  KEBAO_TRY(report::Template spec, TemplateNamed(setup, options.template_id));
  KEBAO_TRY_VOID(CheckContext(context, setup, console));
  KEBAO_TRY_VOID(CheckTemplate(spec, context.pack, setup, console));
  report::ReportRequest request{.context = std::move(context)};
  request.comparison_name = options.query.compare;
  request.organisation =
      options.organisation.empty() ? settings.organisation.value : options.organisation;
  request.currency = settings.currency.value;
  KEBAO_TRY_VOID(PlanAudience(setup, options.audience, &spec, &request));
  return ReportPlan{std::move(spec), std::move(request), std::move(language), options.formats,
                    options.out};
}

namespace {

Result<document::Document> BuildDocument(Session* session, ReportPlan* plan) {
  KEBAO_TRY(const Texts texts, Texts::Load(session->share().texts(), plan->language));
  metrics::QueryContext& context = plan->request.context;
  const metrics::MetricCatalog& catalog = *session->definitions().metrics;
  const engine::Directory directory = session->warehouse().directory();
  context.data_version = session->warehouse().data_version();
  KEBAO_TRY_VOID(ResolveNames(directory, catalog, &context));
  if (plan->request.audience) {
    KEBAO_TRY(const HashKey key, PseudonymKey(session->folder()));
    KEBAO_TRY_VOID(SettleAudience(directory, key, &plan->request));
  }
  const metrics::MetricService service(
      session->warehouse().engine(), directory, catalog,
      session->warehouse().Setting(metrics::kRecordedFactsSetting).value_or(""));
  const report::ReportSources sources{
      catalog,
      texts,
      [&](const metrics::QueryContext& asked,
          const std::vector<metrics::Query>& queries) -> Result<std::vector<metrics::ResultTable>> {
        KEBAO_TRY(metrics::Answers answers, service.Answer(asked, queries));
        return std::move(answers.tables);
      },
      QualityOf(session->warehouse(), context.sources, context.zone),
      std::to_string(context.data_version),
      CoverageOf(session->warehouse(), context.sources, context.zone),
      [&](const Problem& problem) { session->console().Report(problem); }};
  return report::BuildReport(plan->spec, plan->request, sources);
}

}  // namespace

Result<std::vector<Artifact>> MakeReport(Session* session, ReportPlan plan) {
  KEBAO_TRY(const document::Document document, BuildDocument(session, &plan));
  std::error_code error;
  fs::create_directories(plan.out, error);
  if (error) return MakeProblem("file.write", plan.out.string(), {{"detail", error.message()}});
  Workshop shop{*session, document, plan.out};
  std::vector<Artifact> artifacts;
  for (const std::string& format : plan.formats) {
    KEBAO_TRY(const std::vector<Artifact> written, Writers().at(format)(shop));
    artifacts.insert(artifacts.end(), written.begin(), written.end());
  }
  return artifacts;
}

}  // namespace kebao::app
