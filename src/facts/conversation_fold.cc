#include "facts/conversation_fold.h"

#include "facts/event_selection.h"
#include "facts/fact_rows.h"
#include "facts/row_block.h"
#include "facts/story_builder.h"
#include "facts/timing_plan.h"

namespace kebao::facts {
namespace {

using domain::Fact;
using domain::FactCatalog;

constexpr uint64_t kFeedbackKinds =
    BitOf(domain::EventKind::kRated) | BitOf(domain::EventKind::kSurveySent);

FactBatches EmptyBatches(const FactCatalog& facts) {
  return {
      EmptyBatch(facts.SchemaOf(Fact::kConversation)),  EmptyBatch(facts.SchemaOf(Fact::kReply)),
      EmptyBatch(facts.SchemaOf(Fact::kParticipation)), EmptyBatch(facts.SchemaOf(Fact::kFeedback)),
      EmptyBatch(facts.SchemaOf(Fact::kReopening)),     EmptyBatch(facts.SchemaOf(Fact::kFlow))};
}

bool HasConversation(const ConversationView& view, const Story& story) {
  constexpr uint64_t kAllKinds = BitOf(domain::Mark::kReply) - 1;
  return view.attributes.is_present || (story.seen & kAllKinds & ~kFeedbackKinds) != 0;
}

}  // namespace

void FactBatches::Clear() {
  conversation.Clear();
  reply.Clear();
  participation.Clear();
  feedback.Clear();
  reopening.Clear();
  flow.Clear();
}

struct ConversationFold::Impl {
  Impl(const domain::TimingCatalog& catalog, FoldInputs given, TimingPlan compiled)
      : inputs(std::move(given)),
        plan(std::move(compiled)),
        empty(EmptyBatches(FactCatalog(catalog.Columns()))),
        conversations(&batches.conversation),
        replies(&batches.reply),
        participations(&batches.participation),
        feedback(&batches.feedback),
        reopenings(&batches.reopening),
        flows(&batches.flow),
        builder(inputs, plan.patterns),
        rows(inputs, plan) {}

  void Add(const ConversationView& view) {
    const std::span<const uint32_t> order = selection.Choose(view.events);
    const Story& story = builder.Read(view, order);
    rows.Begin(view);
    rows.WriteFeedback(story, &feedback);
    if (!HasConversation(view, story)) return;
    rows.WriteReplies(story, &replies);
    rows.WriteConversation(story, &conversations);
    rows.WriteParticipations(story, &participations);
    rows.WriteReopenings(story, &reopenings);
    rows.WriteFlows(story, &flows);
  }

  void Flush() {
    for (RowBlock* block :
         {&conversations, &replies, &participations, &feedback, &reopenings, &flows})
      block->Flush();
  }

  const FoldInputs inputs;
  const TimingPlan plan;
  const FactBatches empty;
  FactBatches batches = empty;
  RowBlock conversations;
  RowBlock replies;
  RowBlock participations;
  RowBlock feedback;
  RowBlock reopenings;
  RowBlock flows;
  EventSelection selection;
  StoryBuilder builder;
  FactRows rows;
};

Result<ConversationFold> ConversationFold::Create(const domain::TimingCatalog& catalog,
                                                  FoldInputs inputs) {
  KEBAO_TRY(TimingPlan plan, CompileTimings(catalog));
  return ConversationFold(std::make_unique<Impl>(catalog, std::move(inputs), std::move(plan)));
}

ConversationFold::ConversationFold(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ConversationFold::ConversationFold(ConversationFold&&) noexcept = default;
ConversationFold& ConversationFold::operator=(ConversationFold&&) noexcept = default;
ConversationFold::~ConversationFold() = default;

void ConversationFold::Add(const ConversationView& conversation) { impl_->Add(conversation); }

FactBatches& ConversationFold::Finish() {
  impl_->Flush();
  return impl_->batches;
}

void ConversationFold::FinishInto(FactBatches* batches) {
  if (batches->conversation.columns.empty()) *batches = impl_->empty;
  std::swap(*batches, Finish());
}

}  // namespace kebao::facts
