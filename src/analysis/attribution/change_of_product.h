#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kebao::analysis {

/// One factor of a product: contacts of contacts × handling time.
struct Factor {
  double before = 0;
  double now = 0;
};

/// The change of a product as a sum of one part per factor.
struct ProductChange {
  enum class Method : uint8_t {
    kLogMean,  // L(now, before)·ln(x₁ ÷ x₀), L the logarithmic mean: all factors above 0
    kShapley,  // the mean over all orders in which the factors may change
  };
  Method method = Method::kLogMean;
  double before = 0;
  double now = 0;
  double change = 0;
  std::vector<double> parts;  // one per factor, in their order
  /// One per segment and factor, in the order given. They sum to the change within 1e-12 of the
  /// largest of them; where segments cancel, `parts` are smaller and no more exact than that.
  std::vector<double> terms;
};

/// Nullopt: no factor, more than 12, or a number that is not finite (the products included).
/// Sources: LMDI-I, Ang, Energy Policy 33, 2005; Shapley's value, Contributions to the Theory of
/// Games II, 1953.
std::optional<ProductChange> DecomposeProduct(std::span<const Factor> factors);

/// A sum of products over segments: `segments` in rows of `factors` factors each. One part per
/// factor, summed over the segments; kShapley where any segment needs it.
std::optional<ProductChange> DecomposeSumOfProducts(std::span<const Factor> segments,
                                                    size_t factors);

}  // namespace kebao::analysis
