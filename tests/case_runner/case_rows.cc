#include "case_runner/case_rows.h"

#include <fmt/format.h>

#include <sstream>

#include "case_runner/event_notation.h"

namespace kebao::cases {
namespace {

using domain::CanonicalRecord;
using domain::Entity;
using domain::FieldType;
using domain::FieldValue;
using domain::KindSet;

template <class T>
Result<FieldValue> AsField(const Result<T>& value) {
  if (!value) return std::unexpected(value.error());
  return FieldValue(*value);
}

template <class T>
Result<FieldValue> TimeField(const std::optional<T>& value, const Yaml& node) {
  if (!value) return MakeProblem("case.time", node.place(), {{"value", node.TextOr("")}});
  return FieldValue(*value);
}

Result<FieldValue> ReadField(FieldType type, const Yaml& node, const CaseClock& clock) {
  if (node.is_null()) return FieldValue();
  switch (type) {
    case FieldType::kInteger:
      return AsField(node.AsInt());
    case FieldType::kReal:
      return AsField(node.AsReal());
    case FieldType::kBoolean:
      return AsField(node.AsBool());
    case FieldType::kInstant:
      return TimeField(ParseCaseTime(node.TextOr(""), clock), node);
    case FieldType::kDay:
      return TimeField(ParseDay(node.TextOr("")), node);
    default:
      return AsField(node.AsText());
  }
}

Result<KindSet> ReadKinds(const Yaml& node) {
  KindSet kinds;
  KEBAO_TRY(const auto names, node.AsTextList());
  for (const std::string& name : names) {
    const auto kind = domain::EventKindNamed(name);
    if (!kind) return MakeProblem("case.kind", node.place(), {{"kind", name}});
    kinds = kinds.With(*kind);
  }
  return kinds;
}

/// `recorded: [kinds]`, `recorded: {all_but: [kinds]}`; without it a source records everything.
Result<KindSet> ReadRecorded(const Yaml& node) {
  const KindSet all{(uint64_t{1} << domain::kEventKindCount) - 1};
  if (node.is_null()) return all;
  if (!node.is_map()) return ReadKinds(node);
  KEBAO_TRY_VOID(node.AllowKeys({"all_but"}));
  KEBAO_TRY(const KindSet without, ReadKinds(node.At("all_but")));
  return KindSet{all.bits & ~without.bits};
}

class RowReader {
 public:
  RowReader(const CaseClock& clock, KindSet recorded) : clock_(clock), recorded_(recorded) {}

  Result<void> ReadNamed(Entity entity, const Yaml& entries) {
    for (const auto& [id, node] : entries.Entries()) {
      CanonicalRecord record = NewRecord(entity, id);
      if (node.is_map()) {
        KEBAO_TRY_VOID(ReadFields(node, &record));
      } else {
        KEBAO_TRY(const std::string name, node.AsText());
        record.fields.emplace_back(domain::FieldIndex(entity, "name"), name);
      }
      rows.push_back(std::move(record));
    }
    return {};
  }

  Result<void> ReadRecords(const Yaml& groups) {
    for (const auto& [name, list] : groups.Entries()) {
      const auto entity = domain::EntityNamed(name);
      if (!entity) return MakeProblem("case.entity", list.place(), {{"entity", name}});
      int number = 0;
      for (const Yaml& node : list.Items()) {
        CanonicalRecord record = NewRecord(*entity, fmt::format("{}{}", name, ++number));
        KEBAO_TRY_VOID(ReadFields(node, &record));
        rows.push_back(std::move(record));
      }
    }
    return {};
  }

  Result<void> ReadConversations(const Yaml& entries) {
    for (const auto& [id, node] : entries.Entries()) {
      KEBAO_TRY_VOID(ReadConversation(id, node));
    }
    return {};
  }

  std::vector<CaseRow> rows;

 private:
  CanonicalRecord NewRecord(Entity entity, const std::string& id) const {
    CanonicalRecord record;
    record.entity = entity;
    record.id = id;
    return record;
  }

  Result<void> ReadFields(const Yaml& node, CanonicalRecord* record) {
    for (const auto& [name, value] : node.Entries()) {
      if (name == "events" || name == "recorded" || name == "only_events") continue;
      if (name == "id") {
        KEBAO_TRY(record->id, value.AsText());
      } else if (name == "version") {
        KEBAO_TRY(record->version, value.AsInt());
      } else {
        KEBAO_TRY_VOID(ReadField(name, value, record));
      }
    }
    return {};
  }

  Result<void> ReadField(const std::string& name, const Yaml& value, CanonicalRecord* record) {
    const int index = domain::FieldIndex(record->entity, name);
    if (index < 0) return MakeProblem("case.field", value.place(), {{"field", name}});
    const FieldType type = domain::SchemaOf(record->entity).fields[static_cast<size_t>(index)].type;
    KEBAO_TRY(FieldValue field, cases::ReadField(type, value, clock_));
    record->fields.emplace_back(index, std::move(field));
    return {};
  }

  Result<void> ReadConversation(const std::string& id, const Yaml& node) {
    CanonicalRecord record = NewRecord(Entity::kConversation, id);
    record.recorded_kinds = recorded_;
    if (node.Has("recorded")) {
      KEBAO_TRY(record.recorded_kinds, ReadRecorded(node.At("recorded")));
    }
    KEBAO_TRY_VOID(ReadFields(node, &record));
    if (!node.Has("only_events")) rows.push_back(std::move(record));
    return ReadEvents(id, node.At("events"));
  }

  /// The events are one text, a line each, so that nothing in them needs YAML's quoting.
  Result<void> ReadEvents(const std::string& id, const Yaml& events) {
    std::istringstream lines(events.TextOr(""));
    const std::string place = events.place();
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      if (line.find_first_not_of(' ') == std::string::npos || line.starts_with('#')) continue;
      KEBAO_TRY(domain::CanonicalEvent event,
                ParseEventLine(line, clock_,
                               fmt::format("{} line {} of the events of {}", place, number, id)));
      event.conversation_id = id;
      rows.push_back(std::move(event));
    }
    return {};
  }

  const CaseClock& clock_;
  KindSet recorded_;
};

}  // namespace

Result<std::vector<CaseRow>> ReadRows(const Yaml& node, const CaseClock& clock) {
  KEBAO_TRY(const KindSet recorded, ReadRecorded(node.At("recorded")));
  RowReader reader(clock, recorded);
  KEBAO_TRY_VOID(reader.ReadNamed(Entity::kTeam, node.At("teams")));
  KEBAO_TRY_VOID(reader.ReadNamed(Entity::kAgent, node.At("agents")));
  KEBAO_TRY_VOID(reader.ReadNamed(Entity::kCustomer, node.At("customers")));
  KEBAO_TRY_VOID(reader.ReadConversations(node.At("conversations")));
  KEBAO_TRY_VOID(reader.ReadRecords(node.At("records")));
  return std::move(reader.rows);
}

}  // namespace kebao::cases
