#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/texts.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/query.h"
#include "report/audience.h"

namespace kebao::report {

struct DataQuality;

/// Who is in the data, as far as a report must know it to hide it.
struct NamesInData {
  struct Named {
    std::string name;
    std::string id;
    std::string code;       // pseudonym, without the word before it: "K37"
    bool is_person = true;  // false: a bot, which keeps its name
    bool is_own = false;    // the agent whose own version this is
  };
  std::vector<Named> agents;  // by agent key
  std::vector<Named> teams;   // by team key
};

/// Replaces names in answers, before any text is made of them: whatever is built on redacted
/// answers (labels, charts, sentences, provenance) holds no name that its audience must not see,
/// and is checked like any other. Borrows the catalogue.
class Redaction {
 public:
  /// Shows everything.
  explicit Redaction(const metrics::MetricCatalog& catalog) : catalog_(catalog) {}
  Redaction(const Audience& audience, NamesInData names, const metrics::MetricCatalog& catalog,
            const Texts& texts);

  /// Rows by agent or team get pseudonyms and stand in their order, so that neither names nor the
  /// order of names can be read from it; texts of other dimensions are redacted like Shown(text).
  /// Where agents see their own only, rows of others are taken out; a total stays.
  void Apply(metrics::ResultTable* answer) const;
  metrics::Filter Shown(metrics::Filter filter) const;
  /// Names of agents and teams that must not be seen become pseudonyms wherever they stand in the
  /// text; personal data are masked where the audience says so.
  std::string Shown(const std::string& text) const;
  DataQuality Shown(DataQuality quality) const;

 private:
  using Dimensions = std::vector<const metrics::DimensionSpec*>;
  using ShownNames = std::map<int64_t, std::string>;  // by key, of those who are not shown by name
  struct Hidden {
    std::string name;
    std::string shown;
  };
  ShownNames Hide(const std::vector<NamesInData::Named>& all, const char* pattern,
                  const Texts& texts);
  bool IsHidden(const NamesInData::Named& named) const;
  const ShownNames& NamesOf(metrics::DimensionKind kind) const;
  bool IsOfColleague(const metrics::Row& row, const Dimensions& dimensions) const;
  std::string ShownKey(const metrics::DimensionSpec& dimension, const std::string& key,
                       int64_t code) const;
  void Rename(const Dimensions& dimensions, metrics::ResultTable* answer) const;
  std::string WithoutNames(const std::string& text) const;

  const metrics::MetricCatalog& catalog_;
  bool shows_all_ = true;
  bool is_own_ = false;
  bool masks_customers_ = false;
  NamesInData names_;
  ShownNames agents_;
  ShownNames teams_;
  std::vector<Hidden> hidden_;  // the longest first
};

}  // namespace kebao::report
