#include "facts/story_builder.h"

#include <algorithm>

namespace kebao::facts {

using domain::EventKind;
using domain::State;
using enum domain::EventKind;

namespace {

/// Put on a conversation when it is over, by whoever and whenever.
constexpr uint64_t kAfterwardsKinds = BitOf(kRated) | BitOf(kSurveySent) | BitOf(kSlaApplied) |
                                      BitOf(kSlaBreached) | BitOf(kMerged) | BitOf(kMarkedSpam) |
                                      BitOf(kDeleted);

}  // namespace

const Story& StoryBuilder::Read(const ConversationView& view, std::span<const uint32_t> order) {
  Reset(view);
  AddSteps(view, order);
  FindOutWhatIsRecorded();
  ChooseFirstOwner();
  const auto count = static_cast<int32_t>(story_.steps.size());
  for (current_ = 0; current_ < count; ++current_) {
    Step& step = story_.steps[static_cast<size_t>(current_)];
    Apply(step);
    step.owner = owner_;
    step.states |= CurrentStates();
    story_.seen |= step.bits;
    if ((step.bits & BitOf(domain::Mark::kActivity)) != 0) story_.last_activity = current_;
  }
  Finish();
  return story_;
}

void StoryBuilder::Apply(Step& step) {
  switch (step.kind) {
    case kOpened:
      OnOpened(step);
      break;
    case kQueued:
      OnQueued(step);
      break;
    case kAssigned:
      OnAssigned(step);
      break;
    case kAccepted:
      OnAccepted(step);
      break;
    case kCustomerMessage:
      OnCustomerMessage(step);
      break;
    case kAgentMessage:
      OnAgentMessage(step);
      break;
    case kBotMessage:
      OnBotMessage(step);
      break;
    case kNote:
      OnNote(step);
      break;
    case kTransferred:
      OnTransferred(step);
      break;
    case kBotHandoff:
      OnBotHandoff(step);
      break;
    case kStatusOpen:
      OnStatus(step, State::kOpen);
      break;
    case kStatusPending:
      OnStatus(step, State::kPending);
      break;
    case kStatusOnHold:
      OnStatus(step, State::kOnHold);
      break;
    case kResolved:
      OnResolved(step);
      break;
    case kClosed:
      OnClosed(step);
      break;
    case kReopened:
      OnReopened(step);
      break;
    case kHoldStarted:
      OnHoldStarted(step);
      break;
    case kHoldEnded:
      OnHoldEnded(step);
      break;
    case kTalkEnded:
      OnTalkEnded(step);
      break;
    case kWrapUpEnded:
      OnWrapUpEnded(step);
      break;
    case kAbandoned:
    case kTimedOut:
      OnLeftTheQueue(step);
      break;
    case kRated:
      OnRated(step);
      break;
    default:
      Keep(step, step.kind);
      break;
  }
}

void StoryBuilder::Keep(Step& step, EventKind kind) {
  step.bits |= patterns_.kinds[static_cast<size_t>(kind)][static_cast<size_t>(step.actor)];
  ++story_.counts[static_cast<size_t>(kind)];
  if ((BitOf(kind) & kAfterwardsKinds) == 0) Mark(step, domain::Mark::kActivity);
}

void StoryBuilder::Mark(Step& step, domain::Mark mark) {
  step.bits |= patterns_.marks[static_cast<size_t>(mark)][static_cast<size_t>(step.actor)];
}

// Waiting lines and responsibility.

void StoryBuilder::OnOpened(Step& step) {
  if (story_.opened_at != kNullCell) return;
  story_.opened_at = step.at;
  Keep(step, kOpened);
  ChangeTeam(step.team);
}

void StoryBuilder::OnQueued(Step& step) {
  Keep(step, kQueued);
  ChangeTeam(step.team);
  if (began_[static_cast<size_t>(State::kQueued)] < 0) Begin(State::kQueued);
}

void StoryBuilder::OnAssigned(Step& step) {
  if (step.agent == kNone) return OnAssignedToNobody(step);
  const bool has_new_team = ChangeTeam(step.team);
  if (step.agent == owner_ && step.agent == last_owner_ && !has_new_team) return;
  Keep(step, kAssigned);
  TakeOver(step, step.agent, false);
}

/// Nobody named: unassigned. Only a team named: another one than before takes it from the agent.
void StoryBuilder::OnAssignedToNobody(Step& step) {
  const bool had_team = story_.team != kNone;
  const bool has_new_team = ChangeTeam(step.team);
  const bool is_released = owner_ != kNone && (step.team == kNone || (has_new_team && had_team));
  if (!has_new_team && !is_released) return;
  Keep(step, kAssigned);
  if (is_released) Release(step);
}

void StoryBuilder::OnAccepted(Step& step) {
  Keep(step, kAccepted);
  End(State::kQueued);
  ChangeTeam(step.team);
  if (step.agent == kNone) step.agent = owner_;
  has_human_taken_over_ = has_human_part_ = true;
  End(State::kBot);
  if (step.agent != kNone) {
    TakeOver(step, step.agent, false);
    is_owner_active_ = true;
  }
  if (!story_.is_call) return;
  EndCall();
  Begin(State::kTalking);
  Discard(State::kWrapUp);
  ReplyTo(step);
  if (step.agent != kNone) TouchPart(step.agent, step).is_served = true;
}

void StoryBuilder::OnTransferred(Step& step) {
  Keep(step, kTransferred);
  ChangeTeam(step.team);
  if (step.agent != kNone) return TakeOver(step, step.agent, true);
  ++story_.transfers;
  awaits_transferee_ = true;
  Part* from = story_.FindPart(owner_);
  if (from != nullptr) from->is_transferred_out = true;
  Release(step);
}

bool StoryBuilder::ChangeTeam(int32_t team) {
  if (team == kNone || team == story_.team) return false;
  if (story_.team_at_start == kNone) story_.team_at_start = team;
  if (story_.team != kNone) ++story_.team_changes;
  story_.team = team;
  return true;
}

void StoryBuilder::TakeOver(Step& step, int32_t agent, bool is_explicit_transfer) {
  const bool is_change = agent != last_owner_;
  if (is_change && last_owner_ != kNone) {
    if (!awaits_transferee_) ++story_.transfers;
    Part* from = story_.FindPart(last_owner_);
    if (from != nullptr) from->is_transferred_out = true;
  } else if (is_change && is_explicit_transfer && !awaits_transferee_) {
    ++story_.transfers;  // from somebody we do not know
  }
  awaits_transferee_ = false;
  if (owner_ != agent && owner_ != kNone) Release(step);
  if (is_change) Mark(step, domain::Mark::kAgentAssigned);
  if (is_change || story_.agent_since == kNullCell) {
    story_.agent_since = step.at;
    story_.agent_team = step.team;
  }
  owner_ = last_owner_ = agent;
  is_owner_active_ = !story_.Saw(kAccepted);
  TouchPart(agent, step).left_at = kNullCell;
  if (!story_.RecordsAny(BitOf(kAccepted))) End(State::kQueued);
}

void StoryBuilder::Release(const Step& step) {
  Part* part = story_.FindPart(owner_);
  if (part != nullptr) part->left_at = step.at;
  owner_ = kNone;
}

Part& StoryBuilder::TouchPart(int32_t agent, const Step& step) {
  Part* part = story_.FindPart(agent);
  if (part == nullptr) {
    part = &story_.parts.emplace_back();
    part->agent = agent;
  }
  if (part->joined_at == kNullCell) {
    part->joined_at = step.at;
    part->event_team = step.team;
  }
  part->last_act_at = step.at;
  story_.last_part_agent = agent;
  return *part;
}

// Messages.

void StoryBuilder::OnCustomerMessage(Step& step) {
  Keep(step, kCustomerMessage);
  has_customer_written_ = true;
  if (!is_run_open_) {
    is_run_open_ = true;
    run_.first = current_;
    Mark(step, domain::Mark::kQuestion);
  }
  run_.last_question = current_;
}

void StoryBuilder::OnAgentMessage(Step& step) {
  Keep(step, kAgentMessage);
  has_human_taken_over_ = has_human_part_ = true;
  End(State::kBot);
  if (!are_owners_known_ && step.agent != kNone) owner_ = step.agent;
  if (owner_ == kNone) owner_ = step.agent;
  if (step.agent == kNone) step.agent = owner_;
  if (step.agent == owner_) is_owner_active_ = true;
  Part* part = step.agent == kNone ? nullptr : &TouchPart(step.agent, step);
  if (part != nullptr) {
    ++part->messages;
    part->is_served = true;
  }
  CountInteraction(step, is_run_open_);
  ReplyTo(step);
  if (is_run_open_) AnswerRun(step, part);
}

void StoryBuilder::ReplyTo(Step& step) {
  Mark(step, domain::Mark::kReply);
  has_human_part_ = true;
  is_left_ = false;
  last_reply_at_ = step.at;
  if (story_.first_reply_at != kNullCell) return;
  story_.first_reply_at = step.at;
  story_.first_reply_agent = step.agent;
}

void StoryBuilder::AnswerRun(Step& step, Part* part) {
  Mark(step, domain::Mark::kAnswer);
  run_.answer = current_;
  story_.runs.push_back(run_);
  is_run_open_ = false;
  if (part != nullptr) ++part->replies;
}

/// The first human message, and every answer to a customer who came back after a pause.
void StoryBuilder::CountInteraction(const Step& step, bool is_answer) {
  if (last_reply_at_ == kNullCell) {
    ++story_.interactions;
    return;
  }
  if (!is_answer) return;
  const int64_t asked_at = story_.steps[static_cast<size_t>(run_.first)].at;
  const int64_t gap = inputs_.interaction_gap_seconds * kMicrosPerSecond;
  if (asked_at - last_reply_at_ > gap && step.at >= asked_at) ++story_.interactions;
}

void StoryBuilder::OnBotMessage(Step& step) {
  Keep(step, kBotMessage);
  if (!has_human_taken_over_ && began_[static_cast<size_t>(State::kBot)] < 0) Begin(State::kBot);
}

void StoryBuilder::OnBotHandoff(Step& step) {
  Keep(step, kBotHandoff);
  ChangeTeam(step.team);
  End(State::kBot);
  has_human_taken_over_ = true;
}

void StoryBuilder::OnNote(Step& step) {
  Keep(step, kNote);
  has_human_part_ = true;
  if (step.agent != kNone) TouchPart(step.agent, step);
}

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
  story_.is_settled = is_closed_ = is_left_ = false;
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

void StoryBuilder::Settle(Step& step) {
  story_.settled_by = SettlerOf(step);
  if (story_.settled_by != kNone) TouchPart(story_.settled_by, step);
  Mark(step, domain::Mark::kSettled);
  if (story_.first_settled_at == kNullCell) story_.first_settled_at = step.at;
  story_.settled_at = step.at;
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

void StoryBuilder::OnRated(Step& step) {
  Keep(step, kRated);
  story_.ratings.push_back(current_);
  if (step.value == Event::kNoValue) return;
  if (step.subject == inputs_.codes.kind_csat) story_.csat = step.value;
  if (step.subject == inputs_.codes.kind_nps) story_.nps = step.value;
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
  if (story_.is_settled || is_closed_ || is_left_) return states;
  states |= BitOf(status_);
  const bool is_handled =
      !story_.is_call && owner_ != kNone && is_owner_active_ && status_ == State::kOpen;
  return is_handled ? states | BitOf(State::kHandled) : states;
}

}  // namespace kebao::facts
