#include "app/make_report.h"

#include <algorithm>

#include "app/data_coverage.h"
#include "app/data_quality.h"
#include "app/name_checks.h"
#include "app/pseudonym_key.h"
#include "app/report_analysis.h"
#include "app/report_audience.h"
#include "app/report_rows.h"
#include "app/write_report.h"
#include "metrics/answer/recorded_facts.h"
#include "metrics/metric_service.h"
#include "report/question_list.h"

namespace kebao::app {
namespace {

Result<report::Template> TemplateNamed(const Setup& setup, const std::string& id) {
  auto found = report::FindTemplate(setup.definitions.UserFirst("templates"), id);
  if (found || found.error().code != "template.unknown") return found;
  return MakeProblem("cli.template", "TEMPLATE",
                     {{"template", id}, {"known", found.error().arguments["known"]}});
}

Result<void> CheckMetric(const std::string& metric, const std::string& place,
                         const std::string& pack, const Setup& setup, const Console& console) {
  const auto found = setup.definitions.metrics->Find(metric, pack);
  if (found) return {};
  if (found.error().code != "metric.unknown") return CheckMetrics({metric}, pack, setup, console);
  return MakeProblem("template.metric", place,
                     {{"metric", metric}, {"nearest", found.error().arguments.at("nearest")}});
}

Result<void> CheckDimension(const std::string& id, const std::string& place, const Setup& setup,
                            const Console& console) {
  const auto found = setup.definitions.metrics->FindDimension(id);
  if (found) return {};
  if (found.error().code != "dimension.unknown")
    return CheckDimensions({id}, "--by", setup, console);
  return MakeProblem("template.dimension", place,
                     {{"dimension", id}, {"nearest", found.error().arguments.at("nearest")}});
}

/// "template.*": what it names does not exist; other problems are of definitions.
Result<void> CheckBlock(const report::BlockSpec& block, const std::string& pack, const Setup& setup,
                        const Console& console) {
  KEBAO_TRY_VOID(CheckAudienceWords(block.audiences, block.place, setup));
  for (const std::string& metric : report::MetricsOf(block))
    KEBAO_TRY_VOID(CheckMetric(metric, block.place, pack, setup, console));
  for (const std::string& id : report::DimensionsOf(block))
    KEBAO_TRY_VOID(CheckDimension(id, block.place, setup, console));
  return {};
}

void Break(Problem problem, report::BlockSpec* block) {
  const std::string place = block->place;
  *block = report::BlockSpec(report::BrokenBlock{std::move(problem)});
  block->place = place;
}

/// Whom it is for cannot be told: nobody sees more of it than that.
void Break(Problem problem, report::SectionSpec* section) {
  section->audiences.clear();
  section->blocks.clear();
  section->blocks.emplace_back(report::BrokenBlock{std::move(problem)});
  section->blocks.back().place = section->place;
}

}  // namespace

Result<void> CheckTemplate(const std::string& pack, const Setup& setup, const Console& console,
                           report::Template* spec) {
  for (report::SectionSpec& section : spec->sections) {
    if (auto checked = CheckAudienceWords(section.audiences, section.place, setup); !checked)
      Break(std::move(checked).error(), &section);
    for (report::BlockSpec& block : section.blocks) {
      auto checked = CheckBlock(block, pack, setup, console);
      if (checked) continue;
      if (!checked.error().code.starts_with("template.")) return checked;
      Break(std::move(checked).error(), &block);
    }
  }
  for (const std::string& metric : spec->rows.metrics)
    KEBAO_TRY_VOID(CheckMetric(metric, spec->place, pack, setup, console));
  for (const std::string& id : spec->rows.dimensions)
    KEBAO_TRY_VOID(CheckDimension(id, spec->place, setup, console));
  return report::CheckThatSomethingIsLeft(*spec);
}

Result<ReportPlan> PlanReport(const Setup& setup, const MakeReportOptions& options, Instant now,
                              const Console& console) {
  KEBAO_TRY_VOID(CheckFormats(options.formats));
  KEBAO_TRY(report::Template spec, TemplateNamed(setup, options.template_id));
  return PlanReport(setup, options, std::move(spec), now, console);
}

Result<ReportPlan> PlanReport(const Setup& setup, const MakeReportOptions& options,
                              report::Template spec, Instant now, const Console& console) {
  const Settings& settings = setup.settings;
  KEBAO_TRY_VOID(CheckFormats(options.formats));
  std::string language = settings.language.value.empty() ? "zh-CN" : settings.language.value;
  if (!options.language.empty()) {
    const auto named = LanguageNamed(options.language, "--lang");
    if (!named)
      return MakeProblem("cli.choice", "--lang",
                         {{"value", options.language}, {"known", "zh | en"}});
    language = *named;
  }
  KEBAO_TRY(metrics::QueryContext context, MakeContext(options.query, settings, setup.zone, now));
  KEBAO_TRY_VOID(CheckContext(context, setup, console));
  KEBAO_TRY_VOID(CheckTemplate(context.pack, setup, console, &spec));
  report::ReportRequest request{.context = std::move(context)};
  request.comparison_name = options.query.compare;
  request.organisation =
      options.organisation.empty() ? settings.organisation.value : options.organisation;
  request.currency = options.currency.empty() ? settings.currency.value : options.currency;
  KEBAO_TRY_VOID(PlanAudience(setup, options.audience, &spec, &request));
  if (std::ranges::find(options.formats, kRowsFormat) != options.formats.end())
    KEBAO_TRY_VOID(CheckRowsFormat(spec, request));
  return ReportPlan{std::move(spec), std::move(request), std::move(language)};
}

Result<document::Document> MakeReport(Session* session, ReportPlan plan, int* broken_blocks) {
  KEBAO_TRY(const Texts texts, Texts::Load(session->share().texts(), plan.language));
  metrics::QueryContext& context = plan.request.context;
  const metrics::MetricCatalog& catalog = *session->definitions().metrics;
  const engine::Directory directory = session->warehouse().directory();
  context.data_version = session->warehouse().data_version();
  KEBAO_TRY_VOID(ResolveNames(directory, catalog, &context));
  if (plan.request.audience) {
    KEBAO_TRY(const HashKey key, PseudonymKey(session->folder()));
    KEBAO_TRY_VOID(SettleAudience(directory, key, &plan.request));
  }
  const metrics::MetricService service(
      session->warehouse().engine(), directory, catalog,
      session->warehouse().Setting(metrics::kRecordedFactsSetting).value_or(""));
  KEBAO_TRY(report::AnalysisFrame analysis,
            AnalysisFrameOf(*session, service, directory, context, plan.spec));
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
      CoverageOf(session->warehouse(), context.sources, context.zone,
                 session->definitions().calendars),
      std::move(analysis),
      [&](const Problem& problem) { session->console().Report(problem); },
      [&](const Problem& problem) {
        session->console().Report(problem);
        if (broken_blocks != nullptr) ++*broken_blocks;
      }};
  return report::BuildReport(plan.spec, plan.request, sources);
}

}  // namespace kebao::app
