#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "base/texts.h"
#include "document/document.h"
#include "metrics/answer_queries.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/query.h"
#include "report/analysis/frame.h"
#include "report/audience.h"
#include "report/redaction.h"
#include "report/template.h"

namespace kebao::report {

/// What is known of the quality of the data under a report.
struct DataQuality {
  struct Import {
    int32_t id = 0;
    std::string file;
    std::string source;
    std::string imported_at;  // local time, as shown
    int64_t read = 0;
    int64_t inserted = 0;
    int64_t updated = 0;
    int64_t duplicate = 0;
    int64_t repaired = 0;
    int64_t rejected = 0;
    int64_t ignored = 0;
  };
  struct Reason {
    int32_t import = 0;
    std::string code;  // text: catalog/texts/*/problems
    std::string column;
    int64_t rows = 0;
    std::string example;
  };
  std::vector<Import> imports;
  std::vector<Reason> reasons;
};

/// First and last day that the sources in scope have data for, and how many days right beside them
/// the desk is closed: nothing is missing on those.
struct DataCoverage {
  LocalDay first;
  LocalDay last;
  int closed_days_before = 0;
  int closed_days_after = 0;

  /// Whether the data of no open day of [first_day, limit) can be missing.
  bool Holds(LocalDay first_day, LocalDay limit) const {
    return first.days - closed_days_before <= first_day.days &&
           limit.days <= last.days + closed_days_after + 1;
  }
};

struct ReportRequest {
  metrics::QueryContext context;
  std::string
      comparison_name;  // "previous", "year" or empty: how the comparison is called (环比, 同比)
  std::string organisation;  // may be empty
  /// Whom the version is for: what its template was fitted to (template_for_audience.h), and by
  /// which names are replaced. Nullopt: everything, as it is.
  std::optional<Audience> audience;
  NamesInData names;  // needed with an audience
  /// With an agent's own version: the questions about everybody, which its figures stand beside.
  std::optional<metrics::QueryContext> everybody;
  std::string currency = "CNY";  // ISO 4217
};

struct ReportSources {
  const metrics::MetricCatalog& catalog;
  const Texts& texts;  // in the language of the report
  metrics::AnswerQueries answer;
  DataQuality quality;
  std::string data_version;
  std::optional<DataCoverage> coverage;  // nullopt: no data
  AnalysisFrame analysis;
  /// Told of each generated sentence that its figures do not bear out ("report.sentence"), which is
  /// then left out. Unset: such a sentence fails the report.
  std::function<void(const Problem&)> on_false_sentence;
  /// Told of each block that cannot be made as the template has it; a notice stands in its place,
  /// but not in versions without hints. Unset: such a block fails the report.
  std::function<void(const Problem&)> on_broken_block;
};

/// Template + results → document. A pure function of its arguments. Problems: those of the queries,
/// "metric.unknown", "dimension.unknown", "report.sentence" (see on_false_sentence), those of
/// broken blocks, "report.heat_map" (two dimensions, one metric), "report.chart" and "report.parts"
/// (what the chart lacks; for all of these see on_broken_block).
Result<document::Document> BuildReport(const Template& spec, const ReportRequest& request,
                                       const ReportSources& sources);

}  // namespace kebao::report
