#pragma once

#include <optional>

namespace kebao::analysis::staffing {

/// Share of arrivals that find all servers taken where nobody waits (Erlang B), by the recursion
/// B(0) = 1, B(n) = A·B(n−1) / (n + A·B(n−1)), which loses no digits. servers ≥ 0; offered: load in
/// erlangs, finite, ≥ 0, any fraction. Values below 1e-300 may come as 0.
double ErlangB(int servers, double offered);

/// Share of arrivals that wait where all wait until they are served (Erlang C, M/M/n):
/// C = n·B / (n − A(1 − B)). Nullopt where the queue has no steady state (offered ≥ servers).
std::optional<double> ErlangC(int servers, double offered);

}  // namespace kebao::analysis::staffing
