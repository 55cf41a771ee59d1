#pragma once

#include <string>
#include <vector>

#include "domain/canonical.h"
#include "ingest/map/repeat_filter.h"

namespace kebao::ingest {

/// Why a row cannot be taken.
struct RowFault {
  std::string code;
  std::string column;
  std::string value;
};

/// What one raw record gave so far: handed on whole, or not at all. Keeps its memory from row to
/// row.
class RowOutput {
 public:
  void Clear();
  domain::CanonicalEvent& AddEvent();
  domain::CanonicalRecord& AddRecord();
  void DropLastEvent() { --events_used_; }
  void DropLastRecord() { --records_used_; }
  void SetFault(std::string_view code, std::string_view column, std::string_view value);
  const RowFault* fault() const { return has_fault_ ? &fault_ : nullptr; }
  bool is_empty() const { return events_used_ == 0 && records_used_ == 0; }

  struct Handed {
    int64_t events = 0;
    int64_t records = 0;
    int64_t repeated_events = 0;
    int64_t repeated_records = 0;
  };
  Handed HandTo(domain::CanonicalSink& sink);

 private:
  /// Of an event without an id, which is known by its content: a later row that repeats it says the
  /// same event.
  bool IsRepeat(const domain::CanonicalEvent& event);
  uint64_t HashOf(const domain::CanonicalEvent& event);
  uint64_t HashOf(const domain::CanonicalRecord& record);

  std::vector<domain::CanonicalEvent> events_;
  std::vector<domain::CanonicalRecord> records_;
  size_t events_used_ = 0;
  size_t records_used_ = 0;
  bool has_fault_ = false;
  RowFault fault_;
  RepeatFilter seen_events_;
  RepeatFilter seen_records_;
  std::string bytes_;
};

/// Puts a text into a field without giving up the memory of the text it held.
void AssignText(domain::FieldValue& field, std::string_view text);

}  // namespace kebao::ingest
