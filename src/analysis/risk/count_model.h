#pragma once

#include <optional>
#include <span>

#include "analysis/risk/prediction.h"

namespace kebao::analysis::risk {

/// From so many a block on, a forecast of the days tells more: of weekdays, holidays, promotions.
inline constexpr double kFewCounts = 70;

/// How many of something rare will come in a stretch of `blocks` blocks, right after those given.
/// Counts are around a level that wanders: what was seen of it is forgotten by a factor ω a block
/// (the discounted gamma level of Harvey and Fernandes, J. Business & Economic Statistics 7, 1989),
/// and they scatter φ times as much as Poisson counts. With the level's gamma(a, b), of m blocks
/// the mean is μ = m·a/b and the variance μ·(φ + m/b), a negative binomial's. Seven ω and five φ
/// are weighted by how well each told every block from those before it (Dawid, J. R. Stat. Soc. A
/// 147, 1984), and none is chosen. Nullopt below six blocks, with a count that is negative or not
/// finite, or where all are 0.
std::optional<Prediction> PredictCounts(std::span<const double> counts, double blocks);

}  // namespace kebao::analysis::risk
