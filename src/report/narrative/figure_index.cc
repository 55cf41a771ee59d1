#include "report/narrative/figure_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/narrative/vocabulary.h"

namespace kebao::report {
namespace {

using document::Figure;
using document::Provenance;

constexpr std::string_view kOfComparison = "; comparison";

bool IsClose(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max({1e-6, std::abs(a), std::abs(b)});
}

std::string KeyOf(const Provenance& provenance) {
  return fmt::format("{}|{}|{}", provenance.metric, provenance.pack, provenance.filters);
}

std::string WhereOf(const metrics::Row& row, const metrics::Query& query) {
  std::string where;
  for (size_t index = 0; index < row.keys.size() && !row.is_total; ++index) {
    if (!where.empty()) where += "; ";
    where += ValueId(query.dimensions[index], row.keys[index]);
  }
  return where;
}

}  // namespace

void FigureIndex::Add(const Figure& figure) {
  const bool is_change = figure.provenance.filters.find("; change from ") != std::string::npos;
  if (!figure.raw || figure.provenance.metric.empty() || is_change) return;
  if (Holds(figure)) return;
  entries_.emplace(KeyOf(figure.provenance),
                   Entry{*figure.raw, figure.n, figure.low && figure.high});
}

void FigureIndex::Add(const document::Cell& cell) {
  if (const auto* figure = std::get_if<Figure>(&cell)) Add(*figure);
}

void FigureIndex::Add(const document::Document& document) {
  for (const document::Section& section : document.sections) {
    for (const document::Block& block : section.blocks) {
      if (const auto* kpis = std::get_if<document::KpiRow>(&block)) {
        for (const document::Kpi& kpi : kpis->items) Add(kpi.value);
      } else if (const auto* table = std::get_if<document::Table>(&block)) {
        for (const auto& row : table->rows)
          for (const document::Cell& cell : row) Add(cell);
        for (const document::Cell& cell : table->total.value_or(std::vector<document::Cell>{}))
          Add(cell);
      }
    }
  }
}

Result<void> FigureIndex::Add(const metrics::ResultTable& answer, const FigureMaker& figures) {
  KEBAO_ASSERT(answer.query.grain == metrics::Grain::kNone);
  for (size_t column = 0; column < answer.query.metrics.size(); ++column) {
    KEBAO_TRY(const metrics::MetricSpec* spec, figures.Spec(answer.query.metrics[column]));
    for (const metrics::Row& row : answer.rows) {
      const std::string where = WhereOf(row, answer.query);
      Add(figures.Make(*spec, row.values[column], where));
      if (column >= row.compared.size()) continue;
      const std::string before = where.empty() ? "comparison" : where + std::string(kOfComparison);
      Add(figures.Make(*spec, row.compared[column], before));
    }
  }
  return {};
}

bool FigureIndex::Holds(const Figure& figure) const {
  const auto [first, last] = entries_.equal_range(KeyOf(figure.provenance));
  return std::any_of(first, last, [&](const auto& keyed) {
    const Entry& entry = keyed.second;
    const bool has_same_n = !entry.n || !figure.n || *entry.n == *figure.n;
    return has_same_n && figure.raw && IsClose(entry.raw, *figure.raw);
  });
}

std::vector<FigureIndex::Entry> FigureIndex::Family(const Provenance& provenance) const {
  const std::string key = KeyOf(provenance);
  const size_t equals = key.rfind('=');
  if (equals == std::string::npos) return {};
  const std::string family = key.substr(0, equals + 1);
  std::vector<Entry> entries;
  for (auto at = entries_.lower_bound(family);
       at != entries_.end() && at->first.starts_with(family); ++at) {
    const std::string_view value = std::string_view(at->first).substr(family.size());
    // Values of that dimension alone: others are of one of its parts, or of the other period.
    const bool is_of_one = value.find("; ") == std::string_view::npos;
    if (!value.empty() && is_of_one) entries.push_back(at->second);
  }
  return entries;
}

}  // namespace kebao::report
