#include "facts/next_contacts.h"

#include <algorithm>

namespace kebao::facts {
namespace {

bool MayBeTheSameMatter(const ContactRow& a, const ContactRow& b) {
  return a.issue_type < 0 || b.issue_type < 0 || a.issue_type == b.issue_type;
}

std::optional<Instant> NextContact(std::span<const ContactRow> rows, size_t index) {
  const ContactRow& row = rows[index];
  if (row.customer < 0 || !row.resolved_at) return std::nullopt;
  for (const ContactRow& later : rows.subspan(index + 1)) {
    if (later.customer != row.customer) break;
    if (later.opened_at > *row.resolved_at && MayBeTheSameMatter(row, later))
      return later.opened_at;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::optional<Instant>> AssignNextContacts(std::span<const ContactRow> rows) {
  std::vector<std::optional<Instant>> next(rows.size());
  for (size_t index = 0; index < rows.size(); ++index) next[index] = NextContact(rows, index);
  return next;
}

}  // namespace kebao::facts
