#include "facts/conversation_loader.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include "base/problem.h"
#include "domain/canonical.h"

namespace kebao::facts {
namespace {

using engine::ChunkView;
using engine::ColumnView;

int32_t IntOr(const ColumnView& column, size_t row, int32_t fallback) {
  return column.IsNull(row) ? fallback : column.Int32(row);
}

/// Where the value of a conversation field goes. Exactly one of the members is set.
struct FieldTarget {
  std::string_view name;
  int32_t ConversationAttributes::*number = nullptr;
  int8_t ConversationAttributes::*flag = nullptr;
};

using A = ConversationAttributes;
constexpr std::array<FieldTarget, 20> kTargets = {{
    {"channel", &A::channel},
    {"direction", &A::direction},
    {"queue", &A::queue},
    {"issue_type", &A::issue_type},
    {"product", &A::product},
    {"business_line", &A::business_line},
    {"customer_type", &A::customer_type},
    {"priority", &A::priority},
    {"region", &A::region},
    {"language", &A::language},
    {"agent", &A::agent},
    {"team", &A::team},
    {"is_spam", nullptr, &A::is_spam},
    {"sla_met", nullptr, &A::is_sla_met},
    {"stated_customer_messages", &A::stated_customer_messages},
    {"stated_agent_messages", &A::stated_agent_messages},
    {"stated_reopens", &A::stated_reopens},
    {"stated_transfers", &A::stated_transfers},
    {"stated_handle_seconds", &A::stated_handle_seconds},
    {"merged_into", nullptr, &A::is_merged},
}};

/// A column of the stream bound to its bit in `provided` and its target.
struct BoundField {
  size_t column = 0;
  int bit = 0;
  const FieldTarget* target = nullptr;  // null: the customer, the one 64-bit field
};

std::vector<BoundField> BindFields(const std::vector<std::string>& names) {
  std::vector<BoundField> bound;
  for (size_t column = 0; column < names.size(); ++column) {
    const int bit = domain::FieldIndex(domain::Entity::kConversation, names[column]);
    if (bit < 0) continue;
    const auto target =
        std::find_if(kTargets.begin(), kTargets.end(),
                     [&](const FieldTarget& candidate) { return candidate.name == names[column]; });
    if (target != kTargets.end()) {
      bound.push_back({column, bit, &*target});
    } else if (names[column] == "customer") {
      bound.push_back({column, bit, nullptr});
    }
  }
  return bound;
}

int32_t NumberAt(const ColumnView& column, size_t row) {
  if (column.IsNull(row)) return kNone;
  return column.type == engine::ValueType::kInt64 ? static_cast<int32_t>(column.Int64(row))
                                                  : column.Int32(row);
}

int8_t FlagAt(const ColumnView& column, size_t row) {
  if (column.type == engine::ValueType::kBoolean)
    return column.IsNull(row) ? kNone : column.Boolean(row);
  return column.IsNull(row) ? 0 : 1;  // merged_into: merged where it names a conversation
}

void SetField(const BoundField& field, const ColumnView& column, size_t row,
              ConversationAttributes* attributes) {
  if (field.target == nullptr) {
    attributes->customer = column.IsNull(row) ? kNone : column.Int64(row);
  } else if (field.target->number != nullptr) {
    attributes->*field.target->number = NumberAt(column, row);
  } else {
    attributes->*field.target->flag = FlagAt(column, row);
  }
}

void CopyField(const FieldTarget* target, const ConversationAttributes& from,
               ConversationAttributes* to) {
  if (target == nullptr) {
    to->customer = from.customer;
  } else if (target->number != nullptr) {
    to->*target->number = from.*target->number;
  } else {
    to->*target->flag = from.*target->flag;
  }
}

/// By bit of `provided`; the customer's has no target but is in the table as well.
const std::vector<BoundField>& FieldsByBit() {
  static const std::vector<BoundField> fields = [] {
    std::vector<std::string> names;
    for (const auto& field : domain::SchemaOf(domain::Entity::kConversation).fields)
      names.emplace_back(field.name);
    return BindFields(names);
  }();
  return fields;
}

enum EventColumn : size_t {
  kKey,
  kAt,
  kIdentity,
  kContent,
  kVersion,
  kImport,
  kAgent,
  kTeam,
  kValue,
  kSubject,
  kKind,
  kActor,
  kObserved,
  kHasText,
  kSource
};

Event EventAt(const ChunkView& chunk, size_t row) {
  const auto& columns = chunk.columns;
  Event event;
  event.at = Instant{columns[kAt].Int64(row)};
  event.identity = static_cast<uint64_t>(columns[kIdentity].Int64(row));
  event.content = static_cast<uint64_t>(columns[kContent].Int64(row));
  event.version = columns[kVersion].Int64(row);
  event.import_id = columns[kImport].Int32(row);
  event.agent = IntOr(columns[kAgent], row, kNone);
  event.team = IntOr(columns[kTeam], row, kNone);
  event.value = IntOr(columns[kValue], row, Event::kNoValue);
  event.subject = IntOr(columns[kSubject], row, kNone);
  event.kind = static_cast<domain::EventKind>(columns[kKind].Int32(row));
  event.actor = static_cast<domain::ActorKind>(columns[kActor].Int32(row));
  event.is_observed = columns[kObserved].Boolean(row);
  event.has_text = columns[kHasText].Boolean(row);
  return event;
}

}  // namespace

void ConversationLoader::Load(engine::WriteTransaction* transaction, engine::KeyRange range) {
  range_ = range;
  ReadEvents(transaction);
  SortEvents();
  ReadAttributes(transaction);
}

int32_t ConversationLoader::RankOf(int32_t import_id) const {
  const auto index = static_cast<size_t>(import_id);
  KEBAO_ASSERT(index < ranks_.size());
  return ranks_[index];
}

void ConversationLoader::ReadEvents(engine::WriteTransaction* transaction) {
  event_keys_.clear();
  events_.clear();
  sources_.assign(static_cast<size_t>(range_.limit - range_.first), 0);
  const auto stream = transaction->ReadEvents(range_);
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    for (size_t row = 0; row < chunk.rows; ++row) {
      event_keys_.push_back(chunk.columns[kKey].Int64(row));
      events_.push_back(EventAt(chunk, row));
      events_.back().import_id = RankOf(events_.back().import_id);
      sources_[static_cast<size_t>(event_keys_.back() - range_.first)] =
          chunk.columns[kSource].Int32(row);
    }
  }
}

void ConversationLoader::SortEvents() {
  CountEvents();
  // As it mostly comes from a file: conversation by conversation.
  if (std::is_sorted(event_keys_.begin(), event_keys_.end())) return sorted_events_.swap(events_);
  sorted_events_.resize(events_.size());
  std::vector<uint32_t> next(event_starts_.begin(), event_starts_.end() - 1);
  for (size_t index = 0; index < events_.size(); ++index) {
    sorted_events_[next[static_cast<size_t>(event_keys_[index] - range_.first)]++] = events_[index];
  }
}

void ConversationLoader::CountEvents() {
  const auto keys = static_cast<size_t>(range_.limit - range_.first);
  event_starts_.assign(keys + 1, 0);
  for (const int64_t key : event_keys_)
    ++event_starts_[static_cast<size_t>(key - range_.first) + 1];
  for (size_t index = 1; index <= keys; ++index) event_starts_[index] += event_starts_[index - 1];
}

void ConversationLoader::ReadAttributes(engine::WriteTransaction* transaction) {
  rows_.clear();
  const auto stream = transaction->ReadConversations(range_);
  const std::vector<BoundField> fields = BindFields(stream->column_names());
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    const auto& columns = chunk.columns;
    for (size_t row = 0; row < chunk.rows; ++row) {
      AttributeRow& target = rows_.emplace_back();
      target.key = columns[0].Int64(row);
      target.version = columns[1].Int64(row);
      target.rank = RankOf(columns[2].Int32(row));
      target.row = columns[3].Int64(row);
      target.provided = static_cast<uint64_t>(columns[4].Int64(row));
      target.attributes.is_present = true;
      target.attributes.recorded_kinds.bits = static_cast<uint64_t>(columns[5].Int64(row));
      target.attributes.source = columns[6].Int32(row);
      for (const BoundField& field : fields)
        SetField(field, columns[field.column], row, &target.attributes);
    }
  }
  const auto order = [](const AttributeRow& a) {
    return std::tie(a.key, a.version, a.rank, a.row);
  };
  std::sort(rows_.begin(), rows_.end(),
            [&](const AttributeRow& a, const AttributeRow& b) { return order(a) < order(b); });
}

/// Rows in ascending precedence: what a later one provides replaces what an earlier one gave.
ConversationAttributes ConversationLoader::Merge(size_t first, size_t limit) const {
  ConversationAttributes merged = rows_[first].attributes;
  for (size_t index = first + 1; index < limit; ++index) {
    const AttributeRow& row = rows_[index];
    merged.recorded_kinds.bits |= row.attributes.recorded_kinds.bits;
    for (const BoundField& field : FieldsByBit()) {
      if ((row.provided >> field.bit) & 1) CopyField(field.target, row.attributes, &merged);
    }
  }
  return merged;
}

void ConversationLoader::ForEach(const std::function<void(const ConversationView&)>& visit) const {
  size_t row = 0;
  for (int64_t key = range_.first; key < range_.limit; ++key) {
    const size_t first_row = row;
    while (row < rows_.size() && rows_[row].key == key) ++row;
    const auto index = static_cast<size_t>(key - range_.first);
    const std::span<const Event> events(sorted_events_.data() + event_starts_[index],
                                        event_starts_[index + 1] - event_starts_[index]);
    if (row == first_row && events.empty()) continue;
    ConversationView view{key, {}, events};
    if (row > first_row) {
      view.attributes = Merge(first_row, row);
    } else {
      view.attributes.source = sources_[index];
    }
    visit(view);
  }
}

}  // namespace kebao::facts
