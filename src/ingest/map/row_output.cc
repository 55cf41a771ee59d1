#include "ingest/map/row_output.h"

#include "base/hash.h"

namespace kebao::ingest {
namespace {

constexpr size_t kShownBytes = 200;

template <class T>
void AppendRaw(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void AppendText(std::string& bytes, std::string_view text) {
  AppendRaw(bytes, static_cast<uint32_t>(text.size()));
  bytes.append(text);
}

void AppendField(std::string& bytes, const domain::FieldValue& field) {
  AppendRaw(bytes, static_cast<uint8_t>(field.index()));
  if (const auto* text = std::get_if<std::string>(&field)) AppendText(bytes, *text);
  if (const auto* whole = std::get_if<int64_t>(&field)) AppendRaw(bytes, *whole);
  if (const auto* real = std::get_if<double>(&field)) AppendRaw(bytes, *real);
  if (const auto* flag = std::get_if<bool>(&field)) AppendRaw(bytes, *flag);
  if (const auto* at = std::get_if<Instant>(&field)) AppendRaw(bytes, at->micros);
  if (const auto* day = std::get_if<LocalDay>(&field)) AppendRaw(bytes, day->days);
}

void ClearEvent(domain::CanonicalEvent& event) {
  event.conversation_id.clear();
  event.id.clear();
  event.actor = domain::ActorKind::kNone;
  event.agent_id.clear();
  event.team_id.clear();
  event.customer_id.clear();
  event.value.reset();
  event.subject.clear();
  event.text.clear();
  event.version = 0;
}

}  // namespace

void AssignText(domain::FieldValue& field, std::string_view text) {
  if (auto* held = std::get_if<std::string>(&field)) {
    held->assign(text);
  } else {
    field.emplace<std::string>(text);
  }
}

void RowOutput::Clear() {
  events_used_ = 0;
  records_used_ = 0;
  has_fault_ = false;
}

domain::CanonicalEvent& RowOutput::AddEvent() {
  if (events_used_ == events_.size()) events_.emplace_back();
  domain::CanonicalEvent& event = events_[events_used_++];
  ClearEvent(event);
  return event;
}

domain::CanonicalRecord& RowOutput::AddRecord() {
  if (records_used_ == records_.size()) records_.emplace_back();
  return records_[records_used_++];
}

void RowOutput::SetFault(std::string_view code, std::string_view column, std::string_view value) {
  if (has_fault_) return;
  has_fault_ = true;
  fault_.code = code;
  fault_.column = column;
  fault_.value = value.substr(0, kShownBytes);
}

RowOutput::Handed RowOutput::HandTo(domain::CanonicalSink& sink) {
  Handed handed;
  for (size_t i = 0; i < records_used_; ++i) {
    const domain::CanonicalRecord& record = records_[i];
    const uint64_t identity = HashBytes(record.id, static_cast<uint64_t>(record.entity));
    if (seen_records_.IsRepeat(identity, HashOf(record))) {
      ++handed.repeated_records;
      continue;
    }
    sink.Accept(record);
    ++handed.records;
  }
  for (size_t i = 0; i < events_used_; ++i) {
    // An event with an id is known by it where the rows are kept.
    if (events_[i].id.empty() && IsRepeat(events_[i])) {
      ++handed.repeated_events;
      continue;
    }
    sink.Accept(events_[i]);
    ++handed.events;
  }
  return handed;
}

bool RowOutput::IsRepeat(const domain::CanonicalEvent& event) {
  const uint64_t hash = HashOf(event);
  return seen_events_.IsRepeat(hash, hash);
}

uint64_t RowOutput::HashOf(const domain::CanonicalEvent& event) {
  bytes_.clear();
  AppendRaw(bytes_, event.kind);
  AppendRaw(bytes_, event.actor);
  AppendRaw(bytes_, event.is_observed);
  AppendRaw(bytes_, event.at.micros);
  AppendRaw(bytes_, event.value ? static_cast<int64_t>(*event.value) : INT64_MIN);
  for (const std::string* text : {&event.conversation_id, &event.agent_id, &event.team_id,
                                  &event.customer_id, &event.subject, &event.text}) {
    AppendText(bytes_, *text);
  }
  return HashBytes(bytes_) | 1;  // 0 means "nothing yet"
}

uint64_t RowOutput::HashOf(const domain::CanonicalRecord& record) {
  bytes_.clear();
  AppendRaw(bytes_, record.entity);
  AppendRaw(bytes_, record.version);
  AppendText(bytes_, record.id);
  for (const auto& [index, value] : record.fields) {
    AppendRaw(bytes_, index);
    AppendField(bytes_, value);
  }
  return HashBytes(bytes_) | 1;
}

}  // namespace kebao::ingest
