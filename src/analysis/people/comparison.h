#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/people/case_mix.h"
#include "analysis/people/shrinkage.h"
#include "analysis/people/workforce.h"

namespace kebao::analysis::people {

/// What may be said of a person.
enum class Standing : uint8_t {
  kAbove,  // of what the others have on the same work, beyond noise
  kBelow,
  kNotDistinguishable,
  kTooFew,         // below the minimum sample: shown, never ranked
  kNotComparable,  // enough cases, but too few of them of work that others do as well
  kNotMeasured,    // no cases, or numbers that nothing can be made of
};

struct PersonStanding {
  std::string key;
  Standing standing = Standing::kNotMeasured;
  Adjusted adjusted;
  /// Only of those who are compared: kAbove, kBelow, kNotDistinguishable.
  std::optional<Shrunken> shrunken;
  double q = 1;  // false discovery rate over the people compared
  bool is_compared() const { return shrunken.has_value(); }
};

struct PeopleComparison {
  std::optional<double> whole;  // everybody's figure
  double mean = 0;              // of those compared, see Shrinkage
  double spread = 0;            // between them, beyond chance
  size_t compared = 0;
  std::vector<PersonStanding> people;  // in the order of the workforce
};

/// Sets everybody against the others on the same work (case_mix.h), draws small samples towards the
/// mean (shrinkage.h), and holds the false discovery rate over those compared to 5 %. Twice:
/// whoever stands out the first time is no part of the reference the second time, or one who is
/// very different would make others look so who share his work; unless that were half of the
/// people. `min_n`: cases (or events expected, of counts) that a person needs, in all and of work
/// that others do as well. With fewer than two such people nobody is compared.
PeopleComparison ComparePeople(const Workforce& workforce, double min_n);

/// A person in two periods.
struct PersonMove {
  std::string key;
  /// kAbove: rose. The others' move on the same work is taken off: what moved for all is nobody's.
  Standing standing = Standing::kNotMeasured;
  Adjusted before;
  Adjusted now;
  Difference difference;  // of the two distances to the others
  double p = 1;
  double q = 1;
};

struct RisersAndFallers {
  std::optional<double> whole_before;
  std::optional<double> whole_now;
  size_t compared = 0;
  std::vector<PersonMove> people;  // those of either period; in the order of `now`, then `before`
};

/// Who rose and who fell beyond noise, in two rounds likewise. Strata need not be the same in both
/// periods: each is set against the others within it. People are matched by key.
RisersAndFallers FindRisersAndFallers(const Workforce& before, const Workforce& now, double min_n);

}  // namespace kebao::analysis::people
