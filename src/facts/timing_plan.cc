#include "facts/timing_plan.h"

#include <algorithm>

#include "domain/evidence.h"

namespace kebao::facts {
namespace {

using namespace domain;
using enum EventKind;

constexpr int kBits = 64;

class Compiler {
 public:
  explicit Compiler(const TimingCatalog& catalog) : catalog_(catalog) { SetPlainBits(); }

  Result<TimingPlan> Compile() {
    for (const TimingSpec& timing : catalog_.timings()) {
      ListOf(timing.entity).push_back(Compile(timing));
    }
    if (next_bit_ > kBits) {
      return MakeProblem("timing.too_many_patterns", "catalog/timings",
                         {{"limit", std::to_string(kBits - kFirstPatternBit)}});
    }
    return std::move(plan_);
  }

 private:
  void SetPlainBits() {
    for (int kind = 0; kind < kEventKindCount; ++kind) {
      plan_.patterns.kinds[static_cast<size_t>(kind)].fill(uint64_t{1} << kind);
    }
    for (int mark = 0; mark < kMarkCount; ++mark) {
      plan_.patterns.marks[static_cast<size_t>(mark)].fill(uint64_t{1} << (kFirstMarkBit + mark));
    }
  }

  std::vector<CompiledTiming>& ListOf(TimingEntity entity) {
    if (entity == TimingEntity::kReply) return plan_.reply;
    return entity == TimingEntity::kParticipation ? plan_.participation : plan_.conversation;
  }

  /// The bit of a pattern; a pattern with an actor takes a free one on its first use.
  uint64_t BitsOf(const EventPattern& pattern) {
    auto& row = pattern.kind ? plan_.patterns.kinds[static_cast<size_t>(*pattern.kind)]
                             : plan_.patterns.marks[static_cast<size_t>(*pattern.mark)];
    const uint64_t plain = pattern.kind ? BitOf(*pattern.kind) : BitOf(*pattern.mark);
    if (!pattern.by) return plain;
    uint64_t& cell = row[static_cast<size_t>(*pattern.by)];
    if (cell == plain && next_bit_++ < kBits) cell |= uint64_t{1} << (next_bit_ - 1);
    return cell & ~plain;
  }

  CompiledSelector Compile(const std::vector<EventPattern>& patterns) {
    CompiledSelector compiled;
    for (const EventPattern& pattern : patterns) {
      (pattern.is_self ? compiled.self_bits : compiled.bits) |= BitsOf(pattern);
    }
    return compiled;
  }

  std::vector<CompiledSelector> Compile(const std::vector<Selector>& selectors,
                                        uint64_t* any_bits) {
    std::vector<CompiledSelector> list;
    for (const Selector& selector : selectors) {
      CompiledSelector& compiled = list.emplace_back(Compile(selector.events));
      compiled.pick = selector.pick;
      compiled.is_strictly_later = selector.is_strictly_later;
      compiled.only_if = selector.only_if.bits;
      compiled.skip_if = selector.skip_if.bits;
      compiled.unless_recorded = selector.unless_recorded.bits;
      *any_bits |= compiled.bits | compiled.self_bits;
    }
    return list;
  }

  CompiledTiming Compile(const TimingSpec& timing) {
    CompiledTiming compiled;
    compiled.shape = timing.shape;
    compiled.anchor = timing.anchor;
    compiled.from = Compile(timing.from, &compiled.from_bits);
    compiled.to = Compile(timing.to, &compiled.to_bits);
    compiled.during = timing.during.bits;
    compiled.pause = timing.pause.bits;
    compiled.counted = Compile(timing.counted);
    compiled.aggregate = timing.aggregate;
    if (timing.shape == TimingShape::kReplies) compiled.reply = IndexOfReply(timing);
    const bool is_count = timing.shape == TimingShape::kCount;
    for (const KindSet kinds :
         is_count ? Evidence{EvidenceOf(timing.counted)} : EvidenceOfTimeIn(timing.during))
      compiled.evidence.push_back(kinds.bits);
    compiled.pause_evidence = EvidenceOf(timing.pause).bits;
    CopyRules(timing, &compiled);
    return compiled;
  }

  static void CopyRules(const TimingSpec& timing, CompiledTiming* compiled) {
    compiled->only_if = timing.only_if.bits;
    compiled->skip_if = timing.skip_if.bits;
    compiled->no_start = timing.no_start;
    compiled->no_end = timing.no_end;
    compiled->is_null_without = timing.none == Missing::kNull;
    compiled->takes_stated_handle = timing.stated == StatedFigure::kHandleSeconds;
    compiled->stated_unless_recorded = timing.stated_unless_recorded.bits;
    compiled->has_business_time = timing.has_business_time;
    compiled->moves_credit = MovesCredit(timing);
  }

  /// The pack's own reply timing if it has one, else Kebao's.
  size_t IndexOfReply(const TimingSpec& timing) const {
    const TimingSpec* reply = catalog_.Find(timing.of, timing.pack);
    if (reply == nullptr) reply = catalog_.Find(timing.of);
    size_t index = 0;
    for (const TimingSpec& other : catalog_.timings()) {
      if (&other == reply) return index;
      if (other.entity == TimingEntity::kReply) ++index;
    }
    KEBAO_ASSERT(!"the catalogue checks that the reply timing exists");
    return 0;
  }

  const TimingCatalog& catalog_;
  TimingPlan plan_;
  int next_bit_ = kFirstPatternBit;
};

}  // namespace

Result<TimingPlan> CompileTimings(const TimingCatalog& catalog) {
  return Compiler(catalog).Compile();
}

}  // namespace kebao::facts
