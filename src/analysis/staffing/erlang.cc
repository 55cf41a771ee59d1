#include "analysis/staffing/erlang.h"

#include <cmath>

#include "base/problem.h"

namespace kebao::analysis::staffing {

double ErlangB(int servers, double offered) {
  KEBAO_ASSERT(servers >= 0 && std::isfinite(offered) && offered >= 0);
  double blocked = 1;
  for (int n = 1; n <= servers; ++n) blocked = offered * blocked / (n + offered * blocked);
  return blocked;
}

std::optional<double> ErlangC(int servers, double offered) {
  if (offered >= servers) return std::nullopt;
  const double blocked = ErlangB(servers, offered);
  // (n − A) + A·B and not n − A(1 − B), which cancels near full load.
  return servers * blocked / ((servers - offered) + offered * blocked);
}

}  // namespace kebao::analysis::staffing
