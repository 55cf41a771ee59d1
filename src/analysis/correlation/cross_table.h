#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kebao::analysis {

/// Counts by two groupings: counts[row][column], all rows as long as each other, none negative.
using CountTable = std::vector<std::vector<double>>;

enum class CrossOutcome : uint8_t {
  kMeasured,
  kTooFew,  // fewer than two rows or columns hold anything
  kWrong,   // negative, infinite or ragged numbers
};

/// Whether two groupings have to do with each other, and how much.
struct Association {
  CrossOutcome outcome = CrossOutcome::kTooFew;
  double n = 0;
  double chi_square = 0;  // Pearson's
  double freedom = 0;
  double p = 1;
  /// Cramér's V, 0 … 1, corrected for what chance alone gives, with its 95 % interval.
  double v = 0;
  double v_low = 0;
  double v_high = 1;
  double smallest_expected = 0;
  /// Part of the cells that expect fewer than five: above a fifth, or with one below 1, the test is
  /// not to be relied on (Cochran, Biometrics 10, 1954).
  double small_share = 0;
  bool is_reliable() const { return small_share <= 0.2 && smallest_expected >= 1; }
  /// Of each cell, as the table given: (count − expected) ÷ its standard error (Haberman,
  /// Biometrics 29, 1973), and the false discovery rate of that over all cells. Empty rows and
  /// columns: 0, 1.
  CountTable residuals;
  CountTable cell_q;
};

/// Rows and columns without any count are left out. V: Bergsma, J. Korean Stat. Soc. 42, 2013; its
/// interval from that of the noncentrality of χ² (Smithson, Confidence Intervals, 2003).
Association AssociationOf(const CountTable& counts);

/// A share by groups: the groups against fits and does not fit, so V is the effect of the groups.
struct ShareOfGroup {
  double n = 0;
  double fits = 0;
};
Association AssociationOf(std::span<const ShareOfGroup> groups);

/// Values by groups.
struct GroupOfValues {
  double n = 0;
  double mean = 0;
  double squares = 0;  // Σ(value − mean)²
};

/// One-way analysis of variance.
struct Variation {
  double between_squares = 0;
  double within_squares = 0;
  double between_freedom = 0;
  double within_freedom = 0;
  double f = 0;
  double p = 1;
  double r_squared = 0;      // η²: part of the squares that lies between the groups
  double omega_squared = 0;  // the same, corrected for what chance alone gives (Hays 1963); ≥ 0
};
/// Nullopt: fewer than two groups with a value, nothing within them, or numbers that are not
/// finite.
std::optional<Variation> VariationOf(std::span<const GroupOfValues> groups);

}  // namespace kebao::analysis
