// The stages of a conversation that is over (docs/timings.md).
#include "facts/story_builder.h"

namespace kebao::facts {

using domain::State;
using enum domain::EventKind;

namespace {

constexpr uint64_t kRepliesTold = BitOf(kAgentMessage) | BitOf(kAccepted);
constexpr uint64_t kWorkTold = kRepliesTold | BitOf(kAssigned) | BitOf(kTransferred) |
                               BitOf(kStatusOpen) | BitOf(kStatusPending) | BitOf(kStatusOnHold);
constexpr uint32_t kOnHold = BitOf(State::kCallHold) | BitOf(State::kOnHold);

}  // namespace

/// Whom it goes to has to reply; `from` had it until now, and is not whom we wait for. What was
/// handed to a team and is then taken by one of its agents is handed over once.
void StoryBuilder::BeginTransfer(const Step& step, int32_t from, int32_t to) {
  const auto team_of = [&](int32_t agent) {
    return agent == kNone ? kNone : inputs_.teams.TeamAt(agent, Instant{step.at});
  };
  int32_t to_team = team_of(to);
  if (to_team == kNone) to_team = step.team;
  if (awaits_taker_ && !story_.handovers.empty()) {
    if (to_team != kNone) story_.handovers.back().to_team = to_team;
  } else {
    const int32_t from_team = team_of(from);
    story_.handovers.push_back({step.at, from_team != kNone ? from_team : team_before_, to_team});
  }
  awaits_taker_ = to == kNone;
  awaiting_since_ = -1;
  if (!story_.RecordsAny(kRepliesTold)) return;
  is_transferred_ = true;
  transferred_by_ = from;
}

void StoryBuilder::EndTransferBy(const Step& step) {
  if (step.agent == kNone || step.agent != transferred_by_) is_transferred_ = false;
  if (!is_transferred_) awaits_taker_ = false;
}

/// A later reply begins anew: until then we had not said all.
void StoryBuilder::AwaitCustomer() { awaiting_since_ = current_; }

/// Since our last reply we waited for this, where no status says whose turn it was.
void StoryBuilder::CustomerAnswers() {
  const bool is_told = awaiting_since_ >= 0 && !has_status_ && !story_.is_call &&
                       story_.RecordsAny(BitOf(kCustomerMessage));
  for (int32_t index = awaiting_since_; is_told && index < current_; ++index)
    story_.steps[static_cast<size_t>(index)].course |= kAwaitsCustomer;
  awaiting_since_ = -1;
}

/// The end: whoever of ours brings it about was at work until then; else nothing more came.
void StoryBuilder::CloseAwaiting(const Step& step) {
  const bool is_ours =
      step.actor == domain::ActorKind::kNone || step.actor == domain::ActorKind::kAgent;
  if (!is_ours) CustomerAnswers();
  awaiting_since_ = -1;
  is_transferred_ = false;
}

/// Keeps since when it is over; a settlement counts even after a session that merely ended.
void StoryBuilder::FollowCourse(Step* step) {
  const bool is_over = story_.is_settled || is_closed_ || is_ended_;
  const bool is_settled_now = (step->bits & BitOf(domain::Mark::kSettled)) != 0;
  if (!is_over && !is_left_) over_since_ = -1;
  if ((is_over || is_left_) && (over_since_ < 0 || is_settled_now)) over_since_ = current_;
  if (is_over) step->course |= kIsOver;
  if (story_.first_reply_at != kNullCell) step->course |= kIsReplied;
  if (is_transferred_) step->course |= kIsTransferred;
}

/// From the opening to the end that stands.
void StoryBuilder::FindLife() {
  int32_t first = story_.Saw(kOpened) ? story_.first_step[static_cast<size_t>(kOpened)] : 0;
  const auto count = static_cast<int32_t>(story_.steps.size());
  while (first < count && story_.steps[static_cast<size_t>(first)].at != story_.opened_at) ++first;
  if (first >= count || over_since_ < first) return;
  story_.first_of_life = first;
  story_.last_of_life = over_since_;
}

State StoryBuilder::StageOf(const Step& step) const {
  if ((step.course & kIsOver) != 0) return State::kStageAfter;
  if ((step.states & BitOf(State::kBot)) != 0) return State::kStageBot;
  if ((step.states & kOnHold) != 0) return State::kStageHold;
  const bool is_pending = (step.states & BitOf(State::kPending)) != 0;
  if (is_pending || (step.course & kAwaitsCustomer) != 0) return State::kStageWaitingForCustomer;
  if ((step.course & kIsTransferred) != 0) return State::kStageTransfer;
  if ((step.states & BitOf(State::kQueued)) != 0) return State::kStageQueue;
  const bool is_replied = (step.course & kIsReplied) != 0 || !story_.RecordsAny(kRepliesTold);
  return is_replied ? State::kStageHandling : State::kStageFirstReply;
}

domain::FlowNode StoryBuilder::EndOfLife() const {
  const uint64_t bits = story_.steps[static_cast<size_t>(story_.last_of_life)].bits;
  if ((bits & BitOf(domain::Mark::kSettled)) != 0) return domain::FlowNode::kResolved;
  const bool is_given_up = (bits & (BitOf(kAbandoned) | BitOf(kTimedOut))) != 0;
  return is_given_up ? domain::FlowNode::kGivenUp : domain::FlowNode::kEnded;
}

void StoryBuilder::AddFlow(domain::FlowNode from, domain::FlowNode to) {
  for (Flow& flow : story_.flows) {
    if (flow.from != from || flow.to != to) continue;
    ++flow.times;
    return;
  }
  story_.flows.push_back({from, to, 1});
}

/// Stages that took no time are passed over.
void StoryBuilder::SetFlows() {
  if (story_.last_of_life < 0) return;
  auto last = domain::FlowNode::kOpened;
  for (int32_t index = story_.first_of_life; index < story_.last_of_life; ++index) {
    const Step& step = story_.steps[static_cast<size_t>(index)];
    if (story_.steps[static_cast<size_t>(index) + 1].at <= step.at) continue;
    const uint32_t stage = step.states & domain::kStageStates;
    const auto place = static_cast<int>(StageIndex(static_cast<State>(std::countr_zero(stage))));
    const auto node = static_cast<domain::FlowNode>(place + 1);
    if (node == last) continue;
    AddFlow(last, node);
    last = node;
  }
  AddFlow(last, EndOfLife());
}

/// They cannot be told apart.
void StoryBuilder::ForgetStages() {
  story_.last_of_life = -1;
  for (Step& step : story_.steps) step.states &= ~domain::kStageStates;
}

/// In whole seconds since the opening, so that the stages add up to the time between the two ends
/// whatever fractions the instants have.
void StoryBuilder::SetStages() {
  FindLife();
  if (story_.last_of_life < 0) return;
  const Step& opening = story_.steps[static_cast<size_t>(story_.first_of_life)];
  int64_t told = 0;
  int64_t open_told = 0;
  for (int32_t index = story_.first_of_life; index < story_.last_of_life; ++index) {
    Step& step = story_.steps[static_cast<size_t>(index)];
    const Step& next = story_.steps[static_cast<size_t>(index) + 1];
    const State stage = StageOf(step);
    const bool is_told = stage != State::kStageHandling || story_.RecordsAny(kWorkTold);
    if (!is_told && next.at > step.at) return ForgetStages();
    step.states |= BitOf(stage);
    StageTime& time = story_.stages[StageIndex(stage)];
    const int64_t until = (next.at - opening.at) / kMicrosPerSecond;
    time.seconds += until - told;
    told = until;
    if (next.open_micros == kNullCell || opening.open_micros == kNullCell) {
      story_.has_stages_in_business_time = false;
      continue;
    }
    const int64_t open_until = (next.open_micros - opening.open_micros) / kMicrosPerSecond;
    time.business_seconds += open_until - open_told;
    open_told = open_until;
  }
}

}  // namespace kebao::facts
