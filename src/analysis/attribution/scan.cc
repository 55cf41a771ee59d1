#include "analysis/attribution/scan.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/false_discovery.h"

namespace kebao::analysis {
namespace {

bool HasSupport(const Change& part, const Change& total, const SearchLimits& limits) {
  const double n = part.before.n + part.now.n;
  const double all = total.before.n + total.now.n;
  return n >= static_cast<double>(limits.least_n) && n >= limits.least_support * all;
}

void ScanOne(Measure measure, const Breakdown& breakdown, size_t place,
             const Dispersion& dispersion, const SearchLimits& limits,
             std::vector<Scanned>* found) {
  const Change total = TotalOf(breakdown);
  std::vector<Change> changes;
  for (const Segment& segment : breakdown.segments) changes.push_back(segment.change);
  const std::vector<Surprise> surprises = SurprisesOf(measure, changes);
  for (size_t i = 0; i < changes.size(); ++i) {
    if (!HasSupport(changes[i], total, limits)) continue;
    const auto departure =
        DepartureOf(measure, changes[i], Subtract(total, changes[i]), dispersion);
    if (departure && std::isfinite(departure->explained) && std::isfinite(departure->z))
      found->push_back({place, i, *departure, surprises[i]});
  }
}

/// Every breakdown gets the same share of the false discoveries, so that the values of a small one
/// need not be as surprising as one cell among thousands. Weighted Benjamini–Hochberg: Genovese,
/// Roeder and Wasserman, Biometrika 93, 2006.
void Test(std::vector<Scanned>* found) {
  std::map<size_t, double> segments;
  for (const Scanned& one : *found) segments[one.breakdown] += 1;
  const double even = static_cast<double>(found->size()) / static_cast<double>(segments.size());
  std::vector<double> ps;
  for (Scanned& one : *found) {
    if (one.departure.is_tested()) one.p = TwoSidedP(one.departure.z);
    ps.push_back(std::min(1.0, one.p * segments[one.breakdown] / even));
  }
  const std::vector<double> rates = FalseDiscoveryRates(ps);
  for (size_t i = 0; i < found->size(); ++i) (*found)[i].q = rates[i];
}

std::optional<Estimate> TotalEstimate(Measure measure, const Sums& sums) {
  const auto figure = FigureOf(measure, sums);
  if (!figure) return std::nullopt;
  if (measure == Measure::kCount) return PoissonEstimate(std::max(0.0, *figure));
  if (measure == Measure::kShare) return ShareEstimate(sums.amount, sums.base);
  if (!sums.variance) return Estimate{*figure, {}, {}};
  const double base = IsQuotient(measure) ? sums.base : 1;
  const double half = 1.959963984540054 * std::sqrt(*sums.variance) / base;
  return Estimate{*figure, *figure - half, *figure + half};
}

}  // namespace

ScanResult Scan(Measure measure, std::span<const Breakdown> breakdowns,
                const SearchLimits& limits) {
  ScanResult result;
  result.dispersions = DispersionsOf(measure, breakdowns, std::max(1.0, limits.dispersion));
  for (size_t place = 0; place < breakdowns.size(); ++place)
    ScanOne(measure, breakdowns[place], place, result.dispersions[place], limits, &result.segments);
  Test(&result.segments);
  return result;
}

std::optional<double> FigureOf(Measure measure, const Sums& sums) {
  if (IsQuotient(measure) && !(sums.base > 0)) return std::nullopt;
  const double figure = IsQuotient(measure) ? sums.amount / sums.base : sums.amount;
  if (!std::isfinite(figure)) return std::nullopt;
  return figure;
}

std::optional<Difference> DifferenceOfTotals(Measure measure, const Change& total) {
  const auto before = TotalEstimate(measure, total.before);
  const auto now = TotalEstimate(measure, total.now);
  if (!before || !now) return std::nullopt;
  return Subtract(*now, *before);
}

}  // namespace kebao::analysis
