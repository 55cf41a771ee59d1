#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/difference.h"

namespace kebao::analysis::customers {

/// How often one customer, and everybody else, came about one thing.
struct IssueCounts {
  std::string issue_type;
  double own = 0;
  double others = 0;
};

/// What a customer comes about more than others do: likely what the next contact is about.
struct UsualIssue {
  std::string issue_type;
  double own = 0;       // contacts
  double contacts = 0;  // of the customer, all types
  Estimate share;       // Wilson, 95 %
  double others_share = 0;
  double p = 1;  // of so many or more, if the customer were like the others: binomial, one-sided
  double q = 1;  // false discovery rate over the customer's types
  bool is_beyond_noise = false;
};

/// Those that the customer came about, by falling contacts. Beyond noise at a false discovery rate
/// of 5 %, from two contacts on. One-sided, since a type that a customer avoids is no need.
std::vector<UsualIssue> UsualIssues(std::span<const IssueCounts> counts);

}  // namespace kebao::analysis::customers
