#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/duration_text.h"
#include "base/problem.h"
#include "base/time_format.h"
#include "domain/canonical.h"
#include "ingest/record_source.h"

namespace kebao::ingest {

/// A mapping as written (docs/mappings.md is its manual): how the rows of one kind of file become
/// events and records. Plain data; Mapper compiles it against a file's columns.

/// What happens to a value that a `map:` does not list.
enum class ElseRule : uint8_t { kKeep, kEmpty, kSkip, kConstant };
/// What happens to a value that cannot be read as its type, or is impossible.
enum class OnBad : uint8_t { kDefault, kReject, kBlank };

struct ValueMapSpec {
  std::vector<std::pair<std::string, std::string>> entries;
  ElseRule otherwise = ElseRule::kKeep;
  std::string otherwise_text;
};

struct BandSpec {
  double below = 0;  // the first band whose `below` is greater than the number
  std::string label;
};

struct ValueSpec {
  enum class From : uint8_t {
    kNothing,    // not written in the mapping
    kColumn,     // text = column, path, or an @name
    kConstant,   // text
    kParameter,  // text = name of a parameter the user gives
    kFirst,      // the first of `parts` that is not empty
    kConcat,     // all `parts`, joined by `separator`; empty if all are
    kHash,       // of all `parts`: a key for rows without one
    kBetween,    // seconds from parts[0] to parts[1]
    kSum,        // of the numbers in `parts`; empty if all are
    kLabels,     // names of the columns matching `text` whose cell is `equal_to`, joined by
                 // `separator`
  };
  From from = From::kNothing;
  std::string text;
  std::vector<ValueSpec> parts;
  std::string separator;
  std::string equal_to;

  // In this order: extract, split, lower, map, bands; then the reading as the type that is wanted.
  std::string
      extract;  // regular expression; its first group, else the whole match; no match = empty
  std::string split_by;
  int take = 0;  // which piece, from 1; negative from the end; 0 = not split
  bool lower = false;
  std::optional<ValueMapSpec> map;
  std::vector<BandSpec> bands;
  std::vector<std::string> time_formats;  // else the mapping's
  std::string zone;                       // else the mapping's
  std::optional<DurationForm> duration;
  double scale = 1;
  std::vector<ValueSpec> plus;  // none or one: a duration to add to a time
  std::vector<ValueSpec>
      next_day_if_before;  // none or one: a time; half a day and more before it means past midnight
  OnBad on_bad = OnBad::kDefault;
  std::string place;

  bool is_given() const { return from != From::kNothing; }
};

struct ConditionSpec {
  enum class Op : uint8_t {
    kAll,
    kAny,
    kNone,  // of `parts`; kAll of nothing is true
    kIn,
    kNotIn,  // `words`
    kAbove,
    kBelow,
    kAtLeast,
    kAtMost,   // `number`
    kMatches,  // words[0], a regular expression
    kPresent,
    kMissing,
    kAgent,
    kNotAgent,
    kOdd,
    kEven,
    kSameAs,
    kNotSameAs,  // words[0], another column
  };
  Op op = Op::kAll;
  std::string column;
  std::vector<std::string> words;
  double number = 0;
  std::vector<ConditionSpec> parts;
  std::string place;
};

struct EventSpec {
  ValueSpec kind;
  ValueSpec at;
  ValueSpec actor;
  ValueSpec conversation;  // else the group's, else the mapping's
  ValueSpec id;
  ValueSpec agent;
  ValueSpec team;
  ValueSpec customer;
  ValueSpec value;
  ValueSpec subject;
  ValueSpec text;
  ValueSpec version;
  ValueSpec not_before;  // a time that `at` cannot precede
  bool is_observed = true;
  bool is_earliest_only =
      false;  // given only when it is earlier than any before it in the file, per conversation
  ConditionSpec when;
  std::string place;
};

struct RecordSpec {
  domain::Entity entity = domain::Entity::kConversation;
  ValueSpec id;
  ValueSpec version;
  std::vector<std::pair<int, ValueSpec>> fields;
  int required_field = -1;  // no record without a value in it
  ConditionSpec when;
  std::string place;
};

struct RuleSpec {
  enum class Kind : uint8_t { kIgnore, kReject, kCount, kUnique };
  Kind kind = Kind::kCount;
  std::string reason;
  ConditionSpec when;
  std::vector<ValueSpec> key;  // kUnique: one value that should not occur twice
  std::string place;
};

/// Events and records per raw record, or per item of something in it.
struct GroupSpec {
  enum class Each : uint8_t { kRecord, kListItem, kColumn, kPiece };
  Each each = Each::kRecord;
  std::string list;    // kListItem: path of the list; kColumn: regular expression of column names
  ValueSpec pieces;    // kPiece: the text that is split by list
  ConditionSpec when;  // of the raw record (kListItem: of the item)
  ValueSpec conversation;
  std::vector<EventSpec> events;
  std::vector<RecordSpec> records;
};

/// Whose ids and addresses are agents': read in a first pass where `seen` is given.
struct AgentEvidence {
  std::string list;  // path of a list, "" = the record itself
  ConditionSpec when;
  ValueSpec id;
};
struct AgentsSpec {
  std::vector<std::string> matching;  // regular expressions
  std::string parameter;              // user-given ids, addresses or @domains, separated by commas
  std::vector<AgentEvidence> seen;
};

struct ThreadSpec {
  ValueSpec id;
  std::vector<ValueSpec> parents;  // each may hold several ids separated by blanks, eldest first
};

struct ParameterSpec {
  std::string name;
  std::string fallback;
  bool is_required = false;
};

struct RecogniseSpec {
  std::vector<std::string> columns;  // all of them
  std::vector<std::string> any_of;   // at least one of them
  std::vector<std::string> none_of;
  std::vector<std::pair<int, std::string>>
      cells;         // column number from 1 → regular expression; files without a header
  std::string file;  // glob on the file's name
  std::optional<FileKind> kind;
  bool by_name_only = false;  // never by itself, only with --source / --mapping
};

struct Mapping {
  std::string name;
  std::string title_zh;
  std::string title_en;
  std::string source;  // name of the source system; files of one source share ids
  RecogniseSpec recognise;
  ReadOptions read;
  std::string zone;
  std::vector<std::string> missing;
  std::vector<std::string> time_formats;
  std::map<std::string, std::vector<std::string>> aliases;  // column → its other names
  std::vector<ParameterSpec> parameters;
  AgentsSpec agents;
  std::optional<ThreadSpec> thread;
  ValueSpec conversation;
  ValueSpec version;
  domain::KindSet recorded_kinds;
  bool recorded_kinds_from_columns =
      false;  // `auto`: the observed kinds that the file's columns can give
  std::vector<RuleSpec> rules;
  std::vector<GroupSpec> groups;
  std::string place;
  uint64_t content_hash = 0;  // of the YAML text
};

/// Problems: yaml.* and "mapping.value", "mapping.field", "mapping.entity", "mapping.kind",
/// "mapping.actor", "mapping.condition", "mapping.regex", "mapping.rule", "time.pattern",
/// "duration.form"; each with its place.
Result<Mapping> ParseMapping(std::string_view text, const std::string& name);
Result<Mapping> LoadMapping(const std::filesystem::path& file);

/// Column names are compared without regard to capitals, blanks, underscores and hyphens: "Created
/// time" = created_time.
std::string NormalizedColumn(std::string_view name);

}  // namespace kebao::ingest
