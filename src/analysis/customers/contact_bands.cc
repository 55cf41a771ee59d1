#include "analysis/customers/contact_bands.h"

#include <algorithm>
#include <unordered_map>

#include "metrics/answer/statistics.h"

namespace kebao::analysis::customers {
namespace {

struct OfCustomer {
  int64_t contacts = 0;
  int64_t rated = 0;
  int64_t satisfied = 0;
};
using Customers = std::unordered_map<int64_t, OfCustomer>;

Customers CountThem(std::span<const Contact> contacts) {
  Customers customers;
  for (const Contact& contact : contacts) {
    OfCustomer& one = customers[contact.customer];
    ++one.contacts;
    if (!contact.is_satisfied) continue;
    ++one.rated;
    one.satisfied += *contact.is_satisfied;
  }
  return customers;
}

/// The band of the customer; without one for so many contacts the last.
size_t BandOf(int64_t contacts, double months, std::span<const BandLimit> limits) {
  // A month may be 30.4 days: what is a hair above a limit is still the limit.
  const double a_month = static_cast<double>(contacts) / months * (1 - 1e-12);
  for (size_t band = 0; band + 1 < limits.size(); ++band)
    if (!limits[band].most || a_month <= *limits[band].most) return band;
  return limits.size() - 1;
}

/// Ratings of many customers, each of whom is one unit.
struct Ratings {
  metrics::RatioSums sums;

  void Add(const OfCustomer& one) {
    if (one.rated == 0) return;
    const auto y = static_cast<double>(one.satisfied);
    const auto x = static_cast<double>(one.rated);
    sums.n += 1;
    sums.y += y;
    sums.x += x;
    sums.yy += y * y;
    sums.xy += x * y;
    sums.xx += x * x;
  }
  void Take(const Ratings& other) {
    sums.n -= other.sums.n;
    sums.y -= other.sums.y;
    sums.x -= other.sums.x;
    sums.yy -= other.sums.yy;
    sums.xy -= other.sums.xy;
    sums.xx -= other.sums.xx;
  }
  /// Where all or none are satisfied the delta method knows no doubt: Wilson's is the wider then.
  std::optional<Estimate> Satisfaction() const {
    if (sums.x <= 0) return std::nullopt;
    Estimate estimate = ShareEstimate(sums.y, sums.x);
    if (const auto interval = metrics::RatioInterval(sums)) {
      estimate.low = std::min(*estimate.low, std::max(0.0, interval->low));
      estimate.high = std::max(*estimate.high, std::min(1.0, interval->high));
    }
    return estimate;
  }
};

void TellSatisfaction(const std::vector<Ratings>& by_band, ContactBands* found) {
  Ratings all;
  for (const Ratings& ratings : by_band) {
    Ratings negative;
    negative.Take(ratings);
    all.Take(negative);
  }
  for (size_t band = 0; band < by_band.size(); ++band) {
    ContactBand& of = found->bands[band];
    of.satisfaction = by_band[band].Satisfaction();
    Ratings others = all;
    others.Take(by_band[band]);
    const auto theirs = others.Satisfaction();
    if (of.satisfaction && theirs) of.satisfaction_difference = Subtract(*of.satisfaction, *theirs);
  }
}

}  // namespace

ContactBands GroupByFrequency(std::span<const Contact> contacts, std::span<const BandLimit> limits,
                              double months) {
  const Customers customers = CountThem(contacts);
  ContactBands found;
  found.bands.resize(limits.size());
  if (limits.empty()) return found;
  std::vector<Ratings> ratings(limits.size());
  for (const auto& [key, one] : customers) {
    const size_t place = BandOf(one.contacts, months, limits);
    ContactBand& band = found.bands[place];
    ++band.customers;
    band.contacts += one.contacts;
    band.rated += one.rated;
    ratings[place].Add(one);
    found.most_contacts = std::max(found.most_contacts, one.contacts);
  }
  found.customers = static_cast<int64_t>(customers.size());
  found.contacts = static_cast<int64_t>(contacts.size());
  for (ContactBand& band : found.bands) {
    if (found.customers == 0) break;
    band.share_of_customers =
        ShareEstimate(static_cast<double>(band.customers), static_cast<double>(found.customers));
    band.share_of_contacts =
        static_cast<double>(band.contacts) / static_cast<double>(found.contacts);
  }
  TellSatisfaction(ratings, &found);
  found.band_of_contact.reserve(contacts.size());
  for (const Contact& contact : contacts)
    found.band_of_contact.push_back(static_cast<uint8_t>(
        BandOf(customers.find(contact.customer)->second.contacts, months, limits)));
  return found;
}

std::optional<Estimate> ShareByCustomer(std::span<const CustomerPart> customers) {
  metrics::RatioSums sums;
  for (const auto& [part, whole] : customers) {
    sums.n += 1;
    sums.y += part;
    sums.x += whole;
    sums.yy += part * part;
    sums.xy += part * whole;
    sums.xx += whole * whole;
  }
  if (sums.x <= 0) return std::nullopt;
  Estimate estimate = ShareEstimate(sums.y / sums.x * sums.n, sums.n);
  estimate.value = sums.y / sums.x;
  if (const auto interval = metrics::RatioInterval(sums)) {
    estimate.low = std::min(*estimate.low, std::max(0.0, interval->low));
    estimate.high = std::max(*estimate.high, std::min(1.0, interval->high));
  }
  return estimate;
}

}  // namespace kebao::analysis::customers
