#include "facts/fact_rows.h"

#include <algorithm>
#include <bit>

namespace kebao::facts {
namespace {

using domain::Condition;
using enum domain::EventKind;

constexpr double kScoreScale = 100;

int64_t KeyCell(int64_t key) { return key < 0 ? kNullCell : key; }

int64_t RealCell(double value) { return std::bit_cast<int64_t>(value); }

int64_t ScoreCell(int64_t hundredths) {
  return hundredths == kNullCell ? kNullCell
                                 : RealCell(static_cast<double>(hundredths) / kScoreScale);
}

int64_t* WriteDuration(const CompiledTiming& timing, const Duration& duration, int64_t* cell) {
  *cell++ = duration.seconds;
  if (timing.shape != domain::TimingShape::kCount && timing.has_business_time) {
    *cell++ = duration.business_seconds;
  }
  return cell;
}

Window WholeOf(const Story& story) {
  return {0, static_cast<int32_t>(story.steps.size()) - 1, kNone};
}

const Step& StepAt(const Story& story, int32_t index) {
  return story.steps[static_cast<size_t>(index)];
}

}  // namespace

int64_t FactRows::TeamOf(const Story& story, int32_t agent, int64_t at, int32_t event_team) const {
  if (agent != kNone && at != kNullCell) {
    const int32_t member_of = inputs_.teams.TeamAt(agent, Instant{at});
    if (member_of != kNone) return member_of;
  }
  return KeyCell(event_team != kNone ? event_team : story.team);
}

void FactRows::Begin(const ConversationView& view) {
  attributes_ = &view.attributes;
  const ConversationAttributes& of = view.attributes;
  dimensions_ = {view.conversation_key,     of.source,
                 KeyCell(of.channel),       KeyCell(of.direction),
                 KeyCell(of.queue),         KeyCell(of.issue_type),
                 KeyCell(of.product),       KeyCell(of.business_line),
                 KeyCell(of.customer_type), KeyCell(of.priority),
                 KeyCell(of.region),        KeyCell(of.language),
                 KeyCell(of.customer)};
}

int64_t* FactRows::WriteDimensions(const Story& story, int32_t agent, int64_t team,
                                   int64_t* cell) const {
  cell = std::copy(dimensions_.begin(), dimensions_.end(), cell);
  *cell++ = KeyCell(agent);
  *cell++ = team;
  *cell++ = story.opened_at;
  return cell;
}

int64_t* FactRows::WriteMoments(const Story& story, int64_t* cell) const {
  *cell++ = story.first_reply_at;
  *cell++ = story.first_settled_at;
  *cell++ = story.settled_at;
  *cell++ = story.first_reopened_at;
  *cell++ = story.reopened_at;
  *cell++ = story.closed_at;
  *cell++ = story.steps.empty() ? kNullCell : story.steps.back().at;
  *cell++ = kNullCell;  // next_contact_at: not a matter of one conversation, see AssignNextContacts
  return cell;
}

int64_t* FactRows::WriteVerdicts(const Story& story, int64_t* cell) const {
  const auto if_recorded = [&](domain::EventKind kind, bool verdict) {
    return story.recorded.Has(kind) ? int64_t{verdict} : kNullCell;
  };
  *cell++ = IsSpam(story);
  *cell++ = IsMerged(story);
  *cell++ = IsValid(story);
  *cell++ = IsAnswered(story);
  *cell++ = story.Holds(Condition::kAgentStarted);
  *cell++ = if_recorded(kBotMessage, story.Holds(Condition::kBotOnly));
  *cell++ = IsResolved(story);
  *cell++ = IsOneContact(story);
  *cell++ = if_recorded(kAbandoned, story.Holds(Condition::kAbandoned));
  *cell++ = if_recorded(kTimedOut, story.Saw(kTimedOut) && !story.Saw(kAbandoned) &&
                                       story.first_reply_at == kNullCell);
  *cell++ = if_recorded(kEscalated, story.Saw(kEscalated));
  *cell++ = IsSlaMet(story);
  return cell;
}

int64_t* FactRows::WriteCounts(const Story& story, int64_t* cell) const {
  const bool are_replies_recorded =
      story.counted.Has(kCustomerMessage) && story.counted.Has(kAgentMessage);
  const bool are_agents_recorded = story.RecordsAny(BitOf(kAssigned) | BitOf(kAccepted) |
                                                    BitOf(kTransferred) | BitOf(kAgentMessage));
  const bool are_teams_recorded = story.RecordsAny(BitOf(kAssigned) | BitOf(kTransferred));
  const auto count = [](bool is_recorded, size_t number) {
    return is_recorded || number > 0 ? static_cast<int64_t>(number) : kNullCell;
  };
  *cell++ = CustomerMessages(story);
  *cell++ = AgentMessages(story);
  *cell++ = CountOf(story, kBotMessage, kNone);
  *cell++ = CountOf(story, kNote, kNone);
  *cell++ = count(are_replies_recorded, story.runs.size());
  *cell++ = count(are_agents_recorded, story.parts.size());
  *cell++ = Transfers(story);
  *cell++ = count(are_teams_recorded, static_cast<size_t>(story.team_changes));
  *cell++ = Reopens(story);
  *cell++ = CountOf(story, kSurveySent, kNone);
  return cell;
}

void FactRows::WriteConversation(const Story& story, RowBlock* block) {
  const int64_t since = story.agent_since != kNullCell ? story.agent_since : story.opened_at;
  const int64_t team = TeamOf(story, story.agent, since, story.agent_team);
  int64_t* cell = WriteDimensions(story, story.agent, team, block->AddRow());
  cell = WriteMoments(story, cell);
  cell = WriteVerdicts(story, cell);
  cell = WriteCounts(story, cell);
  *cell++ = ScoreCell(story.csat);
  *cell++ = ScoreCell(story.nps);
  *cell++ = KeyCell(story.first_reply_agent);
  *cell++ = KeyCell(story.settled_by);
  *cell++ = static_cast<int64_t>(attributes_->recorded_kinds.bits);
  const Window whole = WholeOf(story);
  for (const CompiledTiming& timing : plan_.conversation) {
    const bool is_over_replies = timing.shape == domain::TimingShape::kReplies;
    const Duration duration =
        is_over_replies ? EvaluateOverReplies(timing, story, totals_)
                        : Evaluate(timing, story, whole, attributes_->stated_handle_seconds);
    cell = WriteDuration(timing, duration, cell);
  }
}

void FactRows::WriteReopenings(const Story& story, RowBlock* block) {
  for (const Reopening& reopening : story.reopenings) {
    const int64_t since = story.agent_since != kNullCell ? story.agent_since : story.opened_at;
    const int64_t team = TeamOf(story, story.agent, since, story.agent_team);
    int64_t* cell = WriteDimensions(story, story.agent, team, block->AddRow());
    *cell++ = reopening.resolved_at;
    *cell++ = reopening.reopened_at;
    *cell++ = reopening.resolved_again_at;
    *cell++ = IsResolved(story);
    *cell++ = IsSpam(story);
    *cell++ = IsMerged(story);
  }
}

void FactRows::WriteReplies(const Story& story, RowBlock* block) {
  for (ReplyTotals& total : totals_) total = {};
  for (const Run& run : story.runs) {
    const Step& answer = StepAt(story, run.answer);
    const int64_t team = TeamOf(story, answer.agent, answer.at, answer.team);
    int64_t* cell = WriteDimensions(story, answer.agent, team, block->AddRow());
    *cell++ = StepAt(story, run.first).at;
    *cell++ = StepAt(story, run.last_question).at;
    *cell++ = answer.at;
    *cell++ = &run == &story.runs.front();
    *cell++ = IsSpam(story);
    *cell++ = IsMerged(story);
    const Window window{run.first, run.answer, kNone};
    for (size_t index = 0; index < plan_.reply.size(); ++index) {
      const Duration duration = Evaluate(plan_.reply[index], story, window, kNone);
      totals_[index].Add(duration);
      cell = WriteDuration(plan_.reply[index], duration, cell);
      if (!plan_.reply[index].moves_credit) continue;
      *cell++ = KeyCell(run.owner);
      *cell++ = TeamOf(story, run.owner, answer.at, kNone);
    }
  }
}

int64_t* FactRows::WritePart(const Story& story, const Part& part, int64_t* cell) const {
  const bool are_messages_recorded = story.counted.Has(kAgentMessage);
  const bool are_replies_recorded = are_messages_recorded && story.counted.Has(kCustomerMessage);
  const bool is_service_recorded = story.recorded.Has(kAgentMessage) || story.is_call;
  const int64_t reopens = Reopens(story);
  const bool has_resolved = part.resolved_at != kNullCell;
  const bool is_reopened = part.reopened_at != kNullCell ||
                           (story.reopens == 0 && reopens > 0 && has_resolved);  // as stated
  *cell++ = part.joined_at;
  *cell++ = part.left_at;
  *cell++ = are_messages_recorded ? part.messages : kNullCell;
  *cell++ = are_replies_recorded ? part.replies : kNullCell;
  *cell++ = is_service_recorded ? int64_t{part.is_served} : kNullCell;
  *cell++ = part.agent == story.first_reply_agent;
  *cell++ = part.agent == story.last_part_agent;
  *cell++ = has_resolved;
  *cell++ = part.resolved_at;
  *cell++ = Transfers(story) == kNullCell ? kNullCell : int64_t{part.is_transferred_out};
  *cell++ = reopens == kNullCell ? kNullCell : int64_t{is_reopened};
  *cell++ = part.reopened_at;
  *cell++ = IsResolved(story);
  *cell++ = story.first_settled_at;
  *cell++ = story.settled_at;
  *cell++ = story.first_reopened_at;
  *cell++ = story.reopened_at;
  *cell++ = IsValid(story);
  *cell++ = IsSpam(story);
  *cell++ = IsMerged(story);
  return cell;
}

void FactRows::WriteParticipations(const Story& story, RowBlock* block) {
  for (const Part& part : story.parts) {
    const int64_t joined = part.joined_at != kNullCell ? part.joined_at : story.opened_at;
    const int64_t team = TeamOf(story, part.agent, joined, part.event_team);
    int64_t* cell = WriteDimensions(story, part.agent, team, block->AddRow());
    cell = WritePart(story, part, cell);
    Window window = WholeOf(story);
    window.self = part.agent;
    for (const CompiledTiming& timing : plan_.participation) {
      cell = WriteDuration(timing, Evaluate(timing, story, window, kNone), cell);
    }
  }
}

namespace {

bool IsLatest(const Story& story, int32_t rating) {
  const int32_t kind = StepAt(story, rating).subject;
  for (const int32_t other : story.ratings) {
    if (other > rating && StepAt(story, other).subject == kind) return false;
  }
  return true;
}

/// The rated agent; else who replied last before the rating; else who was responsible then.
int32_t RatedAgent(const Story& story, int32_t rating) {
  const Step& rated = StepAt(story, rating);
  if (rated.agent != kNone) return rated.agent;
  for (int32_t index = rating - 1; index >= 0; --index) {
    const Step& step = StepAt(story, index);
    if ((step.bits & BitOf(domain::Mark::kReply)) != 0 && step.agent != kNone) return step.agent;
  }
  return rated.owner != kNone ? rated.owner : story.agent;
}

}  // namespace

void FactRows::WriteFeedback(const Story& story, RowBlock* block) {
  for (const int32_t rating : story.ratings) {
    const Step& rated = StepAt(story, rating);
    const int32_t agent = RatedAgent(story, rating);
    const int64_t team = TeamOf(story, agent, rated.at, rated.team);
    int64_t* cell = WriteDimensions(story, agent, team, block->AddRow());
    *cell++ = rated.at;
    *cell++ = KeyCell(rated.subject);
    *cell++ = rated.value == Event::kNoValue ? kNullCell : ScoreCell(rated.value);
    *cell++ = IsLatest(story, rating);
    *cell++ = rated.has_text;
  }
}

}  // namespace kebao::facts
