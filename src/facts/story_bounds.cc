// The beginning and the end of a story: what is set before the first event and concluded after the
// last.
#include <algorithm>

#include "facts/story_builder.h"

namespace kebao::facts {

using domain::Condition;
using domain::State;
using enum domain::EventKind;

namespace {

constexpr uint64_t kOwnerKinds = BitOf(kAssigned) | BitOf(kAccepted) | BitOf(kTransferred);
constexpr uint64_t kMessageKinds = BitOf(kCustomerMessage) | BitOf(kAgentMessage);

bool HasAll(domain::KindSet set, uint64_t kinds) { return (set.bits & kinds) == kinds; }

}  // namespace

Part* Story::FindPart(int32_t wanted) {
  for (Part& part : parts) {
    if (part.agent == wanted) return &part;
  }
  return nullptr;
}

void StoryBuilder::Reset(const ConversationView& view) {
  story_.Clear();
  attributes_ = &view.attributes;
  owner_ = last_owner_ = kNone;
  status_ = State::kOpen;
  has_status_ = is_closed_ = is_left_ = is_ended_ = has_reopened_since_settling_ =
      awaits_transferee_ = false;
  are_owners_known_ = is_owner_active_ = has_human_taken_over_ = has_human_part_ = false;
  has_customer_written_ = is_run_open_ = false;
  last_reply_at_ = kNullCell;
  over_since_ = awaiting_since_ = -1;
  is_transferred_ = false;
  transferred_by_ = team_before_ = kNone;
  awaits_taker_ = false;
  team_changes_at_takeover_ = 0;
  began_.fill(-1);
}

int32_t StoryBuilder::HumanOrNone(int32_t agent) const {
  if (agent < 0) return kNone;
  const auto index = static_cast<size_t>(agent);
  return index < inputs_.is_bot.size() && inputs_.is_bot[index] ? kNone : agent;
}

void StoryBuilder::AddSteps(const ConversationView& view, std::span<const uint32_t> order) {
  for (const uint32_t index : order) {
    const Event& event = view.events[index];
    Step& step = story_.steps.emplace_back();
    step.at = event.at.micros;
    step.agent = HumanOrNone(event.agent);
    step.team = event.team < 0 ? kNone : event.team;
    step.value = event.value;
    step.subject = event.subject;
    step.kind = event.kind;
    step.actor = event.actor;
    step.has_text = event.has_text;
    const bool is_bots = event.agent >= 0 && step.agent == kNone;
    if (is_bots && event.kind == kAgentMessage) step.kind = kBotMessage;
    story_.seen |= BitOf(step.kind);
    if (event.is_observed) story_.counted = story_.counted.With(step.kind);
    are_owners_known_ |= step.agent != kNone && (BitOf(step.kind) & kOwnerKinds) != 0;
  }
}

void StoryBuilder::FindOutWhatIsRecorded() {
  story_.counted.bits |= attributes_->recorded_kinds.bits;
  story_.recorded.bits = attributes_->recorded_kinds.bits | story_.seen;
  const bool is_phone = attributes_->channel == inputs_.codes.channel_phone;
  story_.is_call = is_phone || story_.Saw(kTalkEnded);
}

/// Where no event makes anybody responsible, the agent whom the source names was so all the time.
void StoryBuilder::ChooseFirstOwner() {
  if (are_owners_known_) return;
  owner_ = HumanOrNone(attributes_->agent);
  if (owner_ != kNone) story_.parts.emplace_back().agent = owner_;
}

void StoryBuilder::Finish() {
  ForgetHandlingAfterTheLastActivity();
  FinishParts();
  ChooseResponsible();
  if (story_.opened_at == kNullCell) {
    const auto first = std::find_if(story_.steps.begin(), story_.steps.end(), [](const Step& step) {
      return (step.bits & BitOf(domain::Mark::kActivity)) != 0;
    });
    if (first != story_.steps.end()) story_.opened_at = first->at;
  }
  SetConditions();
  ReadBusinessClock();
  SetStages();
  SetFlows();
  for (const Step& step : story_.steps) story_.states |= step.states;
}

void StoryBuilder::ForgetHandlingAfterTheLastActivity() {
  const auto last = static_cast<size_t>(std::max(story_.last_activity, 0));
  for (size_t index = last; index < story_.steps.size(); ++index) {
    if (!story_.is_call) story_.steps[index].states &= ~BitOf(State::kHandled);
  }
}

/// Who is still responsible has not left; who never was left with the last thing they did.
void StoryBuilder::FinishParts() {
  for (Part& part : story_.parts) {
    const bool is_still_there =
        part.agent == owner_ && !story_.is_settled && !is_closed_ && !is_ended_;
    if (is_still_there) {
      part.left_at = kNullCell;
    } else {
      part.left_at = std::max(part.left_at, part.last_act_at);
    }
  }
}

void StoryBuilder::ChooseResponsible() {
  const int32_t named = HumanOrNone(attributes_->agent);
  story_.agent = last_owner_ != kNone ? last_owner_ : named;
  if (story_.agent == kNone) story_.agent = story_.last_part_agent;
  if (story_.last_part_agent == kNone) story_.last_part_agent = story_.agent;
  if (story_.team == kNone) story_.team = attributes_->team < 0 ? kNone : attributes_->team;
  if (story_.team_at_start == kNone) story_.team_at_start = story_.team;
}

void StoryBuilder::SetConditions() {
  const auto set = [&](Condition condition, bool holds) {
    if (holds) story_.conditions |= BitOf(condition);
  };
  const bool is_agent_started = IsAgentStarted();
  const bool is_served = story_.is_call || !is_agent_started || !story_.runs.empty();
  const bool is_answered = story_.first_reply_at != kNullCell && is_served;
  set(Condition::kAgentStarted, is_agent_started);
  set(Condition::kCall, story_.is_call);
  set(Condition::kAnswered, is_answered);
  set(Condition::kAbandoned, story_.Saw(kAbandoned) && story_.first_reply_at == kNullCell);
  set(Condition::kResolved, story_.is_settled);
  set(Condition::kReopened, story_.reopens > 0);
  set(Condition::kBotOnly, story_.Saw(kBotMessage) && !has_human_part_);
}

/// The calendar is that of the team and channel at the start.
void StoryBuilder::ReadBusinessClock() {
  int32_t team = story_.team_at_start;
  if (team == kNone && story_.opened_at != kNullCell && !story_.parts.empty()) {
    team = inputs_.teams.TeamAt(story_.parts.front().agent, Instant{story_.opened_at});
  }
  const BusinessCalendar* calendar = inputs_.calendars.Find(team, attributes_->channel);
  if (calendar == nullptr) return;
  for (Step& step : story_.steps) {
    if (calendar->Covers(Instant{step.at}))
      step.open_micros = calendar->OpenMicrosUntil(Instant{step.at});
  }
}

/// Opened by an agent; else an outbound conversation; else, where both sides' messages are
/// recorded, an agent wrote first. In doubt a customer began.
bool StoryBuilder::IsAgentStarted() const {
  for (const Step& step : story_.steps) {
    if ((step.bits & BitOf(kOpened)) == 0) continue;
    if (step.actor == domain::ActorKind::kAgent) return true;
    if (step.actor == domain::ActorKind::kCustomer) return false;
  }
  if (attributes_->direction >= 0)
    return attributes_->direction == inputs_.codes.direction_outbound;
  if (!HasAll(story_.recorded, kMessageKinds)) return false;
  for (const Step& step : story_.steps) {
    if ((step.bits & kMessageKinds) != 0) return (step.bits & BitOf(kAgentMessage)) != 0;
  }
  return false;
}

}  // namespace kebao::facts
