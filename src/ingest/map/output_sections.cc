#include "ingest/map/mapping_parsing.h"
#include "ingest/map/mapping_sections.h"

namespace kebao::ingest {
namespace {

using domain::Entity;
using From = ValueSpec::From;

/// Every word a kind or an actor can become must be one of ours, or `skip`.
template <class Known>
Result<void> CheckWords(const ValueSpec& value, const Known& is_known, const char* code) {
  const auto refuse = [&](const std::string& word) {
    return MakeProblem(code, value.place, {{"kind", word}});
  };
  if (value.from == From::kConstant && !value.map && !is_known(value.text))
    return refuse(value.text);
  for (const ValueSpec& part : value.parts) {
    if (value.from == From::kFirst) KEBAO_TRY_VOID(CheckWords(part, is_known, code));
  }
  if (!value.map) return {};
  for (const auto& [word, target] : value.map->entries) {
    if (target != "skip" && !is_known(target)) return refuse(target);
  }
  if (value.map->otherwise == ElseRule::kConstant && !is_known(value.map->otherwise_text)) {
    return refuse(value.map->otherwise_text);
  }
  return {};
}

Result<ValueSpec> ParseKind(const Yaml& yaml) {
  KEBAO_TRY(ValueSpec kind, ParseWord(yaml));
  if (kind.map && kind.map->otherwise == ElseRule::kKeep) kind.map->otherwise = ElseRule::kEmpty;
  KEBAO_TRY_VOID(CheckWords(
      kind, [](const std::string& word) { return domain::EventKindNamed(word).has_value(); },
      "mapping.kind"));
  return kind;
}

Result<ValueSpec> ParseActor(const Yaml& yaml) {
  KEBAO_TRY(ValueSpec actor, ParseWord(yaml));
  KEBAO_TRY_VOID(CheckWords(
      actor, [](const std::string& word) { return domain::ActorKindNamed(word).has_value(); },
      "mapping.actor"));
  return actor;
}

Result<EventSpec> ParseEvent(const Yaml& yaml) {
  KEBAO_TRY_VOID(yaml.AllowKeys({"kind", "at", "actor", "conversation", "id", "agent", "team",
                                 "customer", "value", "subject", "text", "version", "not_before",
                                 "observed", "earliest", "when"}));
  EventSpec event;
  event.place = yaml.place();
  KEBAO_TRY(const Yaml kind, yaml.Require("kind"));
  KEBAO_TRY(event.kind, ParseKind(kind));
  KEBAO_TRY(const Yaml at, yaml.Require("at"));
  KEBAO_TRY(event.at, ParseValue(at));
  KEBAO_TRY(event.actor, ParseActor(yaml.At("actor")));
  KEBAO_TRY(event.conversation, ParseValue(yaml.At("conversation")));
  KEBAO_TRY(event.id, ParseValue(yaml.At("id")));
  KEBAO_TRY(event.agent, ParseValue(yaml.At("agent")));
  KEBAO_TRY(event.team, ParseValue(yaml.At("team")));
  KEBAO_TRY(event.customer, ParseValue(yaml.At("customer")));
  KEBAO_TRY(event.value, ParseValue(yaml.At("value")));
  KEBAO_TRY(event.subject, ParseWord(yaml.At("subject")));
  KEBAO_TRY(event.text, ParseValue(yaml.At("text")));
  KEBAO_TRY(event.version, ParseValue(yaml.At("version")));
  KEBAO_TRY(event.not_before, ParseValue(yaml.At("not_before")));
  if (yaml.Has("observed")) {
    KEBAO_TRY(event.is_observed, yaml.At("observed").AsBool());
  }
  if (yaml.Has("earliest")) {
    KEBAO_TRY(event.is_earliest_only, yaml.At("earliest").AsBool());
  }
  KEBAO_TRY(event.when, ParseCondition(yaml.At("when")));
  return event;
}

Result<void> AddField(Entity entity, const std::string& name, ValueSpec value, RecordSpec& record) {
  const int field = domain::FieldIndex(entity, name);
  if (field < 0) {
    return MakeProblem("mapping.field", value.place,
                       {{"field", name}, {"entity", std::string(domain::SchemaOf(entity).name)}});
  }
  record.fields.emplace_back(field, std::move(value));
  return {};
}

Result<void> ParseFields(const Yaml& yaml, RecordSpec& record) {
  for (const auto& [name, body] : yaml.At("fields").Entries()) {
    KEBAO_TRY(ValueSpec value, ParseValue(body));
    value.place = body.place();
    KEBAO_TRY_VOID(AddField(record.entity, name, std::move(value), record));
  }
  for (const auto& [name, body] : yaml.At("constants").Entries()) {
    KEBAO_TRY(ValueSpec value, ParseWord(body));
    value.place = body.place();
    KEBAO_TRY_VOID(AddField(record.entity, name, std::move(value), record));
  }
  return {};
}

Result<RecordSpec> ParseRecord(const Yaml& yaml) {
  KEBAO_TRY_VOID(
      yaml.AllowKeys({"entity", "id", "version", "fields", "constants", "when", "needs"}));
  RecordSpec record;
  record.place = yaml.place();
  KEBAO_TRY(const Yaml entity, yaml.Require("entity"));
  const auto named = domain::EntityNamed(entity.TextOr(""));
  if (!named) return MakeProblem("mapping.entity", entity.place(), {{"entity", entity.TextOr("")}});
  record.entity = *named;
  KEBAO_TRY(record.id, ParseValue(yaml.At("id")));
  if (!record.id.is_given() && record.entity != Entity::kConversation) {
    return MakeProblem("yaml.missing_key", yaml.place(), {{"key", "id"}});
  }
  KEBAO_TRY(record.version, ParseValue(yaml.At("version")));
  KEBAO_TRY_VOID(ParseFields(yaml, record));
  KEBAO_TRY(record.when, ParseCondition(yaml.At("when")));
  if (yaml.Has("needs")) {
    record.required_field = domain::FieldIndex(record.entity, yaml.At("needs").TextOr(""));
    if (record.required_field < 0) {
      return MakeProblem("mapping.field", yaml.At("needs").place(),
                         {{"field", yaml.At("needs").TextOr("")}, {"entity", entity.TextOr("")}});
    }
  }
  return record;
}

ValueSpec Constant(const std::string& text) {
  ValueSpec value;
  value.from = From::kConstant;
  value.text = text;
  return value;
}

/// A figure is known by what it is about: metric, whose, of which period.
Result<RecordSpec> ParseFigure(const Yaml& yaml) {
  KEBAO_TRY_VOID(yaml.AllowKeys({"metric", "value", "n", "conversation", "agent", "team", "channel",
                                 "period_start", "period_end", "version", "when"}));
  RecordSpec record;
  record.place = yaml.place();
  record.entity = Entity::kSourceFigure;
  record.id.from = From::kHash;
  KEBAO_TRY(const Yaml metric, yaml.Require("metric"));
  KEBAO_TRY(const std::string metric_name, metric.AsText());
  record.id.parts.push_back(Constant(metric_name));
  KEBAO_TRY_VOID(AddField(record.entity, "metric", Constant(metric_name), record));
  KEBAO_TRY_VOID(yaml.Require("value"));
  for (const char* name :
       {"value", "n", "conversation", "agent", "team", "channel", "period_start", "period_end"}) {
    KEBAO_TRY(ValueSpec value, ParseValue(yaml.At(name)));
    if (!value.is_given()) continue;
    value.place = yaml.At(name).place();
    const bool is_identity = name != std::string_view("value") && name != std::string_view("n");
    if (is_identity) record.id.parts.push_back(value);
    KEBAO_TRY_VOID(AddField(record.entity, name, std::move(value), record));
  }
  record.required_field = domain::FieldIndex(record.entity, "value");
  KEBAO_TRY(record.version, ParseValue(yaml.At("version")));
  KEBAO_TRY(record.when, ParseCondition(yaml.At("when")));
  return record;
}

}  // namespace

Result<void> ParseOutputs(const Yaml& yaml, GroupSpec& group) {
  for (const Yaml& item : yaml.At("events").Items()) {
    KEBAO_TRY(group.events.emplace_back(), ParseEvent(item));
  }
  for (const Yaml& item : yaml.At("records").Items()) {
    KEBAO_TRY(group.records.emplace_back(), ParseRecord(item));
  }
  for (const Yaml& item : yaml.At("source_figures").Items()) {
    KEBAO_TRY(group.records.emplace_back(), ParseFigure(item));
  }
  return {};
}

Result<GroupSpec> ParseEach(const Yaml& yaml) {
  using Each = GroupSpec::Each;
  KEBAO_TRY_VOID(yaml.AllowKeys({"list", "columns", "pieces", "by", "when", "conversation",
                                 "events", "records", "source_figures"}));
  GroupSpec group;
  if (yaml.Has("list")) {
    group.each = Each::kListItem;
    group.list = yaml.At("list").TextOr("");
  } else if (yaml.Has("columns")) {
    group.each = Each::kColumn;
    KEBAO_TRY(group.list, yaml.At("columns").AsText());
    KEBAO_TRY_VOID(CheckRegex(group.list, yaml.At("columns").place()));
  } else if (yaml.Has("pieces")) {
    group.each = Each::kPiece;
    KEBAO_TRY(group.pieces, ParseValue(yaml.At("pieces")));
    KEBAO_TRY(const Yaml by, yaml.Require("by"));
    KEBAO_TRY(group.list, by.AsText());
    if (group.list.empty()) return MakeProblem("mapping.value", by.place());
  }
  KEBAO_TRY(group.when, ParseCondition(yaml.At("when")));
  KEBAO_TRY(group.conversation, ParseValue(yaml.At("conversation")));
  KEBAO_TRY_VOID(ParseOutputs(yaml, group));
  return group;
}

}  // namespace kebao::ingest
