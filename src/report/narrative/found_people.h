#pragma once

#include "inquiry/people_inquiry.h"
#include "report/narrative/found_figures.h"

namespace kebao::report {

/// Cases of the other metric that a count is told by: 2.5 complaints per hundred conversations.
inline constexpr double kCountedPer = 100;

/// "value", and "expected": what the others have on the same work; "difference" with "low" and
/// "high", where people are compared as multiples as a part of what is expected; "n". `by`: what
/// people are. None where the difference has no interval.
FoundFigures FiguresOf(const inquiry::PeopleByMetric& compared,
                       const analysis::people::PersonStanding& person, const std::string& by,
                       const FigureMaker& figures);
/// "before", "now": both as if on everybody's work; "difference" with "low" and "high".
FoundFigures FiguresOf(const inquiry::PeopleByMetric& compared,
                       const analysis::people::PersonMove& move, const std::string& by,
                       const FigureMaker& figures);
/// Who carries more than is to be expected beyond noise; by how much, most first.
std::vector<const analysis::people::PersonLoad*> OverloadedIn(const inquiry::LoadOfTeam& load);
/// So many of them are named in a sentence.
inline constexpr size_t kMostOverloadedNamed = 5;
/// "gini" with "low" and "high", "after"; "count": of those overloaded.
FoundFigures FiguresOf(const inquiry::LoadOfTeam& load, const FigureMaker& figures);
/// "load", "due": what the own time lets expect.
FoundFigures FiguresOf(const inquiry::LoadOfTeam& load, const analysis::people::PersonLoad& person,
                       const std::string& by, const FigureMaker& figures);

}  // namespace kebao::report
