#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/instant.h"

namespace kebao::analysis::customers {

/// What is known of one customer, and what an agent should know of it before answering. Every hint
/// is a rule over the customer's own rows, which it names; nothing in it is inferred.

struct PastContact {
  std::string id;
  Instant opened_at;
  std::string issue_type;  // empty: not stated
  std::optional<bool> is_abandoned;
};
struct PastRating {
  std::string id;  // of the conversation
  Instant at;
  double score = 0;
};
struct OpenCase {
  std::string id;
  std::string issue_type;
  Instant since;
};
struct PastOrder {
  std::string id;
  Instant at;
};

/// Where a number stands among those of all customers who have any.
struct Standing {
  double own = 0;
  int64_t fewer = 0;      // others that have less
  int64_t same = 0;       // others that have as much
  int64_t customers = 0;  // all, this one included
  /// Of the others, those that have less; 0 where there are none.
  double share_fewer() const {
    return customers > 1 ? static_cast<double>(fewer) / static_cast<double>(customers - 1) : 0;
  }
};
/// `totals`: of all customers, this one's included.
Standing StandingAmong(double own, std::span<const double> totals);

/// Each in the order of its time; nothing is later than `as_at`.
struct CustomerHistory {
  std::vector<PastContact> contacts;
  std::vector<PastRating> ratings;
  std::vector<OpenCase> open;
  std::vector<PastOrder> orders;
  std::optional<Standing> contact_standing;
  std::optional<Standing> order_standing;
  Instant as_at;
};

struct HintRules {
  size_t same_issue_contacts = 3;  // at least 2
  double same_issue_days = 7;      // from the first of them to the last
  double recent_days = 30;         // what is older is not told, open cases excepted
  double bad_rating = 2;           // up to this score
  double order_days = 14;          // an order without a contact since
  double frequent = 0.95;          // of the others have fewer contacts
  double valuable = 0.9;           // of the others have fewer orders
};

enum class HintKind : uint8_t {
  kOpenCase,       // something is not settled
  kRepeatedIssue,  // came again and again about one thing
  kBadRating,      // the last rating was a bad one
  kLeftUnserved,   // gave up waiting the last time
  kRecentOrder,    // ordered, and has not been in contact since
  kFrequent,       // comes more often than nearly everybody
  kValuable,       // orders more often than most
};
struct Hint {
  HintKind kind = HintKind::kOpenCase;
  std::string issue_type;
  std::vector<std::string> ids;  // of conversations; kRecentOrder: of the order
  Instant since;                 // of the earliest of them
  Instant last;                  // of the latest
  double value = 0;              // the rating, the part of others that have fewer
};
/// The most pressing first. None without any rows.
std::vector<Hint> HintsFor(const CustomerHistory& history, const HintRules& rules);

}  // namespace kebao::analysis::customers
