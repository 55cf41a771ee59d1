// Messages, notes and ratings.
#include "facts/story_builder.h"

namespace kebao::facts {

using domain::State;
using enum domain::EventKind;

void StoryBuilder::OnCustomerMessage(Step& step) {
  Keep(step, kCustomerMessage);
  CustomerAnswers();
  has_customer_written_ = true;
  is_ended_ = false;
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
  AwaitCustomer();
}

void StoryBuilder::ReplyTo(Step& step) {
  Mark(step, domain::Mark::kReply);
  has_human_part_ = true;
  is_left_ = is_ended_ = false;
  EndTransferBy(step);
  last_reply_at_ = step.at;
  if (story_.first_reply_at != kNullCell) return;
  story_.first_reply_at = step.at;
  story_.first_reply_agent = step.agent;
}

void StoryBuilder::AnswerRun(Step& step, Part* part) {
  Mark(step, domain::Mark::kAnswer);
  run_.answer = current_;
  run_.owner = are_owners_known_ ? owner_ : HumanOrNone(attributes_->agent);
  if (run_.owner == kNone) run_.owner = owner_;
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

void StoryBuilder::OnRated(Step& step) {
  Keep(step, kRated);
  story_.ratings.push_back(current_);
  if (step.value == Event::kNoValue) return;
  if (step.subject == inputs_.codes.kind_csat) story_.csat = step.value;
  if (step.subject == inputs_.codes.kind_nps) story_.nps = step.value;
}

}  // namespace kebao::facts
