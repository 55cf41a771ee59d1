#pragma once

#include <cstdint>
#include <string>

#include "metrics/query.h"

namespace kebao::metrics {

/// A filter by this is no dimension of the catalogue: nothing is told by customer, and the command
/// line does not know it. Its values are keys of customers; facts that know no customers do not fit
/// it.
inline constexpr const char* kCustomerFilter = "@customer";
inline constexpr const char* kCustomerColumn = "customer_key";

inline Filter FilterOfCustomer(int64_t key) { return {kCustomerFilter, {std::to_string(key)}}; }

}  // namespace kebao::metrics
