#include "analysis/people/comparison.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analysis/false_discovery.h"

namespace kebao::analysis::people {
namespace {

/// What is counted as the sample: cases, of counts the events that were to be expected.
double SampleOf(Scale scale, const Adjusted& adjusted, double n) {
  if (scale != Scale::kCount) return n;
  return adjusted.n > 0 ? adjusted.expected * n / adjusted.n : 0;
}

/// kNotDistinguishable: may be compared.
Standing Eligibility(Scale scale, const Adjusted& adjusted, double min_n) {
  if (!adjusted.is_sound || adjusted.n <= 0) return Standing::kNotMeasured;
  if (SampleOf(scale, adjusted, adjusted.n) < min_n) return Standing::kTooFew;
  if (!adjusted.figure || SampleOf(scale, adjusted, adjusted.comparable_n) < min_n)
    return Standing::kNotComparable;
  return Standing::kNotDistinguishable;
}

Standing Side(const Difference& difference, double q) {
  if (q > kFalseDiscoveries || difference.size == 0) return Standing::kNotDistinguishable;
  return difference.size > 0 ? Standing::kAbove : Standing::kBelow;
}

Measured MeasuredOf(const Adjusted& adjusted) {
  return {adjusted.figure->value, adjusted.effective_n, adjusted.variance};
}

void ShrinkThose(const Workforce& workforce, const std::vector<PersonStanding*>& compared,
                 PeopleComparison* comparison) {
  std::vector<Measured> measured;
  for (const PersonStanding* person : compared) measured.push_back(MeasuredOf(person->adjusted));
  const Shrinkage shrinkage = Shrink(workforce.scale, measured);
  comparison->mean = shrinkage.mean;
  comparison->spread = shrinkage.spread;
  for (size_t i = 0; i < compared.size(); ++i) {
    compared[i]->shrunken = shrinkage.people[i];
    if (workforce.is_relative)  // of what is never negative
      compared[i]->shrunken->low = std::max(0.0, compared[i]->shrunken->low);
  }
}

bool IsNamed(Standing standing) {
  return standing == Standing::kAbove || standing == Standing::kBelow;
}

/// Who stood out, by key; nobody where that is half of those compared: then there is no such thing
/// as the usual.
template <class People>
std::set<std::string> StoodOut(const People& people, size_t compared) {
  std::set<std::string> keys;
  for (const auto& person : people)
    if (IsNamed(person.standing)) keys.insert(person.key);
  return keys.size() * 2 > compared ? std::set<std::string>{} : keys;
}

std::vector<bool> Outside(const Workforce& workforce, const std::set<std::string>& keys) {
  if (keys.empty()) return {};
  std::vector<bool> outside;
  for (const Person& person : workforce.people) outside.push_back(keys.contains(person.key));
  return outside;
}

void NameThose(const std::vector<PersonStanding*>& compared) {
  std::vector<double> ps;
  for (const PersonStanding* person : compared) ps.push_back(person->adjusted.p);
  const std::vector<double> rates = FalseDiscoveryRates(ps);
  for (size_t i = 0; i < compared.size(); ++i) {
    compared[i]->q = rates[i];
    compared[i]->standing = Side(compared[i]->adjusted.difference, rates[i]);
  }
}

PeopleComparison CompareOnce(const Workforce& workforce, double min_n,
                             const std::set<std::string>& outside) {
  CaseMix mix = AdjustForCaseMix(workforce, Outside(workforce, outside));
  PeopleComparison comparison;
  comparison.whole = mix.whole;
  for (size_t i = 0; i < workforce.people.size(); ++i)
    comparison.people.push_back({.key = workforce.people[i].key,
                                 .standing = Eligibility(workforce.scale, mix.people[i], min_n),
                                 .adjusted = std::move(mix.people[i])});
  std::vector<PersonStanding*> compared;
  for (PersonStanding& person : comparison.people)
    if (person.standing == Standing::kNotDistinguishable) compared.push_back(&person);
  if (compared.size() < 2) {
    for (PersonStanding* person : compared) person->standing = Standing::kNotComparable;
    return comparison;
  }
  comparison.compared = compared.size();
  ShrinkThose(workforce, compared, &comparison);
  NameThose(compared);
  return comparison;
}

std::vector<PersonMove> MatchedByKey(const Workforce& before, const CaseMix& mix_before,
                                     const Workforce& now, const CaseMix& mix_now) {
  std::vector<PersonMove> moves;
  std::map<std::string, size_t> places;
  for (size_t i = 0; i < now.people.size(); ++i) {
    places[now.people[i].key] = moves.size();
    moves.push_back({.key = now.people[i].key, .now = mix_now.people[i]});
  }
  for (size_t i = 0; i < before.people.size(); ++i) {
    const auto [found, is_new] = places.try_emplace(before.people[i].key, moves.size());
    if (is_new) moves.push_back({.key = before.people[i].key});
    moves[found->second].before = mix_before.people[i];
  }
  return moves;
}

Estimate DistanceOf(const Adjusted& adjusted, double unit) {
  const Difference& difference = adjusted.difference;
  return {difference.size * unit, *difference.low * unit, *difference.high * unit};
}

/// Who is twice as slow as the others before and after has not moved, whatever all did.
double UnitOf(const Workforce& workforce, const RisersAndFallers& found) {
  const bool has_unit = workforce.is_relative && found.whole_before.value_or(0) > 0;
  return has_unit ? found.whole_now.value_or(0) / *found.whole_before : 1;
}

/// The weaker of the two periods decides.
Standing EligibilityOf(Scale scale, const PersonMove& move, double min_n) {
  return std::max(Eligibility(scale, move.before, min_n), Eligibility(scale, move.now, min_n));
}

RisersAndFallers MatchOnce(const Workforce& before, const Workforce& now, double min_n,
                           const std::set<std::string>& outside) {
  const CaseMix mix_before = AdjustForCaseMix(before, Outside(before, outside));
  const CaseMix mix_now = AdjustForCaseMix(now, Outside(now, outside));
  RisersAndFallers found{mix_before.whole, mix_now.whole, 0,
                         MatchedByKey(before, mix_before, now, mix_now)};
  const double unit = UnitOf(now, found);
  std::vector<PersonMove*> compared;
  std::vector<double> ps;
  for (PersonMove& move : found.people) {
    move.standing = EligibilityOf(now.scale, move, min_n);
    if (move.standing != Standing::kNotDistinguishable) continue;
    move.difference = Subtract(DistanceOf(move.now, 1), DistanceOf(move.before, unit));
    move.p = TwoSidedP(move.difference.z);
    compared.push_back(&move);
    ps.push_back(move.p);
  }
  found.compared = compared.size();
  const std::vector<double> rates = FalseDiscoveryRates(ps);
  for (size_t i = 0; i < compared.size(); ++i) {
    compared[i]->q = rates[i];
    compared[i]->standing = Side(compared[i]->difference, rates[i]);
  }
  return found;
}

}  // namespace

PeopleComparison ComparePeople(const Workforce& workforce, double min_n) {
  PeopleComparison first = CompareOnce(workforce, min_n, {});
  const std::set<std::string> outside = StoodOut(first.people, first.compared);
  if (outside.empty()) return first;
  PeopleComparison second = CompareOnce(workforce, min_n, outside);
  second.whole = first.whole;
  return second;
}

RisersAndFallers FindRisersAndFallers(const Workforce& before, const Workforce& now, double min_n) {
  RisersAndFallers first = MatchOnce(before, now, min_n, {});
  const std::set<std::string> outside = StoodOut(first.people, first.compared);
  if (outside.empty()) return first;
  RisersAndFallers second = MatchOnce(before, now, min_n, outside);
  second.whole_before = first.whole_before;
  second.whole_now = first.whole_now;
  return second;
}

}  // namespace kebao::analysis::people
