#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/difference.h"
#include "analysis/visitors/clustered_share.h"
#include "analysis/visitors/page_visits.h"

namespace kebao::analysis::visitors {

/// What one customer puts into two shares that are compared.
struct UnitOfTwo {
  UnitOfShare first;
  UnitOfShare second;
};

/// How many times as often something happens in the first as in the second.
struct Lift {
  double n = 0;
  double part = 0;
  double n_others = 0;
  double part_others = 0;
  size_t units = 0;  // customers with anything in either
  /// share ÷ others' share, 95 %; nullopt: too few to say.
  std::optional<Estimate> ratio;
  double p = 1;
  double share() const { return n > 0 ? part / n : 0; }
  double share_others() const { return n_others > 0 ? part_others / n_others : 0; }
};
/// On the logarithm, by linearisation with customers as units: one who comes ten times is one
/// person. t distribution with the customers of the smaller side less one. Tested only where both
/// sides have at least `least` cases and ten of what is asked for.
Lift LiftOf(std::span<const UnitOfTwo> units, double least);

struct KnownContact {
  int64_t customer = 0;
  Instant at;
  int32_t issue = -1;  // code of the issue type; -1: not stated
};

/// Visits to one page type that a contact follows, against those to all others.
struct FollowedPage {
  int32_t page = -1;
  Lift lift;
  double q = 1;  // false discovery rate over the page types
  bool is_beyond_noise = false;
};
/// What is asked about after a page type, against what is asked about after others only.
struct NeedOfPage {
  int32_t page = -1;
  int32_t issue = -1;
  Lift lift;
  double q = 1;  // over all pages and issue types
  bool is_beyond_noise = false;
};
struct ContactsOfPages {
  double visits = 0;                // of customers who are known
  size_t customers = 0;             // with visits
  double followed = 0;              // visits that a contact follows
  double contacts = 0;              // that follow a visit
  std::vector<FollowedPage> pages;  // by falling visits
  std::vector<NeedOfPage> needs;    // that can be tested, the surest first
};

struct FollowRule {
  double hours = 24;  // from the visit to the contact
  double least = 30;  // cases on either side
};
/// A visit is followed if its customer makes contact within the hours after it; a contact is put
/// down to every page type that its customer visited within the hours before it. Visits of nobody
/// who is known, contacts without an issue type (for needs) and pages that are not stated are left
/// out. Nothing in it says that a page is the reason.
ContactsOfPages ContactsAfterPages(std::span<const PageVisit> visits,
                                   std::span<const KnownContact> contacts, const FollowRule& rule);

}  // namespace kebao::analysis::visitors
