#pragma once

#include <optional>
#include <span>

#include "analysis/risk/prediction.h"

namespace kebao::analysis::risk {

/// A figure of one stretch of time, all of one length.
struct FigureBlock {
  double at = 0;  // its number, rising; gaps are stretches without a figure
  double value = 0;
  double n = 1;  // cases behind it, > 0: what many cases say counts more
};

/// The stretch that is to be told, right after the blocks.
struct FigureAhead {
  double after = 0;   // the number of the last block's place, whether it has a figure or not
  double blocks = 1;  // its length in blocks, > 0
  double n = 1;       // cases to be expected in it, > 0
};

/// Fewer blocks tell nothing.
inline constexpr size_t kFewestBlocks = 6;

/// What the figure over all cases of the stretch ahead will be. The blocks are a level that wanders
/// (a random walk, variance a block ρ times that of a block's own scatter), with or without a line
/// it follows, measured with a variance of s²·n̄/n each; the level and the line by generalised least
/// squares, s² from what is left. Every ρ of a grid, with and without a line, is weighted by BIC
/// and none is chosen (Hoeting et al., Statistical Science 14, 1999), so that what is not known of
/// the level's wandering widens the prediction. A line is damped: a tenth less of it each block
/// (Gardner and McKenzie, Management Science 31, 1985). Shares never scatter less than chance.
/// Nullopt below six blocks, or with values that are not finite, or not above 0 on kLog.
std::optional<Prediction> PredictFigure(std::span<const FigureBlock> blocks, FigureScale scale,
                                        const FigureAhead& ahead);

}  // namespace kebao::analysis::risk
