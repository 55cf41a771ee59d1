#include "analysis/people/workforce.h"

#include <algorithm>
#include <cmath>

namespace kebao::analysis::people {

bool IsSound(Scale scale, const Person& person) {
  return std::ranges::all_of(person.work, [&](const Work& work) {
    if (!std::isfinite(work.n) || !std::isfinite(work.amount) || !std::isfinite(work.squares))
      return false;
    if (work.n <= 0 || work.squares < 0) return false;
    if (scale == Scale::kMean) return true;
    return work.amount >= 0 && (scale == Scale::kCount || work.amount <= work.n);
  });
}

}  // namespace kebao::analysis::people
