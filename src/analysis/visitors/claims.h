#pragma once

#include <span>
#include <vector>

#include "analysis/visitors/page_contacts.h"
#include "analysis/visitors/page_visits.h"

namespace kebao::analysis::visitors {

/// Holds false discoveries at 5 % over everything that is told together: sets every q and
/// is_beyond_noise anew, so that of periods in which nothing happened at most one in twenty claims
/// anything. What was not tested is left as it is.
void HoldTogether(std::span<std::vector<Interest>* const> interests, ContactsOfPages* contacts);

}  // namespace kebao::analysis::visitors
