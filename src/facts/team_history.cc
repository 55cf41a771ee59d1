#include "facts/fold_inputs.h"

namespace kebao::facts {

void TeamHistory::Add(int32_t agent, int32_t team, InstantRange when) {
  KEBAO_ASSERT(agent >= 0);
  const auto slot = static_cast<size_t>(agent);
  if (by_agent_.size() <= slot) by_agent_.resize(slot + 1);
  by_agent_[slot].push_back({when, team});
}

int32_t TeamHistory::TeamAt(int32_t agent, Instant at) const {
  const auto slot = static_cast<size_t>(static_cast<uint32_t>(agent));
  if (slot >= by_agent_.size()) return kNone;
  const auto& memberships = by_agent_[slot];
  for (auto membership = memberships.rbegin(); membership != memberships.rend(); ++membership) {
    if (membership->when.start <= at && at < membership->when.end) return membership->team;
  }
  return kNone;
}

}  // namespace kebao::facts
