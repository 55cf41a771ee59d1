#include "analysis/visitors/clustered_share.h"

#include <cmath>

namespace kebao::analysis::visitors {

std::optional<ClusteredShare> ShareOfUnits(std::span<const UnitOfShare> units) {
  ClusteredShare share;
  double part = 0;
  double whole = 0;
  for (const UnitOfShare& unit : units) {
    if (!(unit.whole > 0)) continue;
    ++share.units;
    part += unit.part;
    whole += unit.whole;
  }
  if (share.units < 2) return std::nullopt;
  share.share = part / whole;
  double squares = 0;
  for (const UnitOfShare& unit : units) {
    if (!(unit.whole > 0)) continue;
    const double rest = unit.part - share.share * unit.whole;
    squares += rest * rest;
  }
  const auto n = static_cast<double>(share.units);
  share.error = std::sqrt(n / (n - 1) * squares) / whole;
  return share;
}

}  // namespace kebao::analysis::visitors
