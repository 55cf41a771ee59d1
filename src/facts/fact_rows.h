#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "facts/conversation_story.h"
#include "facts/fold_inputs.h"
#include "facts/row_block.h"
#include "facts/timing_evaluation.h"

namespace kebao::facts {

/// Cuts a story into rows: the fixed columns of domain/fact_schema.cc in their order, then the
/// timings' columns.
class FactRows {
 public:
  /// All must outlive this.
  FactRows(const FoldInputs& inputs, const TimingPlan& plan) : inputs_(inputs), plan_(plan) {
    totals_.resize(plan.reply.size());
  }

  /// Before any row of the conversation.
  void Begin(const ConversationView& view);
  void WriteConversation(const Story& story, RowBlock* block);
  /// Before WriteConversation: the conversation's timings over replies add these up.
  void WriteReplies(const Story& story, RowBlock* block);
  void WriteParticipations(const Story& story, RowBlock* block);
  void WriteFeedback(const Story& story, RowBlock* block);
  void WriteReopenings(const Story& story, RowBlock* block);
  void WriteFlows(const Story& story, RowBlock* block);

 private:
  int64_t* WriteDimensions(const Story& story, int32_t agent, int64_t team, int64_t* cell) const;
  int64_t* WriteMoments(const Story& story, int64_t* cell) const;
  int64_t* WriteVerdicts(const Story& story, int64_t* cell) const;
  int64_t* WriteCounts(const Story& story, int64_t* cell) const;
  int64_t* WritePart(const Story& story, const Part& part, int64_t* cell) const;
  int64_t* WriteFlowHead(const Story& story, int64_t team, RowBlock* block) const;
  int64_t TeamOf(const Story& story, int32_t agent, int64_t at, int32_t event_team) const;

  // Verdicts and counts as cells: 0, 1, a number, or null where nothing is recorded.
  int64_t CountOf(const Story& story, domain::EventKind kind, int32_t stated) const;
  int64_t CustomerMessages(const Story& story) const;
  int64_t AgentMessages(const Story& story) const;
  int64_t Reopens(const Story& story) const;
  int64_t Transfers(const Story& story) const;
  int64_t IsValid(const Story& story) const;
  int64_t IsAnswered(const Story& story) const;
  int64_t IsResolved(const Story& story) const;
  int64_t IsOneContact(const Story& story) const;
  int64_t IsOneInteraction(const Story& story) const;
  int64_t IsSlaMet(const Story& story) const;
  int64_t IsSpam(const Story& story) const;
  int64_t IsMerged(const Story& story) const;

  const FoldInputs& inputs_;
  const TimingPlan& plan_;
  const ConversationAttributes* attributes_ = nullptr;
  std::array<int64_t, 13> dimensions_{};  // that all rows of a conversation share
  std::vector<ReplyTotals> totals_;
};

}  // namespace kebao::facts
