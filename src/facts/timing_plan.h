#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/problem.h"
#include "domain/timing_catalog.h"

namespace kebao::facts {

/// Bits of a step: event kinds first, then marks, then patterns with an actor as the timings need
/// them.
constexpr int kFirstMarkBit = domain::kEventKindCount;
constexpr int kFirstPatternBit = kFirstMarkBit + domain::kMarkCount;
constexpr uint64_t BitOf(domain::EventKind kind) { return uint64_t{1} << static_cast<int>(kind); }
constexpr uint64_t BitOf(domain::Mark mark) {
  return uint64_t{1} << (kFirstMarkBit + static_cast<int>(mark));
}
constexpr uint32_t BitOf(domain::State state) { return uint32_t{1} << static_cast<int>(state); }
constexpr uint32_t BitOf(domain::Condition condition) {
  return uint32_t{1} << static_cast<int>(condition);
}

/// Which bits an event of (kind or mark, actor) sets.
struct PatternTable {
  static constexpr int kActors = 5;
  std::array<std::array<uint64_t, kActors>, domain::kEventKindCount> kinds{};
  std::array<std::array<uint64_t, kActors>, domain::kMarkCount> marks{};
};

struct CompiledSelector {
  uint64_t bits = 0;
  uint64_t self_bits = 0;  // only in steps of the participant
  domain::Pick pick = domain::Pick::kFirst;
  bool is_strictly_later = false;
  uint32_t only_if = 0;
  uint32_t skip_if = 0;
  uint64_t unless_recorded = 0;
};

struct CompiledTiming {
  domain::TimingShape shape = domain::TimingShape::kSpan;
  domain::Anchor anchor = domain::Anchor::kFrom;
  std::vector<CompiledSelector> from;
  std::vector<CompiledSelector> to;
  uint64_t from_bits = 0;  // of all alternatives: none of them seen, no need to look
  uint64_t to_bits = 0;
  uint32_t during = 0;
  uint32_t pause = 0;
  CompiledSelector counted;
  size_t reply = 0;  // kReplies: index among the reply timings
  domain::Aggregate aggregate = domain::Aggregate::kSum;
  uint32_t only_if = 0;
  uint32_t skip_if = 0;
  domain::Missing no_start = domain::Missing::kNull;
  domain::Missing no_end = domain::Missing::kNull;
  bool is_null_without = false;    // kStates: null when the states never occurred
  std::vector<uint64_t> evidence;  // kStates, kCount: null unless one kind of each is recorded
  uint64_t pause_evidence = 0;     // kSpan: likewise for its pauses; 0 = no pauses
  bool takes_stated_handle = false;
  uint64_t stated_unless_recorded = 0;
  bool has_business_time = true;
  bool moves_credit = false;  // the columns of the responsible agent and its team follow
};

/// All timings compiled to bit masks, by the fact whose columns they fill, in the catalogue's
/// order.
struct TimingPlan {
  PatternTable patterns;
  std::vector<CompiledTiming> conversation;
  std::vector<CompiledTiming> reply;
  std::vector<CompiledTiming> participation;
};

/// Problem "timing.too_many_patterns".
Result<TimingPlan> CompileTimings(const domain::TimingCatalog& catalog);

}  // namespace kebao::facts
