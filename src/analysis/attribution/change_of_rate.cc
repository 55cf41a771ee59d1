#include <cmath>

#include "analysis/attribution/change_parts.h"
#include "analysis/attribution/wide_number.h"

namespace kebao::analysis {
namespace {

struct WideTotals {
  Wide amount = 0;
  Wide base = 0;
  Wide rate() const { return amount / base; }
};

struct Totals {
  WideTotals before;
  WideTotals now;
};

bool IsUsable(const Sums& sums) {
  return std::isfinite(sums.amount) && std::isfinite(sums.base) && sums.base >= 0;
}

/// An amount without a base belongs to no segment's rate: it cannot be told apart.
bool IsMeasured(const Sums& sums) { return sums.base > 0 || sums.amount == 0; }

std::optional<Totals> AddUp(std::span<const Change> segments) {
  Totals totals;
  for (const auto& [before, now] : segments) {
    if (!IsUsable(before) || !IsUsable(now) || !IsMeasured(before) || !IsMeasured(now))
      return std::nullopt;
    totals.before.amount += before.amount;
    totals.before.base += before.base;
    totals.now.amount += now.amount;
    totals.now.base += now.base;
  }
  if (totals.before.base <= 0 || totals.now.base <= 0) return std::nullopt;
  return totals;
}

/// What the parts are made of, before they are rounded.
struct WidePart {
  Wide rate_effect = 0;
  Wide mix_effect = 0;
  Wide rate_change = 0;
  bool is_in_both = false;
};

WidePart PartOf(const Change& segment, const Totals& totals) {
  const auto& [before, now] = segment;
  if (before.base == 0 && now.base == 0) return {};
  const Wide weight_before = before.base / totals.before.base;
  const Wide weight_now = now.base / totals.now.base;
  const bool is_in_both = before.base > 0 && now.base > 0;
  const Wide rate_before =
      before.base > 0 ? Wide{before.amount} / before.base : Wide{now.amount} / now.base;
  const Wide rate_now = now.base > 0 ? Wide{now.amount} / now.base : rate_before;
  const Wide middle = (totals.before.rate() + totals.now.rate()) / 2;
  return {(weight_before + weight_now) / 2 * (rate_now - rate_before),
          (weight_now - weight_before) * ((rate_before + rate_now) / 2 - middle),
          rate_now - rate_before, is_in_both};
}

/// Which ways the segments moved.
struct Directions {
  bool has_up = false;
  bool has_down = false;

  void Count(const WidePart& part) {
    if (!part.is_in_both) return;
    has_up = has_up || part.rate_change > 0;
    has_down = has_down || part.rate_change < 0;
  }
  bool AreAgainst(double change) const {
    return (change < 0 && has_up && !has_down) || (change > 0 && has_down && !has_up);
  }
};

}  // namespace

std::optional<RateChange> DecomposeRate(std::span<const Change> segments) {
  const auto totals = AddUp(segments);
  if (!totals) return std::nullopt;
  RateChange result;
  result.before = static_cast<double>(totals->before.rate());
  result.now = static_cast<double>(totals->now.rate());
  result.change = static_cast<double>(totals->now.rate() - totals->before.rate());
  if (!std::isfinite(result.before) || !std::isfinite(result.now)) return std::nullopt;
  Wide rate_effect = 0;
  Wide mix_effect = 0;
  Directions directions;
  for (const Change& segment : segments) {
    const WidePart part = PartOf(segment, *totals);
    result.parts.push_back(
        {static_cast<double>(part.rate_effect), static_cast<double>(part.mix_effect)});
    rate_effect += part.rate_effect;
    mix_effect += part.mix_effect;
    directions.Count(part);
  }
  result.rate_effect = static_cast<double>(rate_effect);
  result.mix_effect = static_cast<double>(mix_effect);
  result.is_simpson = directions.AreAgainst(result.change);
  return result;
}

}  // namespace kebao::analysis
