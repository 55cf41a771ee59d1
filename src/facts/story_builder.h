#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "facts/conversation_story.h"
#include "facts/fold_inputs.h"

namespace kebao::facts {

/// Reads the chosen events of one conversation in order and keeps what they tell: who was
/// responsible, which state held when, which messages were answered, what was resolved and
/// reopened. Reused; no allocation after warm-up.
class StoryBuilder {
 public:
  /// Both must outlive the builder.
  StoryBuilder(const FoldInputs& inputs, const PatternTable& patterns)
      : inputs_(inputs), patterns_(patterns) {}

  /// `order`: indexes into view.events (see EventSelection). The story is valid until the next
  /// call.
  const Story& Read(const ConversationView& view, std::span<const uint32_t> order);

 private:
  // Setting out.
  void Reset(const ConversationView& view);
  void AddSteps(const ConversationView& view, std::span<const uint32_t> order);
  void FindOutWhatIsRecorded();
  void ChooseFirstOwner();
  int32_t HumanOrNone(int32_t agent) const;

  // One event.
  void Apply(Step& step);
  void Keep(Step& step, domain::EventKind kind);
  void Mark(Step& step, domain::Mark mark);
  void OnOpened(Step& step);
  void OnQueued(Step& step);
  void OnAssigned(Step& step);
  void OnAssignedToNobody(Step& step);
  void OnAccepted(Step& step);
  void OnTransferred(Step& step);
  void OnCustomerMessage(Step& step);
  void OnAgentMessage(Step& step);
  void OnBotMessage(Step& step);
  void OnBotHandoff(Step& step);
  void OnNote(Step& step);
  void OnStatus(Step& step, domain::State status);
  void OnReopened(Step& step);
  void OnResolved(Step& step);
  void OnClosed(Step& step);
  void OnEnded(Step& step);
  void OnHoldStarted(Step& step);
  void OnHoldEnded(Step& step);
  void OnTalkEnded(Step& step);
  void OnWrapUpEnded(Step& step);
  void OnLeftTheQueue(Step& step);
  void OnRated(Step& step);

  // What several events share.
  bool ChangeTeam(int32_t team);
  void CountChangeOfTeam(const Step& step, int32_t agent);
  void TakeOver(Step& step, int32_t agent, bool is_explicit_transfer);
  void Release(const Step& step);
  Part& TouchPart(int32_t agent, const Step& step);
  void ReplyTo(Step& step);
  void AnswerRun(Step& step, Part* part);
  void CountInteraction(const Step& step, bool is_answer);
  void Settle(Step& step);
  void Reopen(Step& step);
  void Begin(domain::State state);
  void End(domain::State state);
  void Discard(domain::State state) { began_[static_cast<size_t>(state)] = -1; }
  void EndCall();
  uint32_t CurrentStates() const;
  int32_t SettlerOf(const Step& step) const;

  // Stages.
  void BeginTransfer(const Step& step, int32_t from, int32_t to);
  void EndTransferBy(const Step& step);
  void AwaitCustomer();
  void CustomerAnswers();
  void CloseAwaiting(const Step& step);
  void FollowCourse(Step* step);
  domain::State StageOf(const Step& step) const;
  void FindLife();
  void SetStages();
  void ForgetStages();
  void SetFlows();
  void AddFlow(domain::FlowNode from, domain::FlowNode to);
  domain::FlowNode EndOfLife() const;

  // Looking back.
  void Finish();
  void ForgetHandlingAfterTheLastActivity();
  void FinishParts();
  void ChooseResponsible();
  void SetConditions();
  void ReadBusinessClock();
  bool IsAgentStarted() const;

  const FoldInputs& inputs_;
  const PatternTable& patterns_;
  const ConversationAttributes* attributes_ = nullptr;
  Story story_;

  int32_t current_ = 0;  // step being read
  int32_t owner_ = kNone;
  int32_t last_owner_ = kNone;  // the last one who was made responsible by an event
  domain::State status_ = domain::State::kOpen;
  bool has_status_ = false;  // one was observed
  bool is_closed_ = false;
  bool is_left_ = false;   // the customer gave up before being served
  bool is_ended_ = false;  // the session is over, whatever came of it
  bool has_reopened_since_settling_ = false;
  bool awaits_transferee_ = false;  // an explicit transfer named no agent yet
  bool are_owners_known_ = false;   // some event makes somebody responsible
  bool is_owner_active_ = false;
  bool has_human_taken_over_ = false;
  bool has_human_part_ = false;
  bool has_customer_written_ = false;
  bool is_run_open_ = false;
  Run run_;
  int64_t last_reply_at_ = kNullCell;
  int32_t over_since_ = -1;      // step of the end in force
  int32_t awaiting_since_ = -1;  // step of the reply that the customer may answer
  bool is_transferred_ = false;  // and whom it went to has not replied
  int32_t transferred_by_ = kNone;
  int32_t team_before_ = kNone;  // of the conversation, before the event that is being read
  bool awaits_taker_ = false;    // handed over, and no agent has taken it yet
  int32_t team_changes_at_takeover_ = 0;
  std::array<int32_t, domain::kStateCount> began_{};  // step at which an interval began; -1: none
};

}  // namespace kebao::facts
