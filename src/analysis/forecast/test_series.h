#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

#include "analysis/forecast/history.h"

/// Series for tests.
namespace kebao::analysis::forecast::test_series {

/// International airline passengers, thousands a month, 1949 to 1960: Box and Jenkins, Time Series
/// Analysis (1976), series G.
inline Values AirPassengers() {
  return {112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149,
          170, 170, 158, 133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
          171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243,
          264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
          242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374,
          413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336,
          340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472,
          548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432};
}

/// Numbers in [−1, 1) that look random (a linear congruence); the same everywhere.
class Noise {
 public:
  explicit Noise(uint64_t seed) : state_(seed * 2 + 1) {}
  double Next() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state_ >> 11) / 4503599627370496.0 - 1;
  }

 private:
  uint64_t state_;
};

/// Contacts of `days` days by the hour: a day's wave, half as many at week-ends, and noise of ±
/// `noise`.
inline Values HourlyContacts(int days, double noise, uint64_t seed) {
  Noise random(seed);
  Values values;
  for (int i = 0; i < 24 * days; ++i) {
    const double wave = 60 + 50 * std::sin(2 * std::numbers::pi * (i % 24 - 8) / 24);
    values.push_back(wave * (i / 24 % 7 < 5 ? 1 : 0.5) + noise * random.Next());
  }
  return values;
}

}  // namespace kebao::analysis::forecast::test_series
