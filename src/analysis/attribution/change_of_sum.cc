#include <algorithm>
#include <cmath>

#include "analysis/attribution/change_parts.h"
#include "analysis/attribution/wide_number.h"

namespace kebao::analysis {

std::optional<SumChange> DecomposeSum(std::span<const Change> segments) {
  Wide before = 0;
  Wide now = 0;
  Wide change = 0;  // summed by itself: in large totals a small change is lost
  SumChange result;
  for (const auto& [was, is] : segments) {
    if (!std::isfinite(was.amount) || !std::isfinite(is.amount)) return std::nullopt;
    before += was.amount;
    now += is.amount;
    change += Wide{is.amount} - was.amount;
    result.parts.push_back({static_cast<double>(Wide{is.amount} - was.amount), {}});
  }
  result.before = static_cast<double>(before);
  result.now = static_cast<double>(now);
  result.change = static_cast<double>(change);
  if (!std::isfinite(result.before) || !std::isfinite(result.now) || !std::isfinite(result.change))
    return std::nullopt;
  if (result.change == 0) return result;
  for (PartOfSum& part : result.parts) part.share = part.contribution / result.change;
  result.has_telling_shares = std::ranges::all_of(
      result.parts, [](const PartOfSum& part) { return *part.share >= 0 && *part.share <= 1; });
  return result;
}

}  // namespace kebao::analysis
