#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kebao::analysis {

/// What was observed of each unit (an agent, a day …); NaN or infinite: not measured there.
struct Variable {
  std::string id;
  std::vector<double> values;
};

/// A coefficient of correlation with its 95 % interval and two-sided p.
struct Coefficient {
  double r = 0;
  double low = -1;
  double high = 1;
  double p = 1;
};

enum class CorrelationOutcome : uint8_t {
  kMeasured,
  kTooFew,    // fewer than kLeastUnits units have both
  kConstant,  // one of the two does not vary
};
/// Below, an interval is too wide to say anything.
inline constexpr size_t kLeastUnits = 8;

/// Two variables over the units that have both.
struct Correlation {
  CorrelationOutcome outcome = CorrelationOutcome::kTooFew;
  size_t n = 0;
  double effective_n = 0;  // of series: neighbours that resemble each other say less
  Coefficient pearson;
  Coefficient spearman;
  double bend_p = 1;  // that a parabola fits no better than a line
};

enum class Units : uint8_t {
  kUnordered,  // people, channels
  kSeries,     // days, weeks: in order, and neighbours may resemble each other
};

/// Pearson's coefficient with Fisher's interval (Biometrika 10, 1915), Spearman's with that of
/// Bonett and Wright (Psychometrika 65, 2000), p by Student's t. Of series n is
/// n ÷ (1 + 2·Σ(1 − k/n)·ρx(k)·ρy(k)) over lags k up to a quarter of it (Bartlett, J. R. Stat. Soc.
/// 98, 1935; Bayley and Hammersley, J. R. Stat. Soc. Suppl. 8, 1946), at most n, at least 4.
Correlation Correlate(std::span<const double> x, std::span<const double> y,
                      Units units = Units::kUnordered);

/// x with y where z is held still: (rxy − rxz·ryz) ÷ √((1 − rxz²)(1 − ryz²)), over the units that
/// have all three; Fisher's interval with one unit less. Nullopt where that cannot be had.
std::optional<Coefficient> PartialCorrelation(std::span<const double> x, std::span<const double> y,
                                              std::span<const double> z,
                                              Units units = Units::kUnordered);

/// What a third variable makes of a correlation.
enum class Confounding : uint8_t {
  kNone,
  kExplained,  // beyond noise by itself, not with the third held still
  kWeakened,   // less than half of it is left
  kReversed,   // the sign turns
  kHidden,     // only seen with the third held still
};

struct PairOfVariables {
  size_t first = 0;  // places among the variables, first < second
  size_t second = 0;
  Correlation correlation;
  double q = 1;           // of Pearson's p, over the matrix
  double q_spearman = 1;  // of Spearman's p
  /// A parabola fits better beyond noise (over the matrix), or ranks agree clearly better than
  /// figures do: the coefficient tells too little, look at the scatter.
  bool is_bent = false;
  Confounding confounding = Confounding::kNone;
  size_t third = 0;  // of `partial`, its place among those offered
  /// Given that one of the third variables offered that changes the most; nullopt: there is none.
  std::optional<Coefficient> partial;
  bool is_beyond_noise() const;
};

/// All pairs. `thirds` are held still in turn, for pairs that do not hold them (by id). One pass of
/// Benjamini and Hochberg over the pairs for each kind of test.
std::vector<PairOfVariables> CorrelateAll(std::span<const Variable> variables,
                                          std::span<const Variable> thirds = {},
                                          Units units = Units::kUnordered);

}  // namespace kebao::analysis
