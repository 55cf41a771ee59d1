#include "facts/timing_evaluation.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace kebao::facts {
namespace {

using domain::Anchor;
using domain::Missing;
using domain::Pick;
using domain::TimingShape;

constexpr int32_t kNoStep = -1;

/// Calendar and open microseconds; `is_open_known` is false where the calendar does not reach.
struct Span {
  int64_t micros = 0;
  int64_t open_micros = 0;
  bool is_open_known = true;

  void Add(const Step& from, const Step& to, int sign) {
    micros += sign * (to.at - from.at);
    if (from.open_micros == kNullCell || to.open_micros == kNullCell) {
      is_open_known = false;
    } else {
      open_micros += sign * (to.open_micros - from.open_micros);
    }
  }
};

/// Whole seconds; what no column can hold (more than 68 years) is not recorded. Spans run forwards
/// in time.
int64_t SecondsOf(int64_t micros) {
  const int64_t seconds = micros / kMicrosPerSecond;
  return seconds <= std::numeric_limits<int32_t>::max() ? seconds : kNullCell;
}

Duration DurationOf(const Span& span) {
  return {SecondsOf(span.micros), span.is_open_known ? SecondsOf(span.open_micros) : kNullCell};
}

bool Matches(const CompiledSelector& selector, const Step& step, int32_t self) {
  return (step.bits & selector.bits) != 0 ||
         ((step.bits & selector.self_bits) != 0 && step.agent == self);
}

bool Applies(const CompiledSelector& selector, const Story& story) {
  return (story.conditions & selector.only_if) == selector.only_if &&
         (story.conditions & selector.skip_if) == 0 &&
         (story.recorded.bits & selector.unless_recorded) == 0 &&
         (story.seen & (selector.bits | selector.self_bits)) != 0;
}

int32_t Scan(const CompiledSelector& selector, const Story& story, const Window& window) {
  const Step* steps = story.steps.data();
  if (selector.pick == Pick::kLast) {
    for (int32_t index = window.last; index >= window.first; --index) {
      if (Matches(selector, steps[index], window.self)) return index;
    }
    return kNoStep;
  }
  for (int32_t index = window.first; index <= window.last; ++index) {
    if (Matches(selector, steps[index], window.self)) return index;
  }
  return kNoStep;
}

/// By the index of the story's bits; only a bit that occurs on both sides of the window's edge has
/// to be looked for.
int32_t FindStep(const CompiledSelector& selector, const Story& story, const Window& window) {
  if (selector.self_bits != 0) return Scan(selector, story, window);
  const bool is_last = selector.pick == Pick::kLast;
  int32_t best = is_last ? kNoStep : std::numeric_limits<int32_t>::max();
  for (uint64_t bits = selector.bits & story.indexed; bits != 0; bits &= bits - 1) {
    const auto bit = static_cast<size_t>(std::countr_zero(bits));
    const int32_t first = story.first_step[bit];
    const int32_t last = story.last_step[bit];
    if (first > window.last || last < window.first) continue;
    const bool is_cut = is_last ? last > window.last : first < window.first;
    if (is_cut) return Scan(selector, story, window);
    best = is_last ? std::max(best, last) : std::min(best, first);
  }
  return best > window.last ? kNoStep : best;
}

Window LaterThan(const Story& story, Window window, int32_t from, bool is_strictly_later) {
  const Step* steps = story.steps.data();
  window.first = from + 1;
  while (is_strictly_later && window.first <= window.last &&
         steps[window.first].at == steps[from].at) {
    ++window.first;
  }
  return window;
}

int32_t FindFirstOf(const std::vector<CompiledSelector>& selectors, const Story& story,
                    const Window& window) {
  for (const CompiledSelector& selector : selectors) {
    if (!Applies(selector, story)) continue;
    const int32_t found = FindStep(selector, story, window);
    if (found != kNoStep) return found;
  }
  return kNoStep;
}

int32_t FindEnd(const CompiledTiming& timing, const Story& story, const Window& window,
                int32_t from, const CompiledSelector** taken) {
  for (const CompiledSelector& selector : timing.to) {
    if (!Applies(selector, story)) continue;
    const Window rest = LaterThan(story, window, from, selector.is_strictly_later);
    const int32_t found = FindStep(selector, story, rest);
    *taken = &selector;
    if (found != kNoStep) return found;
  }
  return kNoStep;
}

void TakeOutPauses(const Story& story, uint32_t pause, int32_t from, int32_t to, Span* span) {
  const Step* steps = story.steps.data();
  for (int32_t index = from; index < to; ++index) {
    if ((steps[index].states & pause) != 0) span->Add(steps[index], steps[index + 1], -1);
  }
}

Span SpanOf(const CompiledTiming& timing, const Story& story, int32_t from, int32_t to) {
  Span span;
  span.Add(story.steps[static_cast<size_t>(from)], story.steps[static_cast<size_t>(to)], 1);
  if ((timing.pause & story.states) != 0) TakeOutPauses(story, timing.pause, from, to, &span);
  return span;
}

Duration Zero(const Story& story) {
  const bool has_calendar = !story.steps.empty() && story.steps.front().open_micros != kNullCell;
  return {0, has_calendar ? 0 : kNullCell};
}

Duration WhenMissing(Missing rule, const Story& story) {
  return rule == Missing::kZero ? Zero(story) : Duration{};
}

/// Every end after `from`, each measured from it, added up or the longest.
Duration EachEnd(const CompiledTiming& timing, const CompiledSelector& selector, const Story& story,
                 const Window& window, int32_t from) {
  ReplyTotals totals;
  const Window rest = LaterThan(story, window, from, selector.is_strictly_later);
  for (int32_t index = rest.first; index <= rest.last; ++index) {
    if (!Matches(selector, story.steps[static_cast<size_t>(index)], window.self)) continue;
    totals.Add(DurationOf(SpanOf(timing, story, from, index)));
  }
  return timing.aggregate == domain::Aggregate::kSum ? totals.sum : totals.max;
}

Duration FromStart(const CompiledTiming& timing, const Story& story, const Window& window) {
  const int32_t from = FindFirstOf(timing.from, story, window);
  if (from == kNoStep) return WhenMissing(timing.no_start, story);
  const CompiledSelector* taken = nullptr;
  int32_t to = FindEnd(timing, story, window, from, &taken);
  if (to == kNoStep) {
    if (timing.no_end != Missing::kUntilEnd) return WhenMissing(timing.no_end, story);
    to = std::max(from, story.last_activity);
  } else if (taken->pick == Pick::kEach) {
    return EachEnd(timing, *taken, story, window, from);
  }
  return DurationOf(SpanOf(timing, story, from, to));
}

Duration FromEnd(const CompiledTiming& timing, const Story& story, Window window) {
  const int32_t to = FindFirstOf(timing.to, story, window);
  if (to == kNoStep) return WhenMissing(timing.no_end, story);
  window.last = to - 1;
  const int32_t from = FindFirstOf(timing.from, story, window);
  if (from == kNoStep) return WhenMissing(timing.no_start, story);
  return DurationOf(SpanOf(timing, story, from, to));
}

/// Most timings of most conversations: their events never happened, and a missing one means null.
bool IsSurelyNull(const CompiledTiming& timing, const Story& story) {
  const bool has_start = (story.seen & timing.from_bits) != 0;
  const bool has_end = (story.seen & timing.to_bits) != 0;
  return (!has_start && timing.no_start == Missing::kNull) ||
         (has_start && !has_end && timing.no_end == Missing::kNull);
}

Duration EvaluateSpan(const CompiledTiming& timing, const Story& story, const Window& window) {
  if (IsSurelyNull(timing, story)) return {};
  if (timing.pause_evidence != 0 && !story.RecordsAny(timing.pause_evidence)) return {};
  if (timing.anchor == Anchor::kTo) return FromEnd(timing, story, window);
  return FromStart(timing, story, window);
}

bool CountsFor(const Step& step, uint32_t during, int32_t self) {
  return (step.states & during) != 0 && (self == kNone || step.owner == self);
}

/// Of the whole conversation; the builder has taken its time apart.
Duration EvaluateStages(uint32_t during, const Story& story) {
  if (story.last_of_life < 0) return {};
  Duration total{0, 0};
  for (size_t index = 0; index < kStages; ++index) {
    const auto stage =
        static_cast<domain::State>(index + static_cast<size_t>(domain::State::kStageBot));
    if ((during & BitOf(stage)) == 0) continue;
    total.seconds += story.stages[index].seconds;
    total.business_seconds += story.stages[index].business_seconds;
  }
  if (total.seconds > std::numeric_limits<int32_t>::max()) return {};
  if (!story.has_stages_in_business_time) total.business_seconds = kNullCell;
  return total;
}

Duration EvaluateStates(const CompiledTiming& timing, const Story& story, const Window& window) {
  const bool never_occurred = (timing.during & story.states) == 0;
  if (never_occurred && timing.is_null_without) return {};
  if (!story.RecordsAnyOfEach(timing.evidence)) return {};
  const bool is_of_stages = (timing.during & ~domain::kStageStates) == 0;
  if (is_of_stages && window.self == kNone) return EvaluateStages(timing.during, story);
  if (never_occurred) return Zero(story);
  const Step* steps = story.steps.data();
  Span span;
  bool occurred = false;
  for (int32_t index = window.first; index < window.last && (timing.during & story.states) != 0;
       ++index) {
    if (!CountsFor(steps[index], timing.during, window.self)) continue;
    occurred = true;
    span.Add(steps[index], steps[index + 1], 1);
  }
  if (!occurred) return timing.is_null_without ? Duration{} : Zero(story);
  return DurationOf(span);
}

Duration EvaluateCount(const CompiledTiming& timing, const Story& story, const Window& window) {
  if (!story.RecordsAnyOfEach(timing.evidence)) return {};
  int64_t count = 0;
  for (int32_t index = window.first; index <= window.last; ++index) {
    count += Matches(timing.counted, story.steps[static_cast<size_t>(index)], window.self);
  }
  return {count, kNullCell};
}

bool IsLeftOut(const CompiledTiming& timing, const Story& story) {
  return (story.conditions & timing.only_if) != timing.only_if ||
         (story.conditions & timing.skip_if) != 0;
}

int64_t Greater(int64_t a, int64_t b) { return std::max(a, b); }

int64_t SumOfCells(int64_t a, int64_t b) {
  if (a == kNullCell || b == kNullCell) return std::max(a, b);  // kNullCell is the smallest
  return a + b;
}

}  // namespace

void ReplyTotals::Add(const Duration& reply) {
  sum.seconds = SumOfCells(sum.seconds, reply.seconds);
  sum.business_seconds = SumOfCells(sum.business_seconds, reply.business_seconds);
  max.seconds = Greater(max.seconds, reply.seconds);
  max.business_seconds = Greater(max.business_seconds, reply.business_seconds);
}

Duration Evaluate(const CompiledTiming& timing, const Story& story, const Window& window,
                  int32_t stated_handle_seconds) {
  if (timing.takes_stated_handle && stated_handle_seconds >= 0 &&
      !story.RecordsAny(timing.stated_unless_recorded)) {
    return {stated_handle_seconds, kNullCell};
  }
  if (IsLeftOut(timing, story)) return {};
  switch (timing.shape) {
    case TimingShape::kSpan:
      return EvaluateSpan(timing, story, window);
    case TimingShape::kStates:
      return EvaluateStates(timing, story, window);
    case TimingShape::kCount:
      return EvaluateCount(timing, story, window);
    case TimingShape::kReplies:
      break;
  }
  return {};
}

Duration EvaluateOverReplies(const CompiledTiming& timing, const Story& story,
                             std::span<const ReplyTotals> totals) {
  if (IsLeftOut(timing, story)) return {};
  const ReplyTotals& of = totals[timing.reply];
  return timing.aggregate == domain::Aggregate::kSum ? of.sum : of.max;
}

}  // namespace kebao::facts
