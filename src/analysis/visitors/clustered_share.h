#pragma once

#include <optional>
#include <span>

namespace kebao::analysis::visitors {

/// What one unit (a day, a customer) puts into a share.
struct UnitOfShare {
  double part = 0;
  double whole = 0;
};

/// A share whose units are independent, what they hold is not.
struct ClusteredShare {
  double share = 0;
  double error = 0;  // standard error
  size_t units = 0;  // with something in them
};
/// Σ part ÷ Σ whole; variance u/(u − 1) · Σ(part − share·whole)² ÷ (Σ whole)², the ratio estimator
/// (Cochran, Sampling Techniques, 1977, §6.5). Nullopt: fewer than two units with anything in them.
std::optional<ClusteredShare> ShareOfUnits(std::span<const UnitOfShare> units);

}  // namespace kebao::analysis::visitors
