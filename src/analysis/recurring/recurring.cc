#include "analysis/recurring/recurring.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

#include "analysis/false_discovery.h"
#include "analysis/risk/share_line.h"

namespace kebao::analysis::recurring {
namespace {

constexpr size_t kFewestPeriods = 3;
constexpr size_t kLeadingPart = 3;

double ChanceAbove(double t, double degrees) {
  return boost::math::cdf(boost::math::complement(boost::math::students_t(degrees), t));
}

/// One-sided, of a share in one period being no larger than in the others.
double ChanceOfNoMore(double count, double total, double count_else, double total_else,
                      double dispersion, double degrees) {
  const double pooled = (count + count_else) / (total + total_else);
  const double variance = dispersion * pooled * (1 - pooled) * (1 / total + 1 / total_else);
  if (variance <= 0) return 1;
  const double z = (count / total - count_else / total_else) / std::sqrt(variance);
  return ChanceAbove(z, degrees);
}

class Scan {
 public:
  Scan(std::span<const History> problems, std::span<const double> totals, const Limits& limits)
      : problems_(problems),
        totals_(totals),
        limits_(limits),
        all_(std::accumulate(totals.begin(), totals.end(), 0.0)) {}

  RecurringScan Run() {
    Gather();
    MarkLeading();
    MarkAbove();
    JudgeTrends();
    RecurringScan scan{{}, found_.size(), problems_.size() - found_.size(), dispersion_};
    for (Recurring& one : found_) {
      const bool recurs = one.leading >= limits_.least_periods || one.above >= limits_.least_above;
      if (recurs) scan.recurring.push_back(std::move(one));
    }
    std::ranges::stable_sort(scan.recurring, std::ranges::greater{}, &Recurring::cases);
    return scan;
  }

 private:
  void Gather() {
    for (size_t i = 0; i < problems_.size(); ++i) {
      const std::vector<double>& counts = problems_[i].counts;
      Recurring one;
      one.problem = i;
      one.cases = std::accumulate(counts.begin(), counts.end(), 0.0);
      if (one.cases < limits_.least_cases) continue;
      while (counts[one.first_seen] <= 0) ++one.first_seen;
      for (size_t period = 0; period < counts.size(); ++period)
        one.periods.push_back({counts[period], counts[period] / totals_[period], false, false, 1});
      found_.push_back(std::move(one));
      lines_.push_back(risk::LineOfShare(counts, totals_));
    }
    dispersion_ = risk::DispersionOfShares(lines_, totals_.size());
    degrees_ = risk::DegreesOfDispersion(lines_.size(), totals_.size());
  }

  void MarkLeading() {
    for (size_t period = 0; period < totals_.size(); ++period) {
      std::vector<size_t> order(problems_.size());
      std::iota(order.begin(), order.end(), size_t{0});
      std::ranges::stable_sort(order, std::ranges::greater{},
                               [&](size_t i) { return problems_[i].counts[period]; });
      // Of eight products five are no leading ones: a third of them at most.
      order.resize(std::min(std::max<size_t>(1, order.size() / kLeadingPart), limits_.leading));
      for (Recurring& one : found_) {
        const bool leads = std::ranges::find(order, one.problem) != order.end();
        one.periods[period].is_leading = leads && one.periods[period].count > 0;
        one.leading += one.periods[period].is_leading ? 1 : 0;
      }
    }
  }

  void MarkAbove() {
    std::vector<double> ps;
    for (const Recurring& one : found_)
      for (size_t period = 0; period < totals_.size(); ++period)
        ps.push_back(ChanceOfNoMore(one.periods[period].count, totals_[period],
                                    one.cases - one.periods[period].count, all_ - totals_[period],
                                    dispersion_, degrees_));
    const std::vector<double> qs = FalseDiscoveryRates(ps);
    size_t at = 0;
    for (Recurring& one : found_)
      for (InPeriod& period : one.periods) {
        period.q = qs[at++];
        period.is_above = period.q <= kFalseDiscoveries;
        one.above += period.is_above ? 1 : 0;
      }
  }

  void JudgeTrends() {
    std::vector<double> ps;
    for (size_t i = 0; i < found_.size(); ++i) {
      const double deviation = lines_[i].deviation * std::sqrt(dispersion_);
      found_[i].z = deviation > 0 ? lines_[i].slope / deviation : 0;
      ps.push_back(2 * ChanceAbove(std::abs(found_[i].z), degrees_));
    }
    const std::vector<double> qs = FalseDiscoveryRates(ps);
    for (size_t i = 0; i < found_.size(); ++i) {
      Recurring& one = found_[i];
      one.q = qs[i];
      one.share = ShareEstimate(one.cases / dispersion_, all_ / dispersion_);
      const auto share_in = [&](size_t period) {
        return ShareEstimate(one.periods[period].count / dispersion_,
                             totals_[period] / dispersion_);
      };
      one.difference = Subtract(share_in(totals_.size() - 1), share_in(0));
      if (one.q <= kFalseDiscoveries)
        one.trend = one.z > 0 ? Recurring::Trend::kRising : Recurring::Trend::kFalling;
    }
  }

  std::span<const History> problems_;
  std::span<const double> totals_;
  const Limits& limits_;
  const double all_;
  double dispersion_ = 1;
  double degrees_ = 1;  // that it is worth
  std::vector<Recurring> found_;
  std::vector<risk::ShareLine> lines_;
};

}  // namespace

RecurringScan FindRecurring(std::span<const History> problems, std::span<const double> totals,
                            const Limits& limits) {
  const bool has_empty = std::ranges::any_of(totals, [](double total) { return !(total > 0); });
  if (totals.size() < kFewestPeriods || has_empty) return {};
  return Scan(problems, totals, limits).Run();
}

}  // namespace kebao::analysis::recurring
