#pragma once

#include <string>
#include <string_view>

#include "domain/canonical.h"

namespace kebao::demo {

/// Fills one CanonicalRecord again and again, keeping the memory of its strings where the same kind
/// of value stands in the same place.
class RecordBuilder {
 public:
  explicit RecordBuilder(domain::CanonicalSink& sink) : sink_(sink) {}

  /// Begins a record; returns its id to be written.
  std::string& Start(domain::Entity entity);
  /// Empty text: the field is left out.
  void Text(std::string_view field, std::string_view value);
  void Integer(std::string_view field, int64_t value);
  void Real(std::string_view field, double value);
  void Boolean(std::string_view field, bool value);
  void At(std::string_view field, Instant value);
  void Day(std::string_view field, LocalDay value);
  /// Hands the record to the sink.
  void Emit(int64_t version);
  int64_t emitted() const { return emitted_; }

 private:
  domain::FieldValue& Next(std::string_view field);

  domain::CanonicalSink& sink_;
  domain::CanonicalRecord record_;
  size_t used_ = 0;
  int64_t emitted_ = 0;
};

}  // namespace kebao::demo
