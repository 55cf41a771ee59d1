#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/query_options.h"
#include "app/session.h"
#include "render/artifact.h"
#include "report/build.h"

namespace kebao::app {

struct MakeReportOptions {
  std::string template_id;
  QueryOptions query;
  std::string language;              // "zh" | "en"; empty: as set, else zh
  std::string audience;              // "management", "partner-technical" …, or empty
  std::string organisation;          // empty: as set
  std::vector<std::string> formats;  // xlsx, html, pdf, md, csv, json
  std::filesystem::path out;
};

/// What a report is made of, found and checked before the folder is opened.
struct ReportPlan {
  report::Template spec;
  report::ReportRequest request;
  std::string language;
  std::vector<std::string> formats;
  std::filesystem::path out;
};

/// What a template names must exist: "template.metric", "template.dimension", "template.audience",
/// "definition.*".
Result<void> CheckTemplate(const report::Template& spec, const std::string& pack,
                           const Setup& setup, const Console& console);
/// Problems: "cli.*", "period.*", those of the template and of the audience, "definition.*".
Result<ReportPlan> PlanReport(const Setup& setup, const MakeReportOptions& options, Instant now,
                              const Console& console);
/// Template + data → document → files. Problems: those of names that only the data know, of the
/// queries and of the renderers.
Result<std::vector<render::Artifact>> MakeReport(Session* session, ReportPlan plan);

}  // namespace kebao::app
