#pragma once

#include <string>
#include <vector>

#include "inquiry/customers_inquiry.h"

namespace kebao::inquiry {

/// Contacts of one period whose customers are known.
struct CustomerContacts {
  std::vector<analysis::customers::Contact> contacts;
  /// By dimension of the plan, of each contact; empty: the rows do not have it. -1: not stated.
  std::vector<std::vector<int32_t>> codes;
};

Result<CustomerContacts> ReadContacts(const FindRows& rows, const metrics::QueryContext& context,
                                      const CustomersPlan& plan);

/// Contacts, customers and share of the last band by each dimension.
std::vector<CustomersBy> ByDimensions(const CustomersPlan& plan, const LabelOfCode& label,
                                      const CustomerContacts& now,
                                      const std::vector<uint8_t>& bands,
                                      const CustomerContacts* before);

Result<RepeatAnswer> AskForRepeats(const AskedMetrics& asked, const metrics::QueryContext& context,
                                   const CustomersPlan& plan);

}  // namespace kebao::inquiry
