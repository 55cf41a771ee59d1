#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kebao::demo {

/// e^x from +, − and × only, so that every platform gives the same bits. |x| ≤ 700; relative error
/// < 1e-9.
double PortableExp(double x);

/// A counter-based generator (splitmix64): the same seed gives the same draws on every platform. No
/// distribution of the standard library is used, because those differ between libraries.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  /// An independent stream of `seed`: one per conversation, agent-day, …
  static Random Stream(uint64_t seed, uint64_t kind, uint64_t index);

  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  /// 0 ≤ result < n; n > 0.
  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(((Next() >> 32) * n) >> 32); }
  /// first ≤ result ≤ last.
  int64_t Between(int64_t first, int64_t last) {
    return first + Below(static_cast<uint32_t>(last - first + 1));
  }
  /// 0 ≤ result < 1.
  double Uniform() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }
  bool Chance(double probability) { return Uniform() < probability; }
  /// Mean 0, deviation 1, |result| ≤ 3.47 (sum of four uniforms).
  double Normal();
  /// Median `median`; sigma of the logarithm.
  double LogNormal(double median, double sigma) { return median * PortableExp(sigma * Normal()); }
  /// Whole seconds ≥ 1.
  int64_t Seconds(double median, double sigma);

 private:
  uint64_t state_;
};

/// Draws an index with probability proportional to its weight.
class WeightedChoice {
 public:
  WeightedChoice() = default;
  explicit WeightedChoice(std::span<const double> weights);
  /// At least one weight must be positive.
  size_t Pick(Random& random) const;
  /// Share of the index of all weights.
  double ShareOf(size_t index) const;
  size_t size() const { return cumulative_.size(); }

 private:
  std::vector<double> cumulative_;  // ascending; the last is the total
};

}  // namespace kebao::demo
