#pragma once

#include <cstdint>
#include <vector>

namespace kebao::analysis::risk {

/// The scale on which a figure scatters evenly.
enum class FigureScale : uint8_t {
  kPlain,
  kLog,    // of what is above 0: times, amounts
  kShare,  // arcsine of the square root: a share of n cases has variance 1/(4n) wherever it lies
};
double ToScale(FigureScale scale, double value);
double FromScale(FigureScale scale, double value);

/// What is believed of a figure that is yet to come: Student's t distributions on its scale, mixed,
/// or of a count the chance of each.
class Prediction {
 public:
  struct Part {
    double weight = 1;  // they sum to 1
    double middle = 0;  // on the scale
    double spread = 0;  // ≥ 0; 0: it never varied
    double degrees = 1;
  };
  /// At least one part.
  Prediction(FigureScale scale, std::vector<Part> parts);
  /// `chances` of 0, 1, 2 …, at least one, which sum to 1.
  static Prediction OfCounts(const std::vector<double>& chances);

  /// Strictly below.
  double ChanceBelow(double value) const;
  double ChanceAbove(double value) const;
  /// 0 < chance < 1.
  double Quantile(double chance) const;
  /// The median; of counts the mean: what few of them sum to lies above the median.
  double middle() const;
  double low() const { return Quantile(0.025); }
  double high() const { return Quantile(0.975); }

 private:
  double Below(double on_scale) const;

  double CountQuantile(double chance) const;

  FigureScale scale_;
  std::vector<Part> parts_;
  std::vector<double> up_to_;  // of counts: the chance of so many or fewer
};

}  // namespace kebao::analysis::risk
