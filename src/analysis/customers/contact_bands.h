#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/difference.h"

namespace kebao::analysis::customers {

/// One contact of a customer who is known.
struct Contact {
  int64_t customer = 0;
  std::optional<bool> is_satisfied;  // nullopt: not rated
};

/// Customers who made contact so often: more than those of the band before, up to `most` contacts a
/// month; nullopt: without limit.
struct BandLimit {
  std::optional<double> most;
};

struct ContactBand {
  int64_t customers = 0;
  int64_t contacts = 0;
  Estimate share_of_customers;
  double share_of_contacts = 0;  // what happened; its scatter is that of the customers
  int64_t rated = 0;
  std::optional<Estimate> satisfaction;  // nullopt: nobody rated
  /// Against the customers of all other bands; nullopt: one of the two has no rating.
  std::optional<Difference> satisfaction_difference;
};

struct ContactBands {
  int64_t customers = 0;  // different ones
  int64_t contacts = 0;
  int64_t most_contacts = 0;       // of one customer
  std::vector<ContactBand> bands;  // as the limits
  /// Of each contact, in the order given: the band of its customer.
  std::vector<uint8_t> band_of_contact;
};

/// Groups customers by how often they made contact within `months` (> 0). Limits rise; at most 250.
/// A contact belongs to the band of its customer. Intervals are 95 %: shares of customers Wilson;
/// satisfaction delta method with customers as units, since one who rates often is one person.
ContactBands GroupByFrequency(std::span<const Contact> contacts, std::span<const BandLimit> limits,
                              double months);

/// What one customer puts into a share: `part` of `whole` contacts.
struct CustomerPart {
  double part = 0;
  double whole = 0;
};
/// Σ part ÷ Σ whole with customers as the units: who comes ten times is one person. Delta method,
/// widened to Wilson's interval of as many customers, which also holds where all or none have a
/// part. Nullopt: no contacts.
std::optional<Estimate> ShareByCustomer(std::span<const CustomerPart> customers);

}  // namespace kebao::analysis::customers
