#include "demo/record_builder.h"

#include "base/problem.h"

namespace kebao::demo {

std::string& RecordBuilder::Start(domain::Entity entity) {
  record_.entity = entity;
  used_ = 0;
  return record_.id;
}

domain::FieldValue& RecordBuilder::Next(std::string_view field) {
  const int index = domain::FieldIndex(record_.entity, field);
  KEBAO_ASSERT(index >= 0);
  if (used_ == record_.fields.size()) record_.fields.emplace_back();
  record_.fields[used_].first = index;
  return record_.fields[used_++].second;
}

void RecordBuilder::Text(std::string_view field, std::string_view value) {
  if (value.empty()) return;
  domain::FieldValue& slot = Next(field);
  if (auto* text = std::get_if<std::string>(&slot))
    text->assign(value);
  else
    slot.emplace<std::string>(value);
}

void RecordBuilder::Integer(std::string_view field, int64_t value) { Next(field) = value; }
void RecordBuilder::Real(std::string_view field, double value) { Next(field) = value; }
void RecordBuilder::Boolean(std::string_view field, bool value) { Next(field) = value; }
void RecordBuilder::At(std::string_view field, Instant value) { Next(field) = value; }
void RecordBuilder::Day(std::string_view field, LocalDay value) { Next(field) = value; }

void RecordBuilder::Emit(int64_t version) {
  record_.version = version;
  record_.fields.resize(used_);
  record_.row = ++emitted_;
  sink_.Accept(record_);
}

}  // namespace kebao::demo
