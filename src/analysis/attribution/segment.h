#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kebao::analysis {

/// What a figure is made of, as far as taking its change apart is concerned.
enum class Measure : uint8_t {
  kCount,  // amount
  kSum,    // amount
  kShare,  // amount ÷ base: base counts rows, amount those among them that fit
  kMean,   // amount ÷ base: base counts rows, amount is the sum of their values
  kRatio,  // amount ÷ base: two sums
};
inline bool IsQuotient(Measure measure) {
  return measure != Measure::kCount && measure != Measure::kSum;
}

/// What one segment has in one period. Zeros throughout: nothing there.
struct Sums {
  double amount = 0;
  double base = 0;  // quotients only
  double n = 0;     // rows behind it
  /// Of the amount, given the base: Σv² of a sum, n·s² of a mean, base² × variance of a ratio.
  /// Unused for counts and shares, which say themselves how sure they are. Nullopt: not known, and
  /// nothing can be tested.
  std::optional<double> variance;

  bool operator==(const Sums&) const = default;
};
Sums Add(const Sums& first, const Sums& second);
/// `second` is a part of `first`. What is left of nothing is nothing, free of rounding.
Sums Subtract(const Sums& first, const Sums& second);

/// A segment in the comparison period and in this one.
struct Change {
  Sums before;
  Sums now;

  bool operator==(const Change&) const = default;
};
Change Add(const Change& first, const Change& second);
Change Subtract(const Change& first, const Change& second);

/// The value of one dimension, or one of each of several.
struct Segment {
  std::vector<std::string> keys;  // in the order of the breakdown's dimensions; "" = not stated
  Change change;
};

/// A figure by one dimension or by several together: every row of both periods is in exactly one
/// segment.
struct Breakdown {
  std::vector<std::string> dimensions;
  bool has_people = false;  // one of the dimensions has people as its values
  std::vector<Segment> segments;
};
Change TotalOf(const Breakdown& breakdown);

}  // namespace kebao::analysis
