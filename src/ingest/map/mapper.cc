#include "ingest/map/mapper.h"

#include <algorithm>

#include "base/hash.h"
#include "ingest/map/mapper_impl.h"

namespace kebao::ingest {
namespace {

/// Up to 64 KiB of a rejected row are kept: enough to mend it, not enough to fill a disk.
constexpr size_t kOriginalBytes = 64 << 10;

void CountOne(std::map<std::string, int64_t>& counts, const std::string& code) { ++counts[code]; }

}  // namespace

Mapper::Mapper(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Mapper::Mapper(Mapper&&) noexcept = default;

Mapper& Mapper::operator=(Mapper&&) noexcept = default;

Mapper::~Mapper() = default;

bool Mapper::needs_first_pass() const { return impl_->has_thread || !impl_->evidence.empty(); }

void Mapper::Observe(const RawRecord& record) {
  impl_->cells.StartRecord(record);
  if (impl_->has_thread) impl_->ObserveThread();
  impl_->ObserveAgents(record);
}

void Mapper::Impl::ObserveThread() {
  const std::string id(thread_id.Text(cells).text());
  for (Value& value : thread_parents) {
    // "<eldest> … <parent>": each answers the one before it, and the record answers the last.
    std::string elder;
    std::string_view rest = value.Text(cells).text();
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
  for (MapperEvidence& one : evidence) {
    const auto look = [&] {
      if (!one.when.Holds(cells, agents)) return;
      const Cell id = one.id.Text(cells);
      if (id.has_text()) agents.Add(id.text());
    };
    if (one.list.empty()) {
      look();
      continue;
    }
    int64_t index = 0;
    for (const Tree& item :
         record.tree != nullptr ? record.tree->ItemsAt(one.list) : std::vector<Tree>{}) {
      cells.StartItem(&item, ++index, {}, {});
      look();
    }
  }
}

void Mapper::Map(const RawRecord& record, domain::CanonicalSink& sink) {
  Impl& impl = *impl_;
  if (impl.quality.read++ == 0) impl.cells.ClearCounts();
  impl.cells.StartRecord(record);
  if (impl.has_thread)
    impl.cells.SetThread(impl.threads.RootOf(impl.thread_id.Text(impl.cells).text()));
  impl.output.Clear();
  RowContext row{impl.cells, impl.agents, impl.output};
  if (!impl.ApplyRules(row, sink)) return;
  for (MapperGroup& group : impl.groups) impl.RunGroup(group, row);
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
  for (MapperRule& rule : rules) {
    if (!rule.when.Holds(cells, agents)) continue;
    if (rule.kind == RuleSpec::Kind::kUnique) {
      const Cell key = rule.key.front().Text(cells);
      if (!key.has_text() || rule.seen_keys.insert(HashBytes(key.text())).second) continue;
      if (rule.example.empty()) rule.example = key.text();
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

void Mapper::Impl::RunGroup(MapperGroup& group, RowContext& row) {
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
        cells.StartItem(nullptr, ++index, name, cell.text());
        if (group.when.Holds(cells, agents)) RunOutputs(group, row);
      }
      break;
    case Each::kPiece: {
      const std::string text(group.pieces.Text(cells).text());
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

void Mapper::Impl::RunOutputs(MapperGroup& group, RowContext& row) {
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

}  // namespace kebao::ingest
