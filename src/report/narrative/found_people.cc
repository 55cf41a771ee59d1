#include "report/narrative/found_people.h"

#include <algorithm>

#include "report/narrative/finder.h"
#include "report/narrative/vocabulary.h"

namespace kebao::report {
namespace {

using analysis::Difference;
using analysis::people::PersonLoad;
using document::NumberFormat;
using inquiry::PeopleByMetric;

bool IsCount(const PeopleByMetric& compared) {
  return compared.scale == analysis::people::Scale::kCount;
}

void AddValue(const PeopleByMetric& compared, const char* name, double value, Finder* finder) {
  if (IsCount(compared))
    finder->Number(name, NumberFormat::kDecimal2, value * kCountedPer);
  else
    finder->Value(name, value);
}

/// As a part of what was expected.
Difference AsPart(const analysis::Estimate& ratio) {
  return {.size = ratio.value - 1, .low = *ratio.low - 1, .high = *ratio.high - 1};
}

void AddDifference(NumberFormat format, const Difference& difference, double scale,
                   Finder* finder) {
  SetInterval(*difference.low * scale, *difference.high * scale,
              &finder->Effect("difference", format, difference.size * scale));
  finder->Effect("low", format, *difference.low * scale);
  finder->Effect("high", format, *difference.high * scale);
}

void AddDifference(const PeopleByMetric& compared, const Difference& difference, Finder* finder) {
  if (IsCount(compared))
    AddDifference(NumberFormat::kDecimal2, difference, kCountedPer, finder);
  else
    AddDifference(FigureMaker::DifferenceFormatOf(*compared.metric), difference, 1, finder);
}

}  // namespace

FoundFigures FiguresOf(const PeopleByMetric& compared,
                       const analysis::people::PersonStanding& person, const std::string& by,
                       const FigureMaker& figures) {
  const analysis::people::Adjusted& adjusted = person.adjusted;
  const bool is_part =
      compared.is_relative && adjusted.ratio.has_value() && adjusted.ratio->has_interval();
  if (!adjusted.raw || (!is_part && !adjusted.difference.is_tested())) return {};
  Finder finder(*compared.metric, figures, ValueId(by, person.key));
  AddValue(compared, "value", *adjusted.raw, &finder);
  AddValue(compared, "expected", adjusted.expected / adjusted.n, &finder);
  if (is_part)
    AddDifference(NumberFormat::kPercent1, AsPart(*adjusted.ratio), 1, &finder);
  else
    AddDifference(compared, adjusted.difference, &finder);
  finder.Count("n", adjusted.n);
  return finder.Take();
}

FoundFigures FiguresOf(const PeopleByMetric& compared, const analysis::people::PersonMove& move,
                       const std::string& by, const FigureMaker& figures) {
  if (!move.difference.is_tested() || !move.before.figure || !move.now.figure) return {};
  Finder finder(*compared.metric, figures, ValueId(by, move.key) + "; moved");
  AddValue(compared, "before", move.before.figure->value, &finder);
  AddValue(compared, "now", move.now.figure->value, &finder);
  AddDifference(compared, move.difference, &finder);
  finder.Count("n", move.now.n);
  return finder.Take();
}

std::vector<const PersonLoad*> OverloadedIn(const inquiry::LoadOfTeam& load) {
  std::vector<const PersonLoad*> overloaded;
  for (const PersonLoad& person : load.found.people)
    if (person.standing == analysis::people::LoadStanding::kOver) overloaded.push_back(&person);
  std::ranges::stable_sort(overloaded, std::ranges::greater{}, [](const PersonLoad* person) {
    return person->load - person->expected;
  });
  return overloaded;
}

FoundFigures FiguresOf(const inquiry::LoadOfTeam& load, const FigureMaker& figures) {
  Finder finder(*load.metric, figures, "load");
  const auto add = [&](const char* name, double value) -> document::Figure& {
    return finder.Number(name, NumberFormat::kDecimal2, value);
  };
  SetInterval(load.found.low, load.found.high, &add("gini", load.found.gini));
  add("low", load.found.low);
  add("high", load.found.high);
  if (!load.found.moves.empty()) add("after", load.found.gini_after);
  finder.Count("count", static_cast<double>(OverloadedIn(load).size()));
  return finder.Take();
}

FoundFigures FiguresOf(const inquiry::LoadOfTeam& load, const analysis::people::PersonLoad& person,
                       const std::string& by, const FigureMaker& figures) {
  Finder finder(*load.metric, figures, ValueId(by, person.key) + "; load");
  finder.Count("load", person.load);
  finder.Count("due", person.expected);
  return finder.Take();
}

}  // namespace kebao::report
