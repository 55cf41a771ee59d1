#include "analysis/customers/usual_issues.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>

#include "analysis/false_discovery.h"

namespace kebao::analysis::customers {
namespace {

constexpr double kLeastContacts = 2;

/// P(X ≥ k), X binomial of n and p: the regularised incomplete beta function I_p(k, n − k + 1).
double AtLeast(double k, double n, double p) {
  if (k <= 0 || p >= 1) return 1;
  return p <= 0 ? 0 : boost::math::ibeta(k, n - k + 1, p);
}

}  // namespace

std::vector<UsualIssue> UsualIssues(std::span<const IssueCounts> counts) {
  double own = 0;
  double others = 0;
  for (const IssueCounts& count : counts) {
    own += count.own;
    others += count.others;
  }
  std::vector<UsualIssue> issues;
  std::vector<double> ps;
  for (const IssueCounts& count : counts) {
    if (count.own <= 0 || count.issue_type.empty()) continue;
    UsualIssue issue{count.issue_type, count.own, own, ShareEstimate(count.own, own)};
    // Half a contact more on either side, so that a type that nobody else has is not impossible.
    issue.others_share = (count.others + 0.5) / (others + 1);
    issue.p = others > 0 ? AtLeast(count.own, own, issue.others_share) : 1;
    ps.push_back(issue.p);
    issues.push_back(std::move(issue));
  }
  const std::vector<double> rates = FalseDiscoveryRates(ps);
  for (size_t i = 0; i < issues.size(); ++i) {
    issues[i].q = rates[i];
    issues[i].is_beyond_noise = issues[i].own >= kLeastContacts && rates[i] <= kFalseDiscoveries;
  }
  std::ranges::stable_sort(issues, std::greater<>(), &UsualIssue::own);
  return issues;
}

}  // namespace kebao::analysis::customers
