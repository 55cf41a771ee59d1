#include "demo/random.h"

#include <algorithm>
#include <bit>

#include "base/problem.h"

namespace kebao::demo {
namespace {

uint64_t Mix(uint64_t value) { return Random(value).Next(); }

double PowerOfTwo(int64_t exponent) {
  return std::bit_cast<double>(static_cast<uint64_t>(exponent + 1023) << 52);
}

}  // namespace

double PortableExp(double x) {
  constexpr double kLog2E = 1.4426950408889634;
  constexpr double kLn2 = 0.6931471805599453;
  const double scaled = x * kLog2E;
  const auto exponent = static_cast<int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  const double rest = x - static_cast<double>(exponent) * kLn2;
  double sum = 1.0;
  for (int term = 9; term >= 1; --term) sum = 1.0 + rest * sum / term;
  return sum * PowerOfTwo(exponent);
}

Random Random::Stream(uint64_t seed, uint64_t kind, uint64_t index) {
  return Random(Mix(Mix(seed ^ (kind * 0xd1b54a32d192ed03ULL)) ^ index));
}

double Random::Normal() {
  const uint64_t bits = Next();
  const auto sum = static_cast<int64_t>((bits & 0xffff) + ((bits >> 16) & 0xffff) +
                                        ((bits >> 32) & 0xffff) + (bits >> 48));
  constexpr double kScale = 1.7320508075688772 / 65536.0;  // one over the deviation of the sum
  return static_cast<double>(sum - 2 * 65535) * kScale;
}

int64_t Random::Seconds(double median, double sigma) {
  return std::max<int64_t>(1, static_cast<int64_t>(LogNormal(median, sigma)));
}

WeightedChoice::WeightedChoice(std::span<const double> weights) {
  double total = 0;
  for (const double weight : weights) cumulative_.push_back(total += weight);
  KEBAO_ASSERT(total > 0);
}

size_t WeightedChoice::Pick(Random& random) const {
  const double target = random.Uniform() * cumulative_.back();
  const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end(), target);
  return static_cast<size_t>(found - cumulative_.begin());
}

double WeightedChoice::ShareOf(size_t index) const {
  const double before = index == 0 ? 0 : cumulative_[index - 1];
  return (cumulative_[index] - before) / cumulative_.back();
}

}  // namespace kebao::demo
