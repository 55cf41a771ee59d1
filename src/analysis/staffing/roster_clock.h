#pragma once

#include <chrono>

namespace kebao::analysis::staffing {

/// Counts down from a time limit, by the clock on the wall.
class TimeLeft {
 public:
  explicit TimeLeft(double seconds) : seconds_(seconds) {}
  double seconds() const {
    const std::chrono::duration<double> used = std::chrono::steady_clock::now() - began_;
    return seconds_ - used.count();
  }
  bool IsUp() const { return seconds() <= 0; }

 private:
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  const double seconds_;
};

}  // namespace kebao::analysis::staffing
