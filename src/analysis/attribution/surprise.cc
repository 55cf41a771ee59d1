#include "analysis/attribution/surprise.h"

#include <cmath>

namespace kebao::analysis {
namespace {

double Divergence(double p, double other) { return p > 0 ? p * std::log(2 * p / (p + other)) : 0; }

double SurpriseOf(double part_before, double part_now, double before, double now) {
  if (before <= 0 || now <= 0 || part_before < 0 || part_now < 0) return 0;
  const double p = part_before / before;
  const double q = part_now / now;
  return (Divergence(p, q) + Divergence(q, p)) / 2;
}

/// What the whole would change by if only this segment changed; not scaled yet.
double PowerOf(Measure measure, const Change& segment, const Change& total) {
  const double amount = segment.now.amount - segment.before.amount;
  if (!IsQuotient(measure)) return amount;
  const double base = segment.now.base - segment.before.base;
  const Sums& before = total.before;
  if (before.base <= 0 || before.base + base <= 0) return 0;
  return (amount * before.base - base * before.amount) / (before.base * (before.base + base));
}

}  // namespace

std::vector<Surprise> SurprisesOf(Measure measure, std::span<const Change> segments) {
  Change total;
  for (const Change& segment : segments) total = Add(total, segment);
  std::vector<Surprise> result;
  double sum = 0;
  for (const Change& segment : segments) {
    const auto& [before, now] = segment;
    double surprise = SurpriseOf(before.amount, now.amount, total.before.amount, total.now.amount);
    if (IsQuotient(measure))
      surprise += SurpriseOf(before.base, now.base, total.before.base, total.now.base);
    result.push_back({PowerOf(measure, segment, total), surprise});
    sum += result.back().power;
  }
  for (Surprise& value : result) value.power = sum == 0 ? 0 : value.power / sum;
  return result;
}

}  // namespace kebao::analysis
