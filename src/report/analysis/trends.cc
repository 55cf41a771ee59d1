#include <fmt/format.h>

#include "report/analysis/tell.h"

namespace kebao::report {
namespace {

bool IsMoved(const analysis::Finding& finding) {
  return finding.outcome == analysis::Outcome::kUp || finding.outcome == analysis::Outcome::kDown;
}

std::string TextOf(const inquiry::MetricTrend& trend, const Casebook& casebook) {
  const bool is_up = trend.finding.outcome == analysis::Outcome::kUp;
  return casebook.texts().Get(
      "report.analysis.found_trend",
      {{"metric", casebook.NameOf(*trend.metric)},
       {"trend", casebook.vocabulary().Word(TrendKey(trend.metric->unit, is_up))}});
}

}  // namespace

Result<Blocks> Tell(const TrendBlock& block, const std::string& section, Casebook* casebook) {
  const AnalysisFrame& frame = casebook->frame();
  if (!frame.covered) return Blocks{Note(*casebook, "report.analysis.no_data")};
  KEBAO_TRY(
      const std::vector<inquiry::MetricTrend> trends,
      inquiry::AskForTrends(casebook->Asked(), casebook->context(),
                            Or(block.metrics, frame.trend_metrics), block.grain, *frame.covered));
  Blocks blocks;
  size_t found = 0;
  for (const inquiry::MetricTrend& trend : trends) {
    if (!IsMoved(trend.finding) || ++found > static_cast<size_t>(block.limit)) continue;
    casebook->Remember(FiguresOf(trend, casebook->figures()));
    blocks.emplace_back(casebook->sentences().TellTrend(
        trend, block.grain, fmt::format("{}/trend/{}", section, trend.metric->id)));
    casebook->Remember(trend.finding, TextOf(trend, *casebook));
  }
  SayThatThereAreMore(*casebook, found, static_cast<size_t>(block.limit), &blocks);
  if (blocks.empty()) blocks.emplace_back(Note(*casebook, "narrative.trend.none"));
  return blocks;
}

}  // namespace kebao::report
