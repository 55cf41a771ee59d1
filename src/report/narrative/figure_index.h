#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "document/document.h"
#include "metrics/query.h"
#include "report/figures.h"

namespace kebao::report {

/// Figures by where they come from: what a sentence's figures are checked against.
class FigureIndex {
 public:
  struct Entry {
    double raw = 0;
    std::optional<int64_t> n;
    bool is_ambiguous = false;  // two figures of one provenance differ
  };

  /// All tiles and cells of tables, changes left out.
  void Add(const document::Document& document);
  /// All values of an answer, of both periods. Only of questions without a grain.
  Result<void> Add(const metrics::ResultTable& answer, const FigureMaker& figures);
  void Add(const document::Figure& figure);

  /// Nullptr where there is none.
  const Entry* Find(const document::Provenance& provenance) const;
  /// The figures of the same metric, period and dimension for its other values that are stated.
  std::vector<Entry> Siblings(const document::Provenance& provenance) const;

 private:
  void Add(const document::Cell& cell);
  std::map<std::string, Entry> entries_;  // "metric|pack|filters"
};

}  // namespace kebao::report
