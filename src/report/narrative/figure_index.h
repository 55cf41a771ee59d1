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
    bool has_interval = false;
  };

  /// All tiles and cells of tables, changes left out.
  void Add(const document::Document& document);
  /// All values of an answer, of both periods. Only of questions without a grain.
  Result<void> Add(const metrics::ResultTable& answer, const FigureMaker& figures);
  void Add(const document::Figure& figure);

  /// Whether there is such a figure, with this value and sample size (to 1e-9: two paths of the
  /// metric layer may differ by the last digits). Two agents of one name have one provenance.
  bool Holds(const document::Figure& figure) const;
  /// The figures of the same metric, period and dimension, for all of its values that are stated.
  std::vector<Entry> Family(const document::Provenance& provenance) const;

 private:
  void Add(const document::Cell& cell);
  std::multimap<std::string, Entry> entries_;  // "metric|pack|filters"
};

}  // namespace kebao::report
