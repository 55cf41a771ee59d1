#pragma once

#include <map>
#include <unordered_set>

#include "ingest/map/mapper.h"
#include "ingest/map/row_program.h"

/// The inside of Mapper, shared by its compiling, running and counting parts; for no one else.
namespace kebao::ingest {

struct MapperRule {
  RuleSpec::Kind kind;
  std::string reason;
  Condition when;
  std::vector<Value> key;
  std::unordered_set<uint64_t> seen_keys;
  int64_t rows = 0;
  std::string example;
};

struct MapperGroup {
  GroupSpec::Each each = GroupSpec::Each::kRecord;
  std::string list;
  Condition when;
  Value pieces;
  Value conversation;
  std::vector<std::pair<std::string, int>> columns;
  std::vector<EventProgram> events;
  std::vector<RecordProgram> records;
};

struct MapperEvidence {
  std::string list;
  Condition when;
  Value id;
};

struct Mapper::Impl {
  Impl(const Mapping& mapping, const FileShape& shape, const MapperOptions& options)
      : cells(mapping, shape, options.file_name) {}

  Result<void> Compile(const Mapping& mapping, const MapperOptions& options);
  Result<void> CompileRules(const Mapping& mapping);
  Result<void> CompileGroup(const GroupSpec& spec, const Mapping& mapping);
  Result<void> CompileAgents(const Mapping& mapping, const MapperOptions& options);
  Result<void> CompileThread(const Mapping& mapping);
  Result<void> RequireColumn(const Value& value, const ValueSpec& spec,
                             const Mapping& mapping) const;

  void RecordWhatColumnsAllow();
  void ObserveAgents(const RawRecord& record);
  void ObserveThread();
  bool ApplyRules(RowContext& row, domain::CanonicalSink& sink);
  void RunGroup(MapperGroup& group, RowContext& row);
  void RunOutputs(MapperGroup& group, RowContext& row);
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
  std::vector<MapperEvidence> evidence;
  std::vector<MapperRule> rules;
  Value conversation;
  Value version;
  std::vector<MapperGroup> groups;
  MappingQuality quality;
  RowOutput::Handed handed;
  std::map<std::string, int64_t> ignored;
  std::map<std::pair<std::string, std::string>, domain::QualityCount> rejected;
};

}  // namespace kebao::ingest
