#include "analysis/attribution/dispersion.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kebao::analysis {
namespace {

constexpr double kMedianOfChiSquared = 0.454936423119572;  // one degree of freedom
constexpr size_t kEnough = 10;                             // squares, to say anything
constexpr double kFewestRows = 10;  // of a segment: below, the normal distribution is far

/// How a segment moved, and how sure that is.
struct Move {
  double size;
  double variance;
  double weight;
};

/// Growth of an amount, as a logarithm. The halves keep what is new or gone finite.
std::optional<Move> GrowthOf(Measure measure, const Change& change) {
  const auto& [before, now] = change;
  if (measure == Measure::kSum) {
    if (!before.variance || !now.variance || before.amount <= 0 || now.amount <= 0)
      return std::nullopt;
    const double variance = *before.variance / (before.amount * before.amount) +
                            *now.variance / (now.amount * now.amount);
    return Move{std::log(now.amount / before.amount), variance, before.n + now.n};
  }
  const double was = (IsQuotient(measure) ? before.n : before.amount) + 0.5;
  const double is = (IsQuotient(measure) ? now.n : now.amount) + 0.5;
  return Move{std::log(is / was), 1 / was + 1 / is, was + is};
}

std::optional<double> VarianceOfRate(Measure measure, const Sums& sums) {
  if (sums.base <= 0 || sums.n < 2) return std::nullopt;
  if (measure != Measure::kShare)
    return sums.variance ? std::optional(*sums.variance / (sums.base * sums.base)) : std::nullopt;
  const double share = (sums.amount + 0.5) / (sums.base + 1);
  return share * (1 - share) / sums.base;
}

std::optional<Move> RateMoveOf(Measure measure, const Change& change) {
  const auto& [before, now] = change;
  const auto variance_before = VarianceOfRate(measure, before);
  const auto variance_now = VarianceOfRate(measure, now);
  if (!variance_before || !variance_now) return std::nullopt;
  return Move{now.amount / now.base - before.amount / before.base, *variance_before + *variance_now,
              before.n + now.n};
}

/// The size up to which half of the weight lies.
double MedianOf(std::vector<Move> moves) {
  std::ranges::sort(moves, {}, &Move::size);
  double all = 0;
  for (const Move& move : moves) all += move.weight;
  double until = 0;
  for (const Move& move : moves) {
    until += move.weight;
    if (until >= all / 2) return move.size;
  }
  return 0;
}

/// Few segments say nothing: one of them is the median itself.
std::vector<double> SquaresOf(const std::vector<Move>& moves) {
  constexpr size_t kFewest = 4;
  std::vector<double> squares;
  if (moves.size() < kFewest) return squares;
  const double common = MedianOf(moves);
  for (const Move& move : moves)
    if (move.variance > 0)
      squares.push_back((move.size - common) * (move.size - common) / move.variance);
  return squares;
}

/// `errors`: by how many of its standard errors to make it smaller.
double DispersionOf(std::vector<double> squares, double errors) {
  constexpr double kRelativeError = 2.333;  // of a median of χ², times √n
  if (squares.size() < kEnough) return 1;
  const double n = static_cast<double>(squares.size());
  const auto middle = squares.begin() + static_cast<std::ptrdiff_t>(squares.size() / 2);
  std::ranges::nth_element(squares, middle);
  const double dispersion = *middle / kMedianOfChiSquared;
  return std::max(1.0, dispersion / (1 + errors * kRelativeError / std::sqrt(n)));
}

Dispersion Larger(const Dispersion& first, const Dispersion& second) {
  return {std::max(first.volume, second.volume), std::max(first.rate, second.rate)};
}

}  // namespace

void Scatter::Append(const Scatter& other) {
  volume.insert(volume.end(), other.volume.begin(), other.volume.end());
  rate.insert(rate.end(), other.rate.begin(), other.rate.end());
}

Scatter ScatterOf(Measure measure, const Breakdown& breakdown) {
  std::vector<Move> growths;
  std::vector<Move> rate_moves;
  for (const Segment& segment : breakdown.segments) {
    if (segment.change.before.n + segment.change.now.n < kFewestRows) continue;
    if (const auto growth = GrowthOf(measure, segment.change)) growths.push_back(*growth);
    if (!IsQuotient(measure)) continue;
    if (const auto move = RateMoveOf(measure, segment.change)) rate_moves.push_back(*move);
  }
  return {SquaresOf(growths), SquaresOf(rate_moves)};
}

Dispersion DispersionOf(const Scatter& scatter) {
  return {DispersionOf(scatter.volume, 0), DispersionOf(scatter.rate, 0)};
}

std::vector<Dispersion> DispersionsOf(Measure measure, std::span<const Breakdown> breakdowns,
                                      double least) {
  Scatter all;
  std::vector<Dispersion> result;
  for (const Breakdown& breakdown : breakdowns) {
    const Scatter scatter = ScatterOf(measure, breakdown);
    result.push_back({DispersionOf(scatter.volume, 2), DispersionOf(scatter.rate, 2)});
    if (breakdown.dimensions.size() == 1) all.Append(scatter);
  }
  const Dispersion shared = Larger(DispersionOf(all), {least, least});
  for (Dispersion& one : result) one = Larger(one, shared);
  return result;
}

}  // namespace kebao::analysis
