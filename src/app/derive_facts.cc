#include "app/derive_facts.h"

#include <algorithm>
#include <future>
#include <span>
#include <string>
#include <vector>

#include "facts/conversation_fold.h"
#include "facts/conversation_loader.h"
#include "facts/next_contacts.h"
#include "metrics/answer/recorded_facts.h"
#include "metrics/rollup/keep_rollups.h"

namespace kebao::app {
namespace {

/// About 150 MB of events and rows in memory: two ranges at a time, see FoldRanges.
constexpr int64_t kEventsPerRange = 400'000;
constexpr int64_t kContactsPerRange = 1'000'000;

int32_t CodeOf(const engine::Directory& directory, const std::string& dimension,
               const std::string& text) {
  const auto found = directory.dimensions.find(dimension);
  if (found == directory.dimensions.end()) return facts::KnownCodes::kAbsent;
  const auto& texts = found->second.texts;
  const auto place = std::find(texts.begin(), texts.end(), text);
  return place == texts.end() ? facts::KnownCodes::kAbsent
                              : static_cast<int32_t>(place - texts.begin());
}

std::vector<std::string> TeamNames(const engine::Directory& directory) {
  std::vector<std::string> names;
  for (const auto& team : directory.teams) names.push_back(team.name);
  return names;
}

std::vector<std::string> ChannelNames(const engine::Directory& directory) {
  const auto found = directory.dimensions.find("channel");
  return found == directory.dimensions.end() ? std::vector<std::string>() : found->second.texts;
}

/// The stages between which conversations flow are values of dimensions that no file brings.
void KeepFlowNodes(engine::WriteTransaction* transaction) {
  std::vector<std::string> nodes;
  for (int node = 0; node < domain::kFlowNodeCount; ++node)
    nodes.emplace_back(NameOf(static_cast<domain::FlowNode>(node)));
  for (const std::string_view dimension : domain::kFlowDimensions)
    transaction->KeepDimensionValues(dimension, nodes);
}

facts::FoldInputs InputsOf(engine::WriteTransaction* transaction, const Definitions& definitions) {
  const engine::Directory directory = transaction->directory();
  facts::FoldInputs inputs;
  inputs.codes = {CodeOf(directory, "channel", "phone"), CodeOf(directory, "direction", "outbound"),
                  CodeOf(directory, "kind", "csat"), CodeOf(directory, "kind", "nps")};
  for (const engine::TeamInterval& interval : transaction->TeamIntervals()) {
    inputs.teams.Add(interval.agent, interval.team, interval.when);
  }
  inputs.calendars =
      CalendarAssignment(definitions.calendars, TeamNames(directory), ChannelNames(directory));
  for (const auto& agent : directory.agents) inputs.is_bot.push_back(agent.is_bot);
  return inputs;
}

void Append(engine::WriteTransaction* transaction, facts::FactBatches* batches) {
  transaction->AppendFacts(domain::Fact::kConversation, batches->conversation);
  transaction->AppendFacts(domain::Fact::kReply, batches->reply);
  transaction->AppendFacts(domain::Fact::kParticipation, batches->participation);
  transaction->AppendFacts(domain::Fact::kFeedback, batches->feedback);
  transaction->AppendFacts(domain::Fact::kReopening, batches->reopening);
  transaction->AppendFacts(domain::Fact::kFlow, batches->flow);
  batches->Clear();
}

/// While one range is folded, the rows of the one before are written and those of the one after
/// are read: the engine belongs to this thread, the fold to another.
void FoldRanges(engine::WriteTransaction* transaction, std::span<const engine::KeyRange> ranges,
                facts::ConversationFold* fold,
                const std::function<void(const DeriveProgress&)>& on_progress) {
  facts::ConversationLoader loaders[] = {facts::ConversationLoader(transaction->ImportRanks()),
                                         facts::ConversationLoader(transaction->ImportRanks())};
  facts::FactBatches written;
  DeriveProgress progress{0, ranges.size(), 0};
  loaders[0].Load(transaction, ranges[0]);
  for (size_t index = 0; index < ranges.size(); ++index) {
    const facts::ConversationLoader& loaded = loaders[index % 2];
    std::future<void> folding = std::async(std::launch::async, [&] {
      loaded.ForEach([&](const facts::ConversationView& conversation) { fold->Add(conversation); });
    });
    if (index > 0) Append(transaction, &written);
    if (index + 1 < ranges.size()) loaders[(index + 1) % 2].Load(transaction, ranges[index + 1]);
    folding.get();
    fold->FinishInto(&written);
    ++progress.ranges_done;
    progress.events += loaded.events();
    on_progress(progress);
  }
  Append(transaction, &written);
  transaction->FinishFacts();
}

std::optional<Instant> InstantAt(const engine::ColumnView& column, size_t row) {
  return column.IsNull(row) ? std::nullopt : std::optional(Instant{column.Int64(row)});
}

struct Contacts {
  std::vector<facts::ContactRow> rows;
  std::vector<std::optional<Instant>> known;  // next_contact_at as it stands
};

Contacts ReadContacts(engine::WriteTransaction* transaction, engine::KeyRange customers) {
  Contacts contacts;
  const auto stream = transaction->ReadContacts(customers);
  engine::ChunkView chunk;
  while (stream->Next(&chunk)) {
    const auto& columns = chunk.columns;
    for (size_t row = 0; row < chunk.rows; ++row) {
      contacts.rows.push_back({columns[0].Int64(row), columns[1].Int64(row),
                               columns[2].IsNull(row) ? facts::kNone : columns[2].Int32(row),
                               Instant{columns[3].Int64(row)}, InstantAt(columns[4], row)});
      contacts.known.push_back(InstantAt(columns[5], row));
    }
  }
  return contacts;
}

/// A conversation's next contact hangs on the customer's other conversations, so it follows once
/// all of them are derived.
void LinkNextContacts(engine::WriteTransaction* transaction) {
  for (const engine::KeyRange& customers : transaction->TouchedCustomers(kContactsPerRange)) {
    const Contacts contacts = ReadContacts(transaction, customers);
    const std::vector<std::optional<Instant>> next = facts::AssignNextContacts(contacts.rows);
    engine::ColumnBatch changed;
    changed.columns = {engine::Column(engine::ValueType::kInt64),
                       engine::Column(engine::ValueType::kInstant)};
    for (size_t index = 0; index < next.size(); ++index) {
      if (next[index] == contacts.known[index]) continue;
      changed.columns[0].AppendInt64(contacts.rows[index].conversation_key);
      next[index] ? changed.columns[1].AppendInt64(next[index]->micros)
                  : changed.columns[1].AppendNull();
    }
    transaction->SetNextContacts(changed);
  }
}

}  // namespace

Result<void> DeriveFacts(engine::WriteTransaction* transaction, const Definitions& definitions,
                         const std::function<void(const DeriveProgress&)>& on_progress) {
  const std::vector<engine::KeyRange> ranges = transaction->TouchedRanges(kEventsPerRange);
  if (!ranges.empty()) {
    KeepFlowNodes(transaction);
    transaction->DeleteTouchedFacts();
    KEBAO_TRY(auto fold, facts::ConversationFold::Create(definitions.timings,
                                                         InputsOf(transaction, definitions)));
    FoldRanges(transaction, ranges, &fold, on_progress);
    LinkNextContacts(transaction);
  }
  transaction->AttributeOrders(definitions.orders.window_seconds);
  return {};
}

Result<void> DeriveAll(engine::WriteTransaction* transaction, const Definitions& definitions,
                       const std::function<void(const DeriveProgress&)>& on_progress) {
  KEBAO_TRY_VOID(DeriveFacts(transaction, definitions, on_progress));
  metrics::KeepRollups(transaction, *definitions.metrics, transaction->directory(),
                       definitions.rollup_policy);
  metrics::KeepRecordedFacts(transaction, *definitions.facts);
  return {};
}

}  // namespace kebao::app
