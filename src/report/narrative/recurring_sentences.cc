#include "report/narrative/recurring_sentences.h"

#include "report/narrative/finder.h"

namespace kebao::report {
namespace {

using analysis::recurring::Recurring;
using document::BoundName;
using document::NumberFormat;

bool HasTrend(const Recurring& found) {
  return found.trend != Recurring::Trend::kNone && found.difference.is_tested();
}

}  // namespace

FoundFigures FiguresOf(const inquiry::RecurringBreakdown& breakdown,
                       const inquiry::RecurringProblem& problem, const FigureMaker& figures) {
  const Recurring& found = problem.found;
  if (!found.share.low || !found.share.high) return {};
  Finder finder(*breakdown.metric, figures,
                "recurring; " + WhereOf(breakdown.dimensions, problem.history.keys));
  SetInterval(found.share.low, found.share.high, &finder.Part("share", found.share.value));
  finder.Part("low", *found.share.low);
  finder.Part("high", *found.share.high);
  finder.Count("n", found.cases);
  finder.Count("periods", static_cast<double>(found.periods.size()));
  finder.Count("leading", static_cast<double>(found.leading));
  finder.Count("above", static_cast<double>(found.above));
  if (HasTrend(found)) {
    finder.Effect("difference", NumberFormat::kPercentPoints1, found.difference.size);
    finder.Effect("difference_low", NumberFormat::kPercentPoints1, *found.difference.low);
    finder.Effect("difference_high", NumberFormat::kPercentPoints1, *found.difference.high);
  }
  return finder.Take();
}

document::Paragraph RecurringSentences::Tell(const inquiry::RecurringBreakdown& breakdown,
                                             const inquiry::RecurringProblem& problem,
                                             std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(breakdown, problem, figures_), &sentence);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, breakdown.metric->id);
  pieces["part"] = [&](SentenceBuilder& whole) {
    for (size_t i = 0; i < breakdown.dimensions.size(); ++i) {
      if (i > 0) whole.Say(vocabulary_.Pattern("narrative.cause.cross"));
      parts_.Named(BoundName::Kind::kValue,
                   ValueId(breakdown.dimensions[i], problem.history.keys[i]))(whole);
    }
  };
  sentence.Fill(vocabulary_.Pattern("narrative.recurring.problem"), pieces);
  if (HasTrend(problem.found))
    sentence.Fill(vocabulary_.Pattern("narrative.recurring.trend"), pieces);
  return sentence.Take(std::move(id),
                       problem.is_warning() ? document::Tone::kBad : document::Tone::kNeutral);
}

}  // namespace kebao::report
