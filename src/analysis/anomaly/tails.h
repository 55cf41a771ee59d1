#pragma once

namespace kebao::analysis {

/// Chances of a value at least as low and at least as high as the one seen, which is counted in
/// both.
struct Tails {
  double low = 1;
  double high = 1;
};

/// A count with this mean and variance: negative binomial, or Poisson where the variance is not
/// above the mean. mean > 0, count ≥ 0.
Tails CountTails(double count, double mean, double variance);

/// `hits` of n, each with chance `share`, with this variance of the hits: beta-binomial, or
/// binomial where the variance is not above n·share·(1 − share). 0 < share < 1, 0 ≤ hits ≤ n, n
/// ≥ 1.
Tails ShareTails(double hits, double n, double share, double variance);

/// Student's t at `deviate`.
Tails StudentTails(double deviate, double degrees_of_freedom);

/// Smallest counts (hits) up to which, below, at least 2.5 % and 97.5 % of the chance lie.
struct Range {
  double low = 0;
  double high = 0;
};
Range CountRange(double mean, double variance);
Range ShareRange(double n, double share, double variance);
double StudentQuantile975(double degrees_of_freedom);

}  // namespace kebao::analysis
