#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/visitors/page_contacts.h"
#include "analysis/visitors/page_paths.h"
#include "analysis/visitors/page_visits.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"
#include "metrics/rows/keyed_rows.h"

namespace kebao::inquiry {

/// What visitors of the site look at, how that changes, and what they ask about afterwards.

/// What is looked at, catalog/analysis/visitors.yaml.
struct VisitorsPlan {
  std::string visits;                  // metric: a sum over visits
  std::string contacts;                // metric: a count over conversations
  std::vector<std::string> interests;  // dimensions of visits
  double hours = 24;                   // from a visit to the contact that is put down to it
  double session_minutes = 30;
  double minimum_sample = 30;
  size_t most = 8;  // rows that are shown
};
/// Problems "yaml.*", "visitors.plan" {name}.
Result<VisitorsPlan> LoadVisitorsPlan(const std::filesystem::path& file);

struct InterestsBy {
  std::string dimension;
  std::vector<std::string> keys;                        // by Interest::value; empty: not stated
  std::vector<analysis::visitors::Interest> interests;  // by falling visits
};

/// What the visits record beyond their number; what is false cannot be told.
struct RecordedOfVisits {
  bool page_type = false;
  bool dwell = false;
  bool path = false;
  bool customers = false;
};

struct VisitorsAnswer {
  double visits = 0;
  double visits_before = 0;
  RecordedOfVisits recorded;
  std::vector<std::string> page_types;  // texts by code
  std::vector<std::string> issue_types;
  std::vector<analysis::visitors::PageDwell> dwell;
  std::vector<InterestsBy> interests;  // only with a comparison
  /// From paths as the source gives them, else from the order of known customers' visits.
  bool paths_are_given = false;
  analysis::visitors::PathSummary paths;
  analysis::visitors::ContactsOfPages contacts;
};

/// What the inquiry asks beside answers.
struct VisitorsSources {
  AskedMetrics asked;
  /// Rows with columns as they stand (metrics::FindKeyedRows).
  std::function<Result<std::unique_ptr<engine::ChunkStream>>(
      const metrics::QueryContext&, const std::string& metric,
      const std::vector<std::string>& columns)>
      rows;
  /// The texts of a column's codes.
  std::function<std::vector<std::string>(const std::string& column)> texts;
};

/// With the context's comparison, if it has one. Problems: those of metrics.
Result<VisitorsAnswer> AskForVisitors(const VisitorsSources& sources,
                                      const metrics::QueryContext& context,
                                      const VisitorsPlan& plan);

}  // namespace kebao::inquiry
