#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "ingest/map/condition.h"
#include "ingest/map/row_output.h"
#include "ingest/map/value.h"

namespace kebao::ingest {

/// What the programs below work on.
struct RowContext {
  RowCells& cells;
  AgentIndex& agents;
  RowOutput& output;
};

/// One entry of `events:`, compiled.
class EventProgram {
 public:
  static Result<EventProgram> Compile(const EventSpec& spec, const ValueScope& scope);
  /// `conversation` and `version` are the mapping's own, for events that name none.
  void Run(RowContext& row, Value& conversation, Value& version);
  void AddCountsTo(std::vector<domain::QualityCount>& counts) const;
  /// The kinds of observed events that the file's columns allow.
  domain::KindSet PossibleKinds() const;

 private:
  bool IsEarliest(std::string_view conversation, Instant at);
  bool FindEarliest(uint64_t conversation, Instant at);
  std::optional<domain::EventKind> Kind(RowCells& cells);
  domain::ActorKind Actor(RowCells& cells);
  std::optional<Instant> At(RowContext& row);
  void Fill(domain::CanonicalEvent& event, RowContext& row, Value& version);
  void FillValue(domain::CanonicalEvent& event, RowContext& row);

  Value kind_, at_, actor_, conversation_, id_, agent_, team_, customer_, value_, subject_, text_,
      version_, not_before_;
  Condition when_;
  bool is_observed_ = true;
  bool is_earliest_only_ = false;
  std::vector<domain::EventKind> kinds_;  // that the mapping can give
  std::unordered_map<uint64_t, int64_t>
      earliest_;  // by hash of the conversation, for is_earliest_only_
  uint64_t last_conversation_ = 0;
  int64_t* last_earliest_ = nullptr;  // of it, in earliest_
  int64_t out_of_order_ = 0;
};

/// One entry of `records:` or `source_figures:`, compiled.
class RecordProgram {
 public:
  static Result<RecordProgram> Compile(const RecordSpec& spec, const ValueScope& scope,
                                       domain::KindSet recorded_kinds);
  void Run(RowContext& row, Value& conversation, Value& version);
  void AddCountsTo(std::vector<domain::QualityCount>& counts) const;
  void SetRecordedKinds(domain::KindSet kinds) { recorded_kinds_ = kinds; }
  bool is_conversation() const { return entity_ == domain::Entity::kConversation; }

 private:
  struct Field {
    int index;
    domain::FieldType type;
    Value value;
  };
  bool IsSpokenOfInPassing() const;
  bool FillField(Field& field, domain::FieldValue& into, RowContext& row);

  domain::Entity entity_ = domain::Entity::kConversation;
  Value id_, version_;
  std::vector<Field> fields_;
  int required_field_ = -1;
  Condition when_;
  domain::KindSet recorded_kinds_;
};

}  // namespace kebao::ingest
