#include "analysis/visitors/claims.h"

#include "analysis/false_discovery.h"

namespace kebao::analysis::visitors {
namespace {

struct Claim {
  double p = 1;
  double* q = nullptr;
  bool* is_beyond_noise = nullptr;
};

}  // namespace

void HoldTogether(std::span<std::vector<Interest>* const> interests, ContactsOfPages* contacts) {
  std::vector<Claim> claims;
  for (std::vector<Interest>* of : interests)
    for (Interest& interest : *of)
      if (interest.change) claims.push_back({interest.p, &interest.q, &interest.is_beyond_noise});
  for (FollowedPage& page : contacts->pages)
    if (page.lift.ratio) claims.push_back({page.lift.p, &page.q, &page.is_beyond_noise});
  for (NeedOfPage& need : contacts->needs)
    if (need.lift.ratio) claims.push_back({need.lift.p, &need.q, &need.is_beyond_noise});
  std::vector<double> ps;
  for (const Claim& claim : claims) ps.push_back(claim.p);
  const std::vector<double> rates = FalseDiscoveryRates(ps);
  for (size_t i = 0; i < claims.size(); ++i) {
    *claims[i].q = rates[i];
    *claims[i].is_beyond_noise = rates[i] <= kFalseDiscoveries;
  }
}

}  // namespace kebao::analysis::visitors
