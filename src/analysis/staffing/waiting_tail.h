#pragma once

namespace kebao::analysis::staffing {

/// ln S(a, z), where S = 1 + z/(a+1) + z²/((a+1)(a+2)) + … = a·z^(−a)·e^z·γ(a, z) is the weight of
/// the states in which customers wait. a > 0, z ≥ 0.
double LogWaitingStates(double a, double z);

/// The same series with each term times its number, Σ k·z^k/((a+1)…(a+k)): how many wait.
/// 0 ≤ z ≤ a.
double WaitingCustomers(double a, double z);

}  // namespace kebao::analysis::staffing
