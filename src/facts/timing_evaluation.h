#pragma once

#include <cstdint>
#include <span>

#include "facts/conversation_story.h"

namespace kebao::facts {

/// What a timing came to, as cells. Seconds are whole (rounded down); counts stand in `seconds`.
struct Duration {
  int64_t seconds = kNullCell;
  int64_t business_seconds = kNullCell;
};

/// A reply timing over all replies of the conversation.
struct ReplyTotals {
  Duration sum;
  Duration max;
  void Add(const Duration& reply);
};

/// Steps [first, last] and, for participations, whose they are.
struct Window {
  int32_t first = 0;
  int32_t last = -1;
  int32_t self = kNone;
};

/// Evaluates spans, states and counts within a window. `stated_handle_seconds`: kNone where the
/// source says nothing.
Duration Evaluate(const CompiledTiming& timing, const Story& story, const Window& window,
                  int32_t stated_handle_seconds);
/// kReplies: `totals` by reply timing.
Duration EvaluateOverReplies(const CompiledTiming& timing, const Story& story,
                             std::span<const ReplyTotals> totals);

}  // namespace kebao::facts
