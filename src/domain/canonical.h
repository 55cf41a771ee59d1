#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "domain/event.h"

namespace kebao::domain {

/// The entities that a source can give beside events. The numbers are stored: append only.
enum class Entity : uint8_t {
  kConversation = 0,  // attributes of a conversation
  kAgent = 1,
  kTeam = 2,
  kCustomer = 3,
  kTeamMembership = 4,
  kAgentState = 5,
  kShift = 6,
  kVisit = 7,
  kOrder = 8,
  kQaReview = 9,
  kAssessment = 10,  // exam, error, praise, idea, communication score, training
  kFollowUp = 11,
  kCost = 12,
  kKnownEvent = 13,
  kSourceFigure = 14,  // a number that the source system itself computed
  kSurveyAnswer = 15,  // feedback that belongs to no conversation
};
inline constexpr int kEntityCount = 16;

/// How a field is typed. A *_ref is written as the other entity's id in the same source and stored
/// as its key.
enum class FieldType : uint8_t {
  kText,
  kInteger,  // 64 bit
  kReal,
  kBoolean,
  kInstant,
  kDay,
  kConversationRef,
  kAgentRef,
  kTeamRef,
  kCustomerRef,
};

struct FieldSchema {
  std::string_view name;
  FieldType type;
  /// Lives only in customer, message text, superseded and rejected rows; never in facts.
  bool is_personal = false;
  /// Grouping attribute: facts hold it as an integer code of the dimension with this field's name.
  bool is_dimension = false;
};

struct EntitySchema {
  Entity entity;
  std::string_view name;  // "conversation", "agent_state", …; also the stem of its tables
  std::span<const FieldSchema> fields;  // at most 63
};

const EntitySchema& SchemaOf(Entity entity);
std::span<const EntitySchema> AllEntities();
std::optional<Entity> EntityNamed(std::string_view name);
/// Index into SchemaOf(entity).fields; -1 if there is no such field.
int FieldIndex(Entity entity, std::string_view name);

/// A value in a canonical record. monostate = given, but empty (blanks an older value).
using FieldValue =
    std::variant<std::monostate, std::string, int64_t, double, bool, Instant, LocalDay>;

/// One row of an entity as a source gives it, after mapping and cleaning. A field that is absent
/// from `fields` was not in the source's row and leaves the older value alone.
struct CanonicalRecord {
  Entity entity = Entity::kConversation;
  std::string id;  // the source's own key, as text
  int64_t version =
      0;  // source version (e.g. updated_at in µs); the highest wins, then the latest import
  std::vector<std::pair<int, FieldValue>> fields;  // (field index, value); refs as text ids
  KindSet recorded_kinds;                          // conversations: what the source can record
  int64_t row = 0;  // row of the file it came from, 1-based, header not counted
};

/// One event as a source gives it. Ids are the source's own, as text; empty = none.
struct CanonicalEvent {
  std::string conversation_id;
  std::string id;  // empty: identified by its content
  EventKind kind = EventKind::kOpened;
  ActorKind actor = ActorKind::kNone;
  bool is_observed = true;  // false: implied by a summary (a wait in seconds, a resolved time)
  Instant at;
  std::string agent_id;  // who acted, or for assigned/transferred/offered/rated: whom it concerns
  std::string team_id;
  std::string customer_id;
  std::optional<int32_t> value;  // rating score × 100, seconds, …
  std::string subject;
  std::string text;  // message text, comment: personal data
  int64_t version = 0;
  int64_t row = 0;
};

/// A source row that was refused. `original` is the text as it stood, so that it can be mended and
/// imported again.
struct RejectedRow {
  int64_t row = 0;
  std::string
      code;  // "time.impossible", "id.missing", …; sentence in catalog/texts/*/problems.yaml
  std::string column;  // may be empty
  std::string value;   // the offending value, at most 200 bytes
  std::string original;
};

/// What was counted while a file was read; rejected rows are listed one by one beside.
struct QualityCount {
  std::string code;    // "repaired.negative_duration", "missing", "converted.time", …
  std::string column;  // may be empty
  int64_t rows = 0;
  std::string example;
};

/// Where mapped rows go: the staging writer, the demo generator's target, a test's vector. Not
/// thread-safe.
class CanonicalSink {
 public:
  virtual ~CanonicalSink() = default;
  virtual void Accept(const CanonicalEvent& event) = 0;
  virtual void Accept(const CanonicalRecord& record) = 0;
  virtual void Accept(const RejectedRow& row) = 0;
};

}  // namespace kebao::domain
