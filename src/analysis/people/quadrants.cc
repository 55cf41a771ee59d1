#include "analysis/people/quadrants.h"

#include <algorithm>
#include <map>

#include "analysis/false_discovery.h"

namespace kebao::analysis::people {
namespace {

enum class Side : uint8_t { kGood, kBad, kUnclear };

Side SideOf(const QuadrantAxis& axis, const PersonStanding& person) {
  const double cut = axis.comparison->mean;
  if (person.shrunken->low <= cut && cut <= person.shrunken->high) return Side::kUnclear;
  return (person.shrunken->low > cut) == axis.is_up_good ? Side::kGood : Side::kBad;
}

Quadrant Meet(Side first, Side second) {
  if (first == Side::kUnclear || second == Side::kUnclear) return Quadrant::kNotDistinguishable;
  if (first == Side::kGood)
    return second == Side::kGood ? Quadrant::kBothGood : Quadrant::kFirstOnly;
  return second == Side::kGood ? Quadrant::kSecondOnly : Quadrant::kNeither;
}

}  // namespace

Quadrants FindQuadrants(const QuadrantAxis& first, const QuadrantAxis& second) {
  std::map<std::string, const PersonStanding*> others;
  for (const PersonStanding& person : second.comparison->people) others[person.key] = &person;
  Quadrants found{first.comparison->mean, second.comparison->mean, 0, {}};
  std::vector<double> ps;
  std::vector<size_t> places;
  for (const PersonStanding& person : first.comparison->people) {
    found.people.push_back({.key = person.key});
    const auto other = others.find(person.key);
    if (!person.is_compared() || other == others.end() || !other->second->is_compared()) continue;
    found.people.back().quadrant = Meet(SideOf(first, person), SideOf(second, *other->second));
    ps.push_back(std::max(person.adjusted.p, other->second->adjusted.p));
    places.push_back(found.people.size() - 1);
  }
  found.compared = ps.size();
  const std::vector<double> rates = FalseDiscoveryRates(ps);
  for (size_t i = 0; i < places.size(); ++i) {
    PersonInQuadrant& person = found.people[places[i]];
    person.q = rates[i];
    if (person.q > kFalseDiscoveries) person.quadrant = Quadrant::kNotDistinguishable;
  }
  return found;
}

}  // namespace kebao::analysis::people
