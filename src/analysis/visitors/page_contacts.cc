#include "analysis/visitors/page_contacts.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <map>
#include <set>

#include "analysis/false_discovery.h"

namespace kebao::analysis::visitors {
namespace {

constexpr double kLeastParts = 10;  // from where the logarithm of a share is near enough to normal
constexpr double kMicrosOfHour = 3600.0 * static_cast<double>(kMicrosPerSecond);

struct Side {
  double n = 0;
  double part = 0;
  size_t units = 0;
  void Add(const UnitOfShare& unit) {
    if (!(unit.whole > 0)) return;
    ++units;
    n += unit.whole;
    part += unit.part;
  }
  /// What a unit does to the logarithm of the share.
  double Influence(const UnitOfShare& unit) const {
    return (unit.part - part / n * unit.whole) / part;
  }
};

}  // namespace

Lift LiftOf(std::span<const UnitOfTwo> units, double least) {
  Side first;
  Side second;
  Lift lift;
  for (const UnitOfTwo& unit : units) {
    first.Add(unit.first);
    second.Add(unit.second);
    lift.units += unit.first.whole > 0 || unit.second.whole > 0;
  }
  lift.n = first.n;
  lift.part = first.part;
  lift.n_others = second.n;
  lift.part_others = second.part;
  const bool is_enough = std::min(first.n, second.n) >= least &&
                         std::min(first.part, second.part) >= kLeastParts &&
                         std::min(first.units, second.units) >= kLeastParts;
  if (!is_enough) return lift;
  double squares = 0;
  for (const UnitOfTwo& unit : units) {
    const double influence = first.Influence(unit.first) - second.Influence(unit.second);
    squares += influence * influence;
  }
  const auto count = static_cast<double>(lift.units);
  const double error = std::sqrt(count / (count - 1) * squares);
  const double size = std::log(lift.share() / lift.share_others());
  if (!(error > 0)) return lift;
  const boost::math::students_t t(static_cast<double>(std::min(first.units, second.units)) - 1);
  const double half = boost::math::quantile(t, 0.975) * error;
  lift.ratio = Estimate{std::exp(size), std::exp(size - half), std::exp(size + half)};
  lift.p = 2 * boost::math::cdf(boost::math::complement(t, std::abs(size / error)));
  return lift;
}

namespace {

/// Visits and contacts of one customer, each in the order of time.
struct Trail {
  std::vector<const PageVisit*> visits;
  std::vector<const KnownContact*> contacts;
};

/// What one customer did, by page type and issue type.
struct Deeds {
  std::map<int32_t, UnitOfShare> followed;              // by page: visits, and those followed
  std::map<int32_t, double> contacts;                   // by page: contacts after it
  std::map<int32_t, double> issues;                     // by issue: contacts after any page
  std::map<std::pair<int32_t, int32_t>, double> needs;  // by page and issue
  double linked = 0;                                    // contacts after any page
};

class PageContacts {
 public:
  PageContacts(const FollowRule& rule) : rule_(rule) {}

  void Add(const Trail& trail) {
    Deeds deeds;
    for (const PageVisit* visit : trail.visits) AddVisit(*visit, trail.contacts, &deeds);
    for (const KnownContact* contact : trail.contacts) AddContact(*contact, trail.visits, &deeds);
    for (const auto& [page, unit] : deeds.followed) {
      answer_.visits += unit.whole;
      answer_.followed += unit.part;
      visits_of_page_[page] += unit.whole;
    }
    answer_.customers += !deeds.followed.empty();
    for (const auto& [need, count] : deeds.needs) needs_.insert(need);
    if (!deeds.followed.empty()) customers_.push_back(std::move(deeds));
  }

  ContactsOfPages Finish() {
    CompareFollowed();
    CompareNeeds();
    return std::move(answer_);
  }

 private:
  bool IsAfter(Instant visit, Instant contact) const {
    const auto micros = static_cast<double>(contact.micros - visit.micros);
    return micros >= 0 && micros <= rule_.hours * kMicrosOfHour;
  }

  void AddVisit(const PageVisit& visit, const std::vector<const KnownContact*>& contacts,
                Deeds* deeds) {
    if (visit.page < 0) return;
    UnitOfShare& unit = deeds->followed[visit.page];
    unit.whole += 1;
    const auto next = std::ranges::lower_bound(contacts, visit.at, {}, &KnownContact::at);
    unit.part += next != contacts.end() && IsAfter(visit.at, (*next)->at);
  }

  void AddContact(const KnownContact& contact, const std::vector<const PageVisit*>& visits,
                  Deeds* deeds) {
    std::set<int32_t> pages;
    for (const PageVisit* visit : visits)
      if (visit->page >= 0 && IsAfter(visit->at, contact.at)) pages.insert(visit->page);
    if (pages.empty()) return;
    ++answer_.contacts;
    if (contact.issue < 0) return;
    deeds->linked += 1;
    deeds->issues[contact.issue] += 1;
    for (const int32_t page : pages) {
      deeds->contacts[page] += 1;
      deeds->needs[{page, contact.issue}] += 1;
    }
  }

  void CompareFollowed() {
    std::vector<double> ps;
    for (const auto& [page, visits] : visits_of_page_) {
      std::vector<UnitOfTwo> units;
      for (const Deeds& deeds : customers_) {
        UnitOfTwo unit;
        for (const auto& [other, share] : deeds.followed) {
          UnitOfShare& side = other == page ? unit.first : unit.second;
          side.part += share.part;
          side.whole += share.whole;
        }
        units.push_back(unit);
      }
      answer_.pages.push_back({page, LiftOf(units, rule_.least)});
      ps.push_back(answer_.pages.back().lift.p);
    }
    Hold(ps, &answer_.pages);
    std::ranges::stable_sort(answer_.pages, std::greater<>(),
                             [](const FollowedPage& page) { return page.lift.n; });
  }

  UnitOfTwo UnitOf(const Deeds& deeds, std::pair<int32_t, int32_t> need) const {
    const auto at = [](const auto& map, const auto& key) {
      const auto found = map.find(key);
      return found == map.end() ? 0.0 : found->second;
    };
    const double after = at(deeds.contacts, need.first);
    const double asked = at(deeds.needs, need);
    return {{asked, after}, {at(deeds.issues, need.second) - asked, deeds.linked - after}};
  }

  void CompareNeeds() {
    std::vector<double> ps;
    for (const auto& need : needs_) {
      std::vector<UnitOfTwo> units;
      for (const Deeds& deeds : customers_) units.push_back(UnitOf(deeds, need));
      Lift lift = LiftOf(units, rule_.least);
      if (!lift.ratio) continue;
      ps.push_back(lift.p);
      answer_.needs.push_back({need.first, need.second, std::move(lift)});
    }
    Hold(ps, &answer_.needs);
    std::ranges::stable_sort(answer_.needs, {}, [](const NeedOfPage& need) { return need.lift.p; });
  }

  template <class Found>
  static void Hold(const std::vector<double>& ps, std::vector<Found>* found) {
    const std::vector<double> rates = FalseDiscoveryRates(ps);
    for (size_t i = 0; i < found->size(); ++i) {
      (*found)[i].q = rates[i];
      (*found)[i].is_beyond_noise = (*found)[i].lift.ratio && rates[i] <= kFalseDiscoveries;
    }
  }

  const FollowRule rule_;
  ContactsOfPages answer_;
  std::vector<Deeds> customers_;
  std::map<int32_t, double> visits_of_page_;
  std::set<std::pair<int32_t, int32_t>> needs_;
};

}  // namespace

ContactsOfPages ContactsAfterPages(std::span<const PageVisit> visits,
                                   std::span<const KnownContact> contacts, const FollowRule& rule) {
  std::map<int64_t, Trail> trails;
  for (const PageVisit& visit : visits)
    if (visit.customer) trails[*visit.customer].visits.push_back(&visit);
  for (const KnownContact& contact : contacts)
    if (const auto trail = trails.find(contact.customer); trail != trails.end())
      trail->second.contacts.push_back(&contact);
  PageContacts pages(rule);
  for (auto& [customer, trail] : trails) {
    std::ranges::stable_sort(trail.visits, {}, &PageVisit::at);
    std::ranges::stable_sort(trail.contacts, {}, &KnownContact::at);
    pages.Add(trail);
  }
  return pages.Finish();
}

}  // namespace kebao::analysis::visitors
