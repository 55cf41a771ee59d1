#include <algorithm>

#include "analysis/compare.h"
#include "report/analysis/tell.h"

namespace kebao::report {
namespace {

using document::Table;
using metrics::ResultTable;

/// Of the metrics that the block names.
Result<void> RememberChanges(const SuggestionBlock& block, Casebook* casebook) {
  if (block.metrics.empty() || !casebook->context().comparison) return {};
  KEBAO_TRY(const std::vector<ResultTable> answers,
            casebook->Asked().Answer(casebook->context(),
                                     {{block.metrics, {}, metrics::Grain::kNone, false}}));
  if (answers.front().rows.empty()) return {};
  for (size_t column = 0; column < block.metrics.size(); ++column) {
    KEBAO_TRY(const metrics::MetricSpec* spec, casebook->figures().Spec(block.metrics[column]));
    const auto found = analysis::FindChange(*spec, answers.front().rows.front(), column,
                                            {true, casebook->is_covered()});
    if (found)
      casebook->Remember(*found, casebook->texts().Get("report.analysis.found_change",
                                                       {{"metric", casebook->NameOf(*spec)}}));
  }
  return {};
}

Table EmptyTable(const SuggestionBlock& block, const Texts& texts) {
  Table table;
  table.id = block.id;
  table.title = block.title.In(texts.language());
  table.columns = {{"finding", texts.Get("report.analysis.finding")},
                   {"what", texts.Get("report.analysis.what")},
                   {"who", texts.Get("report.analysis.who")},
                   {"by", texts.Get("report.analysis.by")},
                   {"effect", texts.Get("report.analysis.effect")}};
  return table;
}

std::vector<Casebook::Found> ByImpact(std::vector<Casebook::Found> found) {
  std::ranges::stable_sort(found, std::ranges::greater{},
                           [](const Casebook::Found& one) { return one.finding.impact; });
  return found;
}

}  // namespace

Result<Blocks> Tell(const SuggestionBlock& block, const std::string& /*section*/,
                    Casebook* casebook) {
  KEBAO_TRY_VOID(RememberChanges(block, casebook));
  const Texts& texts = casebook->texts();
  Table table = EmptyTable(block, texts);
  std::vector<const Suggestion*> given;
  const LocalDay today = casebook->context().zone.DayOf(casebook->context().report_time);
  for (const Casebook::Found& found : ByImpact(casebook->found())) {
    const Suggestion* one = SuggestionFor(found.finding, casebook->frame().playbook);
    if (one == nullptr || std::ranges::find(given, one) != given.end()) continue;
    given.push_back(one);
    if (given.size() > static_cast<size_t>(block.limit)) continue;
    table.rows.push_back({found.text, one->what.In(texts.language()), one->who.In(texts.language()),
                          FormatDay({today.days + one->days}), one->effect.In(texts.language())});
  }
  if (table.rows.empty()) return Blocks{Note(*casebook, "report.analysis.no_suggestion")};
  if (given.size() > table.rows.size())
    table.note = texts.Get("report.cut", {{"shown", std::to_string(table.rows.size())},
                                          {"count", std::to_string(given.size())}});
  return Blocks{std::move(table)};
}

}  // namespace kebao::report
