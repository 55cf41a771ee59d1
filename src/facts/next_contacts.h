#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/instant.h"

namespace kebao::facts {

/// A conversation as the question "did the customer come back?" sees it.
struct ContactRow {
  int64_t conversation_key = 0;
  int64_t customer = -1;    // negative: unknown
  int32_t issue_type = -1;  // negative: unknown
  Instant opened_at;
  std::optional<Instant> resolved_at;
};

/// For each row, when the same customer opened the next conversation after its resolution; null
/// where there is none, the row is not resolved or its customer unknown. Conversations whose issue
/// types are both known and differ are not about the same matter. `rows` are sorted by (customer,
/// opened_at).
std::vector<std::optional<Instant>> AssignNextContacts(std::span<const ContactRow> rows);

}  // namespace kebao::facts
