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
    team_before_ = story_.team;
    Apply(step);
    step.owner = owner_;
    step.states |= CurrentStates();
    FollowCourse(&step);
    story_.seen |= step.bits;
    story_.Index(current_, step.bits);
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
    case kEnded:
      OnEnded(step);
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
  if (has_new_team && had_team) BeginTransfer(step, owner_, kNone);
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
  BeginTransfer(step, owner_, kNone);
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
    CountChangeOfTeam(step, agent);
    if (!awaits_transferee_) ++story_.transfers;
    BeginTransfer(step, last_owner_, agent);
    Part* from = story_.FindPart(last_owner_);
    if (from != nullptr) from->is_transferred_out = true;
  } else if (is_change && is_explicit_transfer && !awaits_transferee_) {
    ++story_.transfers;  // from somebody we do not know
    BeginTransfer(step, kNone, agent);
  } else if (agent == transferred_by_) {
    transferred_by_ = kNone;  // given back
  }
  awaits_transferee_ = false;
  if (owner_ != agent && owner_ != kNone) Release(step);
  if (is_change) Mark(step, domain::Mark::kAgentAssigned);
  team_changes_at_takeover_ = story_.team_changes;
  if (is_change || story_.agent_since == kNullCell) {
    story_.agent_since = step.at;
    story_.agent_team = step.team;
  }
  owner_ = last_owner_ = agent;
  is_owner_active_ = !story_.Saw(kAccepted);
  TouchPart(agent, step).left_at = kNullCell;
  if (!story_.RecordsAny(BitOf(kAccepted))) End(State::kQueued);
}

/// From an agent of one team to an agent of another, unless an event that named the team has
/// already said so.
void StoryBuilder::CountChangeOfTeam(const Step& step, int32_t agent) {
  if (story_.team_changes != team_changes_at_takeover_) return;
  const int32_t from = inputs_.teams.TeamAt(last_owner_, Instant{step.at});
  const int32_t to = inputs_.teams.TeamAt(agent, Instant{step.at});
  if (from == kNone || to == kNone || from == to) return;
  ++story_.team_changes;
  if (story_.team != kNone && step.team == kNone) story_.team = to;
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

}  // namespace kebao::facts
