#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/query_options.h"
#include "app/session.h"
#include "document/document.h"
#include "report/build.h"

namespace kebao::app {

struct MakeReportOptions {
  std::string template_id;
  QueryOptions query;
  std::string language;              // "zh" | "en"; empty: as set, else zh
  std::string audience;              // "management", "partner-technical" …, or empty
  std::string organisation;          // empty: as set
  std::string currency;              // empty: as set
  std::vector<std::string> formats;  // xlsx, html, pdf, md, csv, json
  std::filesystem::path out;
};

/// What a report is made of, found and checked before the folder is opened.
struct ReportPlan {
  report::Template spec;
  report::ReportRequest request;
  std::string language;
};

/// What a template names must exist: a block that names what does not is broken ("template.metric",
/// "template.dimension", "template.audience"). Problems: "definition.*", and the first of its
/// blocks' where all of them are broken.
Result<void> CheckTemplate(const std::string& pack, const Setup& setup, const Console& console,
                           report::Template* spec);
/// Problems: "cli.*", "period.*", those of the template and of the audience, "definition.*".
Result<ReportPlan> PlanReport(const Setup& setup, const MakeReportOptions& options, Instant now,
                              const Console& console);
/// The same by a template that need not be in the catalogue any more.
Result<ReportPlan> PlanReport(const Setup& setup, const MakeReportOptions& options,
                              report::Template spec, Instant now, const Console& console);
/// Template + data → document, of which app/write_report.h makes files. Broken blocks are told on
/// the console, and their number is added to `broken_blocks`. Problems: those of names that only
/// the data know, and of the queries.
Result<document::Document> MakeReport(Session* session, ReportPlan plan,
                                      int* broken_blocks = nullptr);

}  // namespace kebao::app
