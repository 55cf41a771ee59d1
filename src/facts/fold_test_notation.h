#pragma once

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "domain/fact_schema.h"
#include "domain/timing_catalog.h"
#include "facts/conversation_fold.h"

namespace kebao::facts {

/// Monday 2016-03-14 08:00 in Shanghai. Times of the notation are counted from here.
inline constexpr int64_t kStartMicros = 1'457'913'600 * kMicrosPerSecond;

/// "90", "90s", "10m", "2h", "3d", "2h10m" → seconds.
inline int64_t ParseOffset(std::string_view text) {
  int64_t total = 0;
  while (!text.empty()) {
    int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) throw std::runtime_error("bad offset " + std::string(text));
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    const char unit = text.empty() ? 's' : text.front();
    if (!text.empty()) text.remove_prefix(1);
    total += number * (unit == 'd' ? 86400 : unit == 'h' ? 3600 : unit == 'm' ? 60 : 1);
  }
  return total;
}

inline domain::ActorKind UsualActor(domain::EventKind kind) {
  using enum domain::EventKind;
  if (kind == kCustomerMessage || kind == kRated || kind == kAbandoned)
    return domain::ActorKind::kCustomer;
  if (kind == kAgentMessage || kind == kNote || kind == kAccepted) return domain::ActorKind::kAgent;
  return kind == kBotMessage ? domain::ActorKind::kBot : domain::ActorKind::kNone;
}

/// One event: "<offset> <kind> [by <actor>] [agent=N] [team=N] [value=N] [subject=N] [id=N] [v=N]
/// [import=N] [implied]". The identity follows from the line unless id is given.
inline Event ParseEvent(const std::string& line) {
  std::istringstream words(line);
  std::string offset;
  std::string kind;
  words >> offset >> kind;
  Event event;
  event.at = Instant{kStartMicros + ParseOffset(offset) * kMicrosPerSecond};
  const auto found = domain::EventKindNamed(kind);
  if (!found) throw std::runtime_error("bad kind in: " + line);
  event.kind = *found;
  event.actor = UsualActor(*found);
  event.identity = event.content = HashBytes(line);
  for (std::string word; words >> word;) {
    const size_t equals = word.find('=');
    const std::string key = word.substr(0, equals);
    const int value = equals == std::string::npos ? 0 : std::stoi(word.substr(equals + 1));
    if (key == "by") {
      words >> word;
      event.actor = domain::ActorKindNamed(word).value();
    } else if (key == "agent")
      event.agent = value;
    else if (key == "team")
      event.team = value;
    else if (key == "value")
      event.value = value;
    else if (key == "subject")
      event.subject = value;
    else if (key == "id")
      event.identity = static_cast<uint64_t>(value);
    else if (key == "v")
      event.version = value;
    else if (key == "import")
      event.import_id = value;
    else if (key == "implied")
      event.is_observed = false;
    else if (key == "text")
      event.has_text = true;
    else
      throw std::runtime_error("bad word " + word + " in: " + line);
  }
  return event;
}

inline std::vector<Event> ParseEvents(std::string_view text) {
  std::vector<Event> events;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.find_first_not_of(" ") != std::string::npos) events.push_back(ParseEvent(line));
  }
  return events;
}

inline constexpr int32_t kChat = 0;
inline constexpr int32_t kPhone = 1;
inline constexpr int32_t kCsat = 0;
inline constexpr int32_t kNps = 1;
inline constexpr int32_t kInbound = 0;
inline constexpr int32_t kOutbound = 1;

inline FoldInputs TestInputs() {
  FoldInputs inputs;
  inputs.codes = {.channel_phone = kPhone,
                  .direction_outbound = kOutbound,
                  .kind_csat = kCsat,
                  .kind_nps = kNps};
  return inputs;
}

inline const domain::TimingCatalog& ShippedTimings() {
  static const domain::TimingCatalog catalog = [] {
    const std::filesystem::path folder = std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog";
    auto loaded = domain::TimingCatalog::Load({{folder}});
    if (!loaded) throw std::runtime_error(loaded.error().code + " at " + loaded.error().place);
    return *std::move(loaded);
  }();
  return catalog;
}

/// One row by column names; values as text: "-" for null, instants as seconds from the start.
using Row = std::map<std::string, std::string>;

inline std::string CellText(const engine::Column& column, size_t row) {
  if (column.IsNull(row)) return "-";
  switch (column.type()) {
    case engine::ValueType::kBoolean:
      return column.bytes()[row] != 0 ? "yes" : "no";
    case engine::ValueType::kInt32:
    case engine::ValueType::kDay:
      return std::to_string(column.int32s()[row]);
    case engine::ValueType::kInt64:
      return std::to_string(column.int64s()[row]);
    case engine::ValueType::kInstant:
      return std::to_string((column.int64s()[row] - kStartMicros) / kMicrosPerSecond);
    case engine::ValueType::kReal:
      return fmt::format("{}", column.reals()[row]);
    case engine::ValueType::kText:
      return "?";
  }
  return "?";
}

inline std::vector<Row> RowsOf(const engine::ColumnBatch& batch, const domain::FactSchema& schema) {
  std::vector<Row> rows(batch.rows());
  for (size_t row = 0; row < rows.size(); ++row) {
    for (size_t column = 0; column < schema.columns.size(); ++column) {
      rows[row][schema.columns[column].name] = CellText(batch.columns[column], row);
    }
  }
  return rows;
}

struct Facts {
  std::vector<Row> conversation;
  std::vector<Row> reply;
  std::vector<Row> participation;
  std::vector<Row> feedback;
  std::vector<Row> reopening;
  std::vector<Row> flow;
  bool operator==(const Facts&) const = default;

  /// Of the only conversation; "?" for a column that is not there.
  std::string operator[](const std::string& column) const {
    const auto found = conversation.at(0).find(column);
    return found == conversation.at(0).end() ? "?" : found->second;
  }
  /// Of an agent's participation; "none" if the agent has no part.
  std::string Part(int agent, const std::string& column) const {
    for (const Row& row : participation) {
      if (row.at("agent") == std::to_string(agent)) return row.at(column);
    }
    return "none";
  }
};

inline Facts CollectFacts(const domain::TimingCatalog& catalog, const FactBatches& batches) {
  const domain::FactCatalog schemas(catalog.Columns());
  return {RowsOf(batches.conversation, schemas.SchemaOf(domain::Fact::kConversation)),
          RowsOf(batches.reply, schemas.SchemaOf(domain::Fact::kReply)),
          RowsOf(batches.participation, schemas.SchemaOf(domain::Fact::kParticipation)),
          RowsOf(batches.feedback, schemas.SchemaOf(domain::Fact::kFeedback)),
          RowsOf(batches.reopening, schemas.SchemaOf(domain::Fact::kReopening)),
          RowsOf(batches.flow, schemas.SchemaOf(domain::Fact::kFlow))};
}

/// Conversations of the tests record everything unless they say otherwise.
inline ConversationAttributes TestAttributes() {
  ConversationAttributes attributes;
  attributes.is_present = true;
  attributes.channel = kChat;
  attributes.recorded_kinds.bits = ~uint64_t{0};
  return attributes;
}

inline ConversationAttributes RecordingOnly(std::initializer_list<domain::EventKind> kinds) {
  ConversationAttributes attributes = TestAttributes();
  attributes.recorded_kinds = {};
  for (const auto kind : kinds) attributes.recorded_kinds = attributes.recorded_kinds.With(kind);
  return attributes;
}

inline Facts Derive(const std::vector<Event>& events, const ConversationAttributes& attributes,
                    const domain::TimingCatalog& catalog = ShippedTimings(),
                    FoldInputs inputs = TestInputs()) {
  ConversationFold fold = ConversationFold::Create(catalog, std::move(inputs)).value();
  fold.Add({.conversation_key = 7, .attributes = attributes, .events = events});
  return CollectFacts(catalog, fold.Finish());
}

inline Facts Derive(std::string_view events,
                    const ConversationAttributes& attributes = TestAttributes(),
                    const domain::TimingCatalog& catalog = ShippedTimings(),
                    FoldInputs inputs = TestInputs()) {
  return Derive(ParseEvents(events), attributes, catalog, std::move(inputs));
}

}  // namespace kebao::facts
