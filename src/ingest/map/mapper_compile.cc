#include <algorithm>

#include "ingest/map/mapper_impl.h"

namespace kebao::ingest {

Result<Mapper> Mapper::Compile(const Mapping& mapping, const FileShape& shape,
                               const MapperOptions& options) {
  auto impl = std::make_unique<Impl>(mapping, shape, options);
  KEBAO_TRY_VOID(impl->Compile(mapping, options));
  return Mapper(std::move(impl));
}

Result<void> Mapper::Impl::Compile(const Mapping& mapping, const MapperOptions& options) {
  scope = {&mapping, &cells, &options.parameters, options.zone, {}, false};
  if (!mapping.zone.empty()) {
    KEBAO_TRY(scope.zone, TimeZone::Find(mapping.zone));
  }
  if (options.report_time) scope.plausible = clean::PlausibleTimes::UpTo(*options.report_time);
  KEBAO_TRY_VOID(CompileAgents(mapping, options));
  KEBAO_TRY_VOID(CompileThread(mapping));
  KEBAO_TRY(conversation, Value::Compile(mapping.conversation, scope));
  KEBAO_TRY_VOID(RequireColumn(conversation, mapping.conversation, mapping));
  KEBAO_TRY(version, Value::Compile(mapping.version, scope));
  KEBAO_TRY_VOID(CompileRules(mapping));
  for (const GroupSpec& spec : mapping.groups) {
    KEBAO_TRY_VOID(CompileGroup(spec, mapping));
  }
  if (mapping.recorded_kinds_from_columns) RecordWhatColumnsAllow();
  scope.mapping = nullptr;  // the caller's; values keep what they need of it
  scope.parameters = nullptr;
  return {};
}

void Mapper::Impl::RecordWhatColumnsAllow() {
  domain::KindSet kinds;
  for (const MapperGroup& group : groups) {
    for (const EventProgram& event : group.events) kinds.bits |= event.PossibleKinds().bits;
  }
  for (MapperGroup& group : groups) {
    for (RecordProgram& record : group.records) {
      if (record.is_conversation()) record.SetRecordedKinds(kinds);
    }
  }
}

Result<void> Mapper::Impl::RequireColumn(const Value& value, const ValueSpec& spec,
                                         const Mapping& mapping) const {
  if (!value.is_given() || value.is_possible()) return {};
  return MakeProblem("mapping.column_missing", spec.place,
                     {{"column", std::string(value.label())}, {"mapping", mapping.name}});
}

Result<void> Mapper::Impl::CompileRules(const Mapping& mapping) {
  for (const RuleSpec& spec : mapping.rules) {
    MapperRule rule;
    rule.kind = spec.kind;
    rule.reason = spec.reason;
    KEBAO_TRY(rule.when, Condition::Compile(spec.when, cells, false));
    for (const ValueSpec& key : spec.key) {
      KEBAO_TRY(Value value, Value::Compile(key, scope));
      rule.key.push_back(std::move(value));
    }
    rules.push_back(std::move(rule));
  }
  return {};
}

Result<void> Mapper::Impl::CompileGroup(const GroupSpec& spec, const Mapping& mapping) {
  MapperGroup group;
  group.each = spec.each;
  group.list = spec.list;
  ValueScope inner = scope;
  inner.is_in_item = spec.each == GroupSpec::Each::kListItem;
  KEBAO_TRY(group.when, Condition::Compile(spec.when, cells, inner.is_in_item));
  KEBAO_TRY(group.pieces, Value::Compile(spec.pieces, scope));
  KEBAO_TRY(group.conversation, Value::Compile(spec.conversation, inner));
  if (spec.each == GroupSpec::Each::kColumn) {
    KEBAO_TRY(const Pattern pattern, Pattern::Compile(spec.list, mapping.place));
    for (const std::string& column : cells.columns()) {
      if (!pattern.IsFoundIn(column)) continue;
      group.columns.emplace_back(column, cells.SlotFor(column, false));
      cells.SetOptional(group.columns.back().second);
    }
  }
  for (const EventSpec& event : spec.events) {
    KEBAO_TRY(EventProgram program, EventProgram::Compile(event, inner));
    group.events.push_back(std::move(program));
  }
  for (const RecordSpec& record : spec.records) {
    KEBAO_TRY(RecordProgram program, RecordProgram::Compile(record, inner, mapping.recorded_kinds));
    group.records.push_back(std::move(program));
  }
  groups.push_back(std::move(group));
  return {};
}

Result<void> Mapper::Impl::CompileAgents(const Mapping& mapping, const MapperOptions& options) {
  const AgentsSpec& spec = mapping.agents;
  for (const std::string& expression : spec.matching) {
    KEBAO_TRY(Pattern pattern, Pattern::Compile(expression, mapping.place));
    agents.AddPattern(std::move(pattern));
  }
  if (const auto given = options.parameters.find(spec.parameter);
      given != options.parameters.end()) {
    std::string_view rest = given->second;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find(','), rest.size());
      agents.Add(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  for (const AgentEvidence& one : spec.seen) {
    ValueScope inner = scope;
    inner.is_in_item = !one.list.empty();
    MapperEvidence compiled;
    compiled.list = one.list;
    KEBAO_TRY(compiled.when, Condition::Compile(one.when, cells, inner.is_in_item));
    KEBAO_TRY(compiled.id, Value::Compile(one.id, inner));
    evidence.push_back(std::move(compiled));
  }
  return {};
}

Result<void> Mapper::Impl::CompileThread(const Mapping& mapping) {
  if (!mapping.thread) return {};
  has_thread = true;
  KEBAO_TRY(thread_id, Value::Compile(mapping.thread->id, scope));
  KEBAO_TRY_VOID(RequireColumn(thread_id, mapping.thread->id, mapping));
  for (const ValueSpec& parent : mapping.thread->parents) {
    KEBAO_TRY(Value value, Value::Compile(parent, scope));
    thread_parents.push_back(std::move(value));
  }
  return {};
}

}  // namespace kebao::ingest
