#include "ingest/map/mapper.h"

#include <algorithm>
#include <unordered_set>

#include "base/hash.h"
#include "ingest/map/row_program.h"

namespace kebao::ingest {
namespace {

/// Up to 64 KiB of a rejected row are kept: enough to mend it, not enough to fill a disk.
constexpr size_t kOriginalBytes = 64 << 10;

struct Rule {
  RuleSpec::Kind kind;
  std::string reason;
  Condition when;
  std::vector<Value> key;
  std::unordered_set<uint64_t> seen_keys;
  int64_t rows = 0;
  std::string example;
};

struct Group {
  GroupSpec::Each each = GroupSpec::Each::kRecord;
  std::string list;
  Condition when;
  Value pieces;
  Value conversation;
  std::vector<std::pair<std::string, int>> columns;
  std::vector<EventProgram> events;
  std::vector<RecordProgram> records;
};

struct Evidence {
  std::string list;
  Condition when;
  Value id;
};

/// One entry per code and column: a column that several values read is one column. The rows are those of the value
/// that met most, since all looked at the same cells.
void MergeCounts(std::vector<domain::QualityCount>& counts) {
  std::map<std::pair<std::string, std::string>, domain::QualityCount> merged;
  for (domain::QualityCount& count : counts) {
    if (count.column.starts_with('^')) count.column.erase(0, 1);
    auto& kept = merged[{count.code, count.column}];
    if (count.rows > kept.rows) kept = std::move(count);
  }
  counts.clear();
  for (auto& [key, count] : merged) counts.push_back(std::move(count));
}

void CountOne(std::map<std::string, int64_t>& counts, const std::string& code) { ++counts[code]; }

}  // namespace

struct Mapper::Impl {
  Impl(const Mapping& mapping, const FileShape& shape, const MapperOptions& options)
      : cells(mapping, shape, options.file_name) {}

  Result<void> Compile(const Mapping& mapping, const MapperOptions& options);
  Result<void> CompileRules(const Mapping& mapping);
  Result<void> CompileGroup(const GroupSpec& spec, const Mapping& mapping);
  Result<void> CompileAgents(const Mapping& mapping, const MapperOptions& options);
  Result<void> CompileThread(const Mapping& mapping);
  Result<void> RequireColumn(const Value& value, const ValueSpec& spec, const Mapping& mapping) const;

  void RecordWhatColumnsAllow();
  void ObserveAgents(const RawRecord& record);
  void ObserveThread();
  bool ApplyRules(RowContext& row, domain::CanonicalSink& sink);
  void RunGroup(Group& group, RowContext& row);
  void RunOutputs(Group& group, RowContext& row);
  void Reject(const RowFault& fault, domain::CanonicalSink& sink);
  void HandOn(domain::CanonicalSink& sink);

  RowCells cells;
  ValueScope scope;
  AgentIndex agents;
  ThreadIndex threads;
  RowOutput output;
  bool has_thread = false;
  Value thread_id;
  std::vector<Value> thread_parents;
  std::vector<Evidence> evidence;
  std::vector<Rule> rules;
  Value conversation;
  Value version;
  std::vector<Group> groups;
  MappingQuality quality;
  RowOutput::Handed handed;
  std::map<std::string, int64_t> ignored;
  std::map<std::pair<std::string, std::string>, domain::QualityCount> rejected;
};

Mapper::Mapper(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Mapper::Mapper(Mapper&&) noexcept = default;
Mapper& Mapper::operator=(Mapper&&) noexcept = default;
Mapper::~Mapper() = default;

Result<Mapper> Mapper::Compile(const Mapping& mapping, const FileShape& shape, const MapperOptions& options) {
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
  for (const Group& group : groups) {
    for (const EventProgram& event : group.events) kinds.bits |= event.PossibleKinds().bits;
  }
  for (Group& group : groups) {
    for (RecordProgram& record : group.records) {
      if (record.is_conversation()) record.SetRecordedKinds(kinds);
    }
  }
}

Result<void> Mapper::Impl::RequireColumn(const Value& value, const ValueSpec& spec, const Mapping& mapping) const {
  if (!value.is_given() || value.is_possible()) return {};
  return MakeProblem("mapping.column_missing", spec.place,
                     {{"column", std::string(value.label())}, {"mapping", mapping.name}});
}

Result<void> Mapper::Impl::CompileRules(const Mapping& mapping) {
  for (const RuleSpec& spec : mapping.rules) {
    Rule rule;
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
  Group group;
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
  if (const auto given = options.parameters.find(spec.parameter); given != options.parameters.end()) {
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
    Evidence compiled;
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

bool Mapper::needs_first_pass() const { return impl_->has_thread || !impl_->evidence.empty(); }

void Mapper::Observe(const RawRecord& record) {
  impl_->cells.StartRecord(record);
  if (impl_->has_thread) impl_->ObserveThread();
  impl_->ObserveAgents(record);
}

void Mapper::Impl::ObserveThread() {
  const std::string id(thread_id.Text(cells).text);
  for (Value& value : thread_parents) {
    // "<eldest> … <parent>": each answers the one before it, and the record answers the last.
    std::string elder;
    std::string_view rest = value.Text(cells).text;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find_first_of(" \t\r\n,"), rest.size());
      const std::string_view one = rest.substr(0, end);
      if (!one.empty() && one != id) {
        if (!elder.empty()) threads.Join(one, elder);
        elder = one;
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (!elder.empty()) threads.Join(id, elder);
  }
}

void Mapper::Impl::ObserveAgents(const RawRecord& record) {
  for (Evidence& one : evidence) {
    const auto look = [&] {
      if (!one.when.Holds(cells, agents)) return;
      const Cell id = one.id.Text(cells);
      if (id.has_text()) agents.Add(id.text);
    };
    if (one.list.empty()) {
      look();
      continue;
    }
    int64_t index = 0;
    for (const Tree& item : record.tree != nullptr ? record.tree->ItemsAt(one.list) : std::vector<Tree>{}) {
      cells.StartItem(&item, ++index, {}, {});
      look();
    }
  }
}

void Mapper::Map(const RawRecord& record, domain::CanonicalSink& sink) {
  Impl& impl = *impl_;
  if (impl.quality.read++ == 0) impl.cells.ClearCounts();
  impl.cells.StartRecord(record);
  if (impl.has_thread) impl.cells.SetThread(impl.threads.RootOf(impl.thread_id.Text(impl.cells).text));
  impl.output.Clear();
  RowContext row{impl.cells, impl.agents, impl.output};
  if (!impl.ApplyRules(row, sink)) return;
  for (Group& group : impl.groups) impl.RunGroup(group, row);
  if (const RowFault* fault = impl.output.fault()) return impl.Reject(*fault, sink);
  impl.HandOn(sink);
}

void Mapper::MapFault(const RawFault& fault, domain::CanonicalSink& sink) {
  ++impl_->quality.rejected;
  auto& count = impl_->rejected[{fault.code, ""}];
  ++count.rows;
  sink.Accept(domain::RejectedRow{fault.row, fault.code, "", "", fault.original});
}

/// False: the row goes no further.
bool Mapper::Impl::ApplyRules(RowContext& row, domain::CanonicalSink& sink) {
  for (Rule& rule : rules) {
    if (!rule.when.Holds(cells, agents)) continue;
    if (rule.kind == RuleSpec::Kind::kUnique) {
      const Cell key = rule.key.front().Text(cells);
      if (!key.has_text() || rule.seen_keys.insert(HashBytes(key.text)).second) continue;
      if (rule.example.empty()) rule.example = key.text;
    }
    ++rule.rows;
    if (rule.kind == RuleSpec::Kind::kIgnore) {
      ++quality.ignored;
      return false;
    }
    if (rule.kind == RuleSpec::Kind::kReject) {
      row.output.SetFault(rule.reason, "", "");
      Reject(*row.output.fault(), sink);
      return false;
    }
  }
  return true;
}

void Mapper::Impl::RunGroup(Group& group, RowContext& row) {
  using Each = GroupSpec::Each;
  int64_t index = 0;
  switch (group.each) {
    case Each::kRecord:
      if (group.when.Holds(cells, agents)) RunOutputs(group, row);
      return;
    case Each::kListItem:
      if (cells.record().tree == nullptr) return;
      for (const Tree& item : cells.record().tree->ItemsAt(group.list)) {
        cells.StartItem(&item, ++index, {}, {});
        if (group.when.Holds(cells, agents)) RunOutputs(group, row);
      }
      break;
    case Each::kColumn:
      for (const auto& [name, slot] : group.columns) {
        const Cell cell = cells.Read(slot);
        cells.StartItem(nullptr, ++index, name, cell.text);
        if (group.when.Holds(cells, agents)) RunOutputs(group, row);
      }
      break;
    case Each::kPiece: {
      const std::string text(group.pieces.Text(cells).text);
      for (std::string_view rest = text; !rest.empty();) {
        const size_t end = std::min(rest.find(group.list), rest.size());
        cells.StartItem(nullptr, ++index, {}, rest.substr(0, end));
        if (group.when.Holds(cells, agents)) RunOutputs(group, row);
        rest.remove_prefix(std::min(end + group.list.size(), rest.size()));
      }
      break;
    }
  }
  cells.StartItem(nullptr, 0, {}, {});
}

void Mapper::Impl::RunOutputs(Group& group, RowContext& row) {
  Value& owner = group.conversation.is_given() ? group.conversation : conversation;
  for (RecordProgram& record : group.records) record.Run(row, owner, version);
  for (EventProgram& event : group.events) event.Run(row, owner, version);
}

void Mapper::Impl::Reject(const RowFault& fault, domain::CanonicalSink& sink) {
  ++quality.rejected;
  auto& count = rejected[{fault.code, fault.column}];
  if (count.rows++ == 0) count.example = fault.value;
  const RawRecord& record = cells.record();
  sink.Accept(domain::RejectedRow{record.row, fault.code, fault.column, fault.value,
                                  std::string(record.original.substr(0, kOriginalBytes))});
}

void Mapper::Impl::HandOn(domain::CanonicalSink& sink) {
  if (output.is_empty()) {
    ++quality.ignored;
    CountOne(ignored, "nothing_mapped");
    return;
  }
  ++quality.mapped;
  const RowOutput::Handed one = output.HandTo(sink);
  handed.events += one.events;
  handed.records += one.records;
  handed.repeated_events += one.repeated_events;
  handed.repeated_records += one.repeated_records;
}

std::vector<std::string> Mapper::UnmappedColumns() const { return impl_->cells.UnusedColumns(); }

MappingQuality Mapper::Finish() const {
  const Impl& impl = *impl_;
  MappingQuality quality = impl.quality;
  quality.events = impl.handed.events;
  quality.records = impl.handed.records;
  auto& counts = quality.counts;
  for (const Rule& rule : impl.rules) {
    if (rule.rows == 0) continue;
    const bool is_ignore = rule.kind == RuleSpec::Kind::kIgnore;
    if (rule.kind == RuleSpec::Kind::kReject) continue;  // counted with the rejected rows
    counts.push_back({(is_ignore ? "ignored." : "suspicious.") + rule.reason,
                      rule.key.empty() ? "" : std::string(rule.key.front().label()), rule.rows, rule.example});
  }
  for (const auto& [reason, rows] : impl.ignored) counts.push_back({"ignored." + reason, "", rows, ""});
  for (const auto& [key, count] : impl.rejected) {
    counts.push_back({"rejected." + key.first, key.second, count.rows, count.example});
  }
  if (impl.handed.repeated_events > 0) counts.push_back({"repeated.event", "", impl.handed.repeated_events, ""});
  if (impl.handed.repeated_records > 0) counts.push_back({"repeated.record", "", impl.handed.repeated_records, ""});
  impl.cells.AddCountsTo(counts);
  impl.conversation.AddCountsTo(counts);
  impl.version.AddCountsTo(counts);
  for (const Group& group : impl.groups) {
    for (const EventProgram& event : group.events) event.AddCountsTo(counts);
    for (const RecordProgram& record : group.records) record.AddCountsTo(counts);
  }
  MergeCounts(counts);
  return quality;
}

}  // namespace kebao::ingest
