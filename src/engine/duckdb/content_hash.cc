#include "engine/duckdb/content_hash.h"

#include <bit>

#include "base/hash.h"

namespace kebao::engine::duckdb {
namespace {

using domain::CanonicalEvent;
using domain::CanonicalRecord;
using domain::FieldValue;

uint64_t HashOf(const FieldValue& value) {
  struct Visitor {
    uint64_t operator()(std::monostate) const { return 1; }
    uint64_t operator()(const std::string& text) const { return HashBytes(text); }
    uint64_t operator()(int64_t number) const {
      return CombineHashes(2, static_cast<uint64_t>(number));
    }
    uint64_t operator()(double number) const {
      return CombineHashes(3, std::bit_cast<uint64_t>(number));
    }
    uint64_t operator()(bool flag) const { return flag ? 5 : 4; }
    uint64_t operator()(Instant at) const {
      return CombineHashes(6, static_cast<uint64_t>(at.micros));
    }
    uint64_t operator()(LocalDay day) const {
      return CombineHashes(7, static_cast<uint64_t>(day.days));
    }
  };
  return CombineHashes(value.index(), std::visit(Visitor{}, value));
}

}  // namespace

uint64_t ContentOf(const CanonicalRecord& record) {
  uint64_t hash = record.recorded_kinds.bits;
  for (const auto& [field, value] : record.fields) {
    hash = CombineHashes(hash, CombineHashes(static_cast<uint64_t>(field), HashOf(value)));
  }
  return hash;
}

uint64_t ContentOf(const CanonicalEvent& event) {
  uint64_t hash = CombineHashes(static_cast<uint64_t>(event.kind) << 16 |
                                    static_cast<uint64_t>(event.actor) << 8 |
                                    static_cast<uint64_t>(event.is_observed),
                                static_cast<uint64_t>(event.at.micros));
  hash = CombineHashes(hash, static_cast<uint64_t>(event.value ? *event.value : INT64_MIN));
  uint64_t place = 0;
  for (const std::string* text :
       {&event.agent_id, &event.team_id, &event.customer_id, &event.subject, &event.text}) {
    ++place;
    if (!text->empty()) hash = CombineHashes(hash, HashBytes(*text, place));
  }
  return hash;
}

}  // namespace kebao::engine::duckdb
