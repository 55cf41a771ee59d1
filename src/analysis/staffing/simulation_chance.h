#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

#include "analysis/staffing/simulation.h"

namespace kebao::analysis::staffing {

/// Random times that are the same with every standard library, whose distributions are not.
class Chance {
 public:
  explicit Chance(uint64_t seed) : bits_(seed) {}

  /// 0 ≤ … < 1.
  double Uniform() { return static_cast<double>(bits_() >> 11) * 0x1p-53; }
  double Exponential(double mean) { return -mean * std::log1p(-Uniform()); }
  double HandleTime(const SimulatedDay& day) {
    const double mean = day.contact.handle_seconds;
    switch (day.handle_times) {
      case HandleTimes::kConstant:
        return mean;
      case HandleTimes::kLogNormal: {
        const double variance = std::log1p(day.handle_variation * day.handle_variation);
        return mean * std::exp(std::sqrt(variance) * Normal() - variance / 2);
      }
      case HandleTimes::kExponential:
        break;
    }
    return Exponential(mean);
  }

 private:
  /// Box and Muller.
  double Normal() {
    const double radius = std::sqrt(-2 * std::log1p(-Uniform()));
    return radius * std::cos(2 * std::numbers::pi * Uniform());
  }
  std::mt19937_64 bits_;
};

}  // namespace kebao::analysis::staffing
