#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/compare.h"
#include "analysis/false_discovery.h"

namespace kebao::analysis {
namespace {

using metrics::MetricSpec;
using metrics::ResultTable;
using metrics::Row;
using metrics::Value;

constexpr double kPickedByChance = 0.05;

const Row* TotalOf(const ResultTable& answer) {
  const auto found = std::ranges::find_if(answer.rows, &Row::is_total);
  return found == answer.rows.end() ? nullptr : &*found;
}

std::vector<const Row*> PartsOf(const ResultTable& answer) {
  std::vector<const Row*> parts;
  for (const Row& row : answer.rows)
    if (!row.is_total && row.values[0].value) parts.push_back(&row);
  return parts;
}

double Measured(const Row* row) { return *row->values[0].value; }

Evidence EvidenceOf(const char* role, const MetricSpec& metric, const ResultTable& answer,
                    const Row& row) {
  Evidence evidence{role, &metric, {}, false, row.values[0]};
  if (!row.is_total) evidence.subject = {answer.query.dimensions[0], row.keys[0]};
  return evidence;
}

Evidence Before(const char* role, const MetricSpec& metric, const ResultTable& answer,
                const Row& row) {
  Evidence evidence = EvidenceOf(role, metric, answer, row);
  evidence.is_of_comparison = true;
  evidence.value = row.compared[0];
  return evidence;
}

Finding Start(Finding::Kind kind, const MetricSpec& metric, const ResultTable& answer) {
  Finding finding;
  finding.kind = kind;
  finding.metric = &metric;
  finding.subject = {answer.query.dimensions[0], ""};
  return finding;
}

bool IsComparable(const Row& row, const ComparisonFrame& frame) {
  if (!frame.has_comparison || !frame.is_covered || row.compared.empty()) return false;
  const Value& before = row.compared[0];
  return before.value && before.is_complete && row.values[0].is_complete &&
         before.is_partial == row.values[0].is_partial;
}

/// Of a part that was picked among `parts`: at 5 % over their number.
bool IsBeyondChance(double z, size_t parts) {
  return TwoSidedP(z) * static_cast<double>(parts) <= kPickedByChance;
}

/// Against an even spread over all parts, by the binomial distribution's normal approximation.
bool IsAboveEven(double part, double whole, size_t parts) {
  const double even = 1 / static_cast<double>(parts);
  const double z = (part - whole * even) / std::sqrt(whole * even * (1 - even));
  return z > 0 && IsBeyondChance(z, parts);
}

/// Whether the share moved, in counts; of sums nothing can be tested, so nothing is claimed.
void CompareShares(const Row& part, const Row& whole, size_t parts, Finding* finding) {
  if (finding->metric->kind != metrics::MetricKind::kCount || *whole.compared[0].value <= 0) return;
  const Estimate now = ShareEstimate(*part.values[0].value, *whole.values[0].value);
  const Estimate before = ShareEstimate(*part.compared[0].value, *whole.compared[0].value);
  const Difference difference = Subtract(now, before);
  finding->strength = {difference.low, difference.high, difference.z, difference.is_beyond_noise()};
  if (difference.size == 0 || !difference.is_beyond_noise()) return;
  if (!IsBeyondChance(difference.z, parts)) return;
  finding->outcome = difference.size > 0 ? Outcome::kUp : Outcome::kDown;
}

/// A row that may be ranked, with how far it is from the whole.
struct Candidate {
  const Row* row;
  double z;
  double p;
};

std::vector<Candidate> CandidatesOf(const MetricSpec& metric, const ResultTable& answer,
                                    const Estimate& whole) {
  std::vector<Candidate> candidates;
  for (const Row* row : PartsOf(answer)) {
    const Value& value = row->values[0];
    const Estimate own = *EstimateOf(metric, value);
    if (value.n < metric.min_n || !own.has_interval() || row->keys[0].empty()) continue;
    const Difference difference = Subtract(own, whole);
    candidates.push_back({row, difference.z, TwoSidedP(difference.z)});
  }
  return candidates;
}

/// Largest p that still counts as a discovery; 0 where none does.
double DiscoveryLimit(const std::vector<Candidate>& candidates) {
  std::vector<double> ps;
  for (const Candidate& candidate : candidates) ps.push_back(candidate.p);
  const std::vector<double> rates = FalseDiscoveryRates(ps);
  double limit = 0;
  for (size_t i = 0; i < ps.size(); ++i)
    if (rates[i] <= kFalseDiscoveries) limit = std::max(limit, ps[i]);
  return limit;
}

}  // namespace

std::optional<Finding> FindShare(const MetricSpec& metric, const ResultTable& answer,
                                 const ComparisonFrame& frame) {
  const Row* whole = TotalOf(answer);
  const std::vector<const Row*> parts = PartsOf(answer);
  if (whole == nullptr || parts.size() < 2) return std::nullopt;
  const Value& all = whole->values[0];
  if (!all.value || *all.value <= 0) return std::nullopt;
  const Row& largest = **std::ranges::max_element(parts, {}, Measured);
  if (metric.kind == metrics::MetricKind::kCount &&
      !IsAboveEven(Measured(&largest), *all.value, parts.size()))
    return std::nullopt;
  Finding finding = Start(Finding::Kind::kShare, metric, answer);
  finding.outcome = Outcome::kSame;
  finding.evidence = {EvidenceOf("part", metric, answer, largest),
                      EvidenceOf("whole", metric, answer, *whole)};
  if (IsComparable(largest, frame) && IsComparable(*whole, frame)) {
    CompareShares(largest, *whole, parts.size(), &finding);
    finding.evidence.push_back(Before("part_before", metric, answer, largest));
    finding.evidence.push_back(Before("whole_before", metric, answer, *whole));
  }
  return finding;
}

std::optional<Finding> FindRank(const MetricSpec& metric, const ResultTable& answer,
                                bool has_worst) {
  const Row* whole = TotalOf(answer);
  if (whole == nullptr || !whole->values[0].value || metric.polarity == metrics::Polarity::kNone)
    return std::nullopt;
  std::vector<Candidate> candidates =
      CandidatesOf(metric, answer, *EstimateOf(metric, whole->values[0]));
  if (candidates.size() < 2) return std::nullopt;
  const double limit = DiscoveryLimit(candidates);
  const auto by_value = [](const Candidate& candidate) { return Measured(candidate.row); };
  auto [lowest, highest] = std::ranges::minmax_element(candidates, {}, by_value);
  const bool is_up_good = metric.polarity == metrics::Polarity::kUp;
  const Candidate& best = is_up_good ? *highest : *lowest;
  const Candidate& worst = is_up_good ? *lowest : *highest;
  Finding finding = Start(Finding::Kind::kRank, metric, answer);
  finding.evidence = {EvidenceOf("whole", metric, answer, *whole)};
  const auto stands_out = [&](const Candidate& candidate, bool is_better) {
    return candidate.p <= limit && candidate.z != 0 &&
           (candidate.z > 0) == (is_better == is_up_good);
  };
  if (stands_out(best, true))
    finding.evidence.push_back(EvidenceOf("best", metric, answer, *best.row));
  if (has_worst && stands_out(worst, false))
    finding.evidence.push_back(EvidenceOf("worst", metric, answer, *worst.row));
  // Somebody stands out who is not to be named, or is in the middle: not noise, and no finding.
  if (finding.evidence.size() == 1 && limit > 0) return std::nullopt;
  finding.strength.is_beyond_noise = finding.evidence.size() > 1;
  finding.strength.z = best.z;
  finding.outcome = finding.strength.is_beyond_noise ? Outcome::kUp : Outcome::kNoise;
  return finding;
}

}  // namespace kebao::analysis
