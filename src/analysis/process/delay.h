#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/attribution/segment.h"

namespace kebao::analysis::process {

/// What a longer stage speaks of.
enum class Side : uint8_t {
  kComplexity,  // harder cases: more work in them, more to wait for
  kLoad,        // waiting for us
  kNeither,
};

/// A stage by kind of case, in the comparison period and in this one: amount the seconds in it,
/// base the cases (those of all stages, whether they were in it or not), variance n·s². The same
/// kinds in the same order for all stages.
struct StageCells {
  std::string stage;
  Side side = Side::kNeither;
  std::vector<Change> cells;
};

/// Seconds per case; the interval is 95 %, absent where nothing is known of the scatter.
struct PartOfDelay {
  double size = 0;
  std::optional<double> low;
  std::optional<double> high;
  bool is_beyond_noise() const { return low && high && (*low > 0 || *high < 0); }
};

struct StageOfDelay {
  std::string stage;
  Side side = Side::kNeither;
  double before = 0;  // mean seconds per case
  double now = 0;
  PartOfDelay within;   // the stage took longer in cases of the same kind
  PartOfDelay mix;      // other kinds of cases came
  double within_q = 1;  // false discovery rate over both parts of all stages
  double mix_q = 1;
};

/// A kind of case in a change of mix.
struct KindOfDelay {
  double share_before = 0;
  double share_now = 0;
  double mix = 0;     // of the whole change: its weight changed
  double within = 0;  // cases of this kind took longer
};

struct Delay {
  double before = 0;  // mean seconds per case, all stages together
  double now = 0;
  double n_before = 0;
  double n_now = 0;
  PartOfDelay change;
  /// complexity + load + neither = change; complexity is `mix` and what its stages took longer.
  PartOfDelay mix;
  PartOfDelay complexity;
  PartOfDelay load;
  PartOfDelay neither;
  std::vector<StageOfDelay> stages;  // all of within and mix sum to the change
  std::vector<KindOfDelay> kinds;    // in the order of the cells
};

/// The change of a mean time per case, taken apart by stage and kind of case: Kitagawa
/// (attribution/change_parts.h) for each stage, which adds up because all stages have the same
/// cases. Parts sum to the change within 1e-12 of the largest. Intervals: delta method, the mix as
/// a multinomial draw, widened by the dispersion of the kinds about their common move; those of
/// several stages together as if they went entirely with each other, which they may. Nullopt: a
/// period without cases, numbers that are not finite, or no stages. `whole`: all stages together,
/// likewise; its amounts are theirs.
std::optional<Delay> SplitDelay(std::span<const Change> whole, std::span<const StageCells> stages);

}  // namespace kebao::analysis::process
