#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/query_options.h"
#include "base/problem.h"
#include "case_runner/case_times.h"
#include "domain/canonical.h"
#include "metrics/query.h"

namespace kebao::cases {

/// What a figure must be. Without a value: nothing to measure, or (not is_recorded) not recorded by
/// the source.
struct ExpectedValue {
  std::string metric;
  std::string place;
  std::optional<double> value;
  bool is_recorded = true;
  bool is_complete = true;
  std::optional<bool> is_partial;
  std::optional<int64_t> n;  // looked at only where it is stated; the interval likewise
  std::optional<double> low;
  std::optional<double> high;
};

struct ExpectedRow {
  std::string place;
  std::string bucket;  // "2016-03-14", with grain hour "2016-03-14T02:00"; empty without a grain
  std::vector<std::string> keys;
  bool is_total = false;
  std::vector<ExpectedValue> values;
  std::vector<ExpectedValue> compared;
};

/// One entry of `expect:`: a question as one would put it to `kebao query`, and the whole answer.
struct Question {
  std::string place;
  app::QueryOptions options;
  metrics::Query query;
  std::vector<ExpectedRow> rows;
};

using CaseRow = std::variant<domain::CanonicalRecord, domain::CanonicalEvent>;

/// One import, or the undoing of one, and what is asked after it.
struct Batch {
  std::string name;
  std::string source;
  std::string undo;   // name of the batch that is withdrawn; then no rows
  std::string again;  // name of the batch whose file comes once more; then no rows
  std::vector<CaseRow> rows;
  std::vector<Question> questions;
};

struct Case {
  std::string title;
  CaseClock clock;
  std::string calendar_rules;  // text of assignment.yaml; empty: no calendar for anything
  bool any_order = false;      // the batches must give the same answers in whatever order they come
  std::vector<Batch> batches;
};

/// Format: docs/cases.md. Problems "yaml.*", "case.*", with file and line.
Result<Case> LoadCase(const std::filesystem::path& file);

}  // namespace kebao::cases
