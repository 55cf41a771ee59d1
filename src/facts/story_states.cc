// Status, calls and the states between events.
#include "facts/story_builder.h"

namespace kebao::facts {

using domain::EventKind;
using domain::State;
using enum domain::EventKind;

// Status.

void StoryBuilder::OnStatus(Step& step, State status) {
  const bool is_over = story_.is_settled || is_closed_;
  if (!is_over && status == status_ && has_status_) return;
  has_status_ = true;
  if (is_over) Reopen(step);
  Keep(step, step.kind);
  status_ = status;
}

/// Said in so many words: believed even if we saw no end, but not twice in a row.
void StoryBuilder::OnReopened(Step& step) {
  const bool is_over = story_.is_settled || is_closed_;
  if (!is_over && (has_reopened_since_settling_ || story_.settled_at != kNullCell)) return;
  Reopen(step);
  status_ = State::kOpen;
}

void StoryBuilder::Reopen(Step& step) {
  Keep(step, kReopened);
  ++story_.reopens;
  if (story_.first_reopened_at == kNullCell) story_.first_reopened_at = step.at;
  story_.reopened_at = step.at;
  story_.reopenings.push_back({story_.is_settled ? story_.settled_at : kNullCell, step.at});
  Part* resolver = story_.is_settled ? story_.FindPart(story_.settled_by) : nullptr;
  if (resolver != nullptr && resolver->reopened_at == kNullCell) resolver->reopened_at = step.at;
  story_.is_settled = is_closed_ = is_left_ = is_ended_ = false;
  awaiting_since_ = -1;
  has_reopened_since_settling_ = true;
  has_human_taken_over_ = false;
  Part* part = story_.FindPart(owner_);
  if (part != nullptr) part->left_at = kNullCell;
}

void StoryBuilder::OnResolved(Step& step) {
  if (story_.is_settled) return;
  Keep(step, kResolved);
  Settle(step);
}

/// The end of a call that nobody took resolves nothing.
void StoryBuilder::OnClosed(Step& step) {
  if (is_closed_) return;
  Keep(step, kClosed);
  story_.closed_at = step.at;
  EndCall();
  if (!story_.is_settled && !is_left_) Settle(step);
  End(State::kQueued);
  is_closed_ = true;
  is_run_open_ = false;
}

/// Nothing more happens, and nothing is said of how it came out.
void StoryBuilder::OnEnded(Step& step) {
  Keep(step, kEnded);
  story_.closed_at = step.at;
  EndCall();
  End(State::kQueued);
  End(State::kBot);
  CloseAwaiting(step);
  is_ended_ = true;
  is_run_open_ = false;
  Part* part = story_.FindPart(owner_);
  if (part != nullptr) part->left_at = step.at;
}

void StoryBuilder::Settle(Step& step) {
  story_.settled_by = SettlerOf(step);
  if (story_.settled_by != kNone) {
    Part& part = TouchPart(story_.settled_by, step);
    if (part.resolved_at == kNullCell) part.resolved_at = step.at;
  }
  Mark(step, domain::Mark::kSettled);
  if (story_.first_settled_at == kNullCell) story_.first_settled_at = step.at;
  story_.settled_at = step.at;
  for (auto reopening = story_.reopenings.rbegin();
       reopening != story_.reopenings.rend() && reopening->resolved_again_at == kNullCell;
       ++reopening) {
    reopening->resolved_again_at = step.at;
  }
  CloseAwaiting(step);
  story_.is_settled = true;
  has_reopened_since_settling_ = false;
  is_run_open_ = false;
  End(State::kQueued);
  End(State::kBot);
  Part* part = story_.FindPart(owner_);
  if (part != nullptr) part->left_at = step.at;
}

/// Who is named; else the responsible agent, unless a bot, a rule or the customer did it.
int32_t StoryBuilder::SettlerOf(const Step& step) const {
  if (step.agent != kNone) return step.agent;
  const bool is_by_hand =
      step.actor == domain::ActorKind::kNone || step.actor == domain::ActorKind::kAgent;
  return is_by_hand ? owner_ : kNone;
}

// Calls.

void StoryBuilder::OnHoldStarted(Step& step) {
  Keep(step, kHoldStarted);
  if (began_[static_cast<size_t>(State::kCallHold)] < 0) Begin(State::kCallHold);
}

void StoryBuilder::OnHoldEnded(Step& step) {
  Keep(step, kHoldEnded);
  End(State::kCallHold);
}

void StoryBuilder::OnTalkEnded(Step& step) {
  Keep(step, kTalkEnded);
  EndCall();
  Begin(State::kWrapUp);
  if (step.agent != kNone) TouchPart(step.agent, step);
}

void StoryBuilder::OnWrapUpEnded(Step& step) {
  Keep(step, kWrapUpEnded);
  End(State::kWrapUp);
  if (step.agent != kNone) TouchPart(step.agent, step);
}

void StoryBuilder::EndCall() {
  End(State::kCallHold);
  End(State::kTalking);
}

void StoryBuilder::OnLeftTheQueue(Step& step) {
  Keep(step, step.kind);
  End(State::kQueued);
  End(State::kBot);
  is_left_ = story_.first_reply_at == kNullCell;
}

// States.

void StoryBuilder::Begin(State state) { began_[static_cast<size_t>(state)] = current_; }

/// The steps from the beginning of the interval up to this one were in it.
void StoryBuilder::End(State state) {
  int32_t& began = began_[static_cast<size_t>(state)];
  if (began < 0) return;
  const bool is_call =
      state == State::kTalking || state == State::kCallHold || state == State::kWrapUp;
  const uint32_t bits = BitOf(state) | (is_call ? BitOf(State::kHandled) : 0);
  const uint32_t instead = state == State::kTalking ? BitOf(State::kCallHold) : 0;
  for (int32_t index = began; index < current_; ++index) {
    uint32_t& states = story_.steps[static_cast<size_t>(index)].states;
    if ((states & instead) == 0) states |= bits;
  }
  began = -1;
}

uint32_t StoryBuilder::CurrentStates() const {
  uint32_t states = is_run_open_ ? BitOf(State::kWaiting) : 0;
  if (story_.is_settled || is_closed_ || is_left_ || is_ended_) return states;
  states |= BitOf(status_);
  const bool is_handled =
      !story_.is_call && owner_ != kNone && is_owner_active_ && status_ == State::kOpen;
  return is_handled ? states | BitOf(State::kHandled) : states;
}

}  // namespace kebao::facts
