#include "analysis/attribution/explanation_order.h"

#include <algorithm>
#include <tuple>

namespace kebao::analysis {
namespace {

/// Shares that differ by less than this tell the same story.
constexpr double kSameShare = 0.05;

bool Holds(const Explanation& explanation, double false_discoveries) {
  if (explanation.kind == ExplanationKind::kEvent && !explanation.q) return true;
  return explanation.q && *explanation.q <= false_discoveries;
}

double LargestShareOfOthers(std::span<const OrderedExplanation> all) {
  double largest = 0;
  for (const OrderedExplanation& one : all)
    if (one.explanation.kind != ExplanationKind::kPerson && one.is_tested)
      largest = std::max(largest, one.explanation.share);
  return largest;
}

bool IsOf(const std::vector<std::string>& dimensions, std::initializer_list<const char*> names) {
  return std::ranges::all_of(dimensions, [&](const std::string& dimension) {
    return std::ranges::any_of(names, [&](const char* name) { return dimension == name; });
  });
}

double ShareOf(const Cause& cause, const CauseSearch& search, Measure measure) {
  if (!IsQuotient(measure)) return cause.share;
  const double by_rate = cause.departure.rate_effect / search.change;
  return cause.has_people ? by_rate : std::max(cause.share, by_rate);
}

}  // namespace

std::vector<OrderedExplanation> OrderExplanations(std::span<const Explanation> explanations,
                                                  double false_discoveries) {
  std::vector<OrderedExplanation> ordered;
  for (const Explanation& explanation : explanations)
    ordered.push_back({explanation, Holds(explanation, false_discoveries), true});
  const double others = LargestShareOfOthers(ordered);
  for (OrderedExplanation& one : ordered) {
    if (one.explanation.kind != ExplanationKind::kPerson) continue;
    one.may_be_named = one.is_tested && one.explanation.share > others + kSameShare;
  }
  std::ranges::stable_sort(ordered, {}, [](const OrderedExplanation& one) {
    return std::tuple(!one.is_tested, !one.may_be_named, -one.explanation.score,
                      -one.explanation.share, one.explanation.kind);
  });
  return ordered;
}

ExplanationKind KindOf(const Cause& cause) {
  if (cause.has_people) return ExplanationKind::kPerson;
  if (IsOf(cause.dimensions, {"weekday"})) return ExplanationKind::kVolume;
  if (IsOf(cause.dimensions, {"team", "hour_of_day", "weekday"})) return ExplanationKind::kShift;
  return ExplanationKind::kMix;
}

std::vector<Explanation> ExplanationsOf(const CauseSearch& search, Measure measure) {
  std::vector<Explanation> explanations;
  for (size_t i = 0; i < search.causes.size(); ++i) {
    const Cause& cause = search.causes[i];
    explanations.push_back(
        {KindOf(cause), ShareOf(cause, search, measure), cause.elements.front().q, i, cause.score});
  }
  return explanations;
}

}  // namespace kebao::analysis
