#include "metrics/query.h"

namespace kebao::metrics {

Scope Scope::Agents(std::vector<int32_t> agent_keys, Masking masking) {
  Scope scope;
  scope.is_all_ = false;
  scope.agents_ = std::move(agent_keys);
  scope.masking_ = masking;
  return scope;
}

Scope Scope::Teams(std::vector<int32_t> team_keys, Masking masking) {
  Scope scope;
  scope.is_all_ = false;
  scope.teams_ = std::move(team_keys);
  scope.masking_ = masking;
  return scope;
}

}  // namespace kebao::metrics
