#include "engine/duckdb/touched_conversations.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/canonical.h"
#include "engine/duckdb/moved_agents.h"
#include "engine/duckdb/schema.h"

namespace kebao::engine::duckdb {

using domain::EntitySchema;

TouchedConversations::TouchedConversations(const Connection& connection) : connection_(connection) {
  for (const EntitySchema& schema : domain::AllEntities()) {
    connection_.Execute(
        fmt::format("CREATE OR REPLACE TEMP TABLE touched_{} (record_key BIGINT)", schema.name));
  }
}

void TouchedConversations::AddPublished(const std::optional<KeyRange>& fresh) {
  if (!fresh) {
    if (range_) CoverListed();
  } else if (range_) {
    range_->limit = fresh->limit;
  } else {
    const bool is_first = Count("SELECT count(*) FROM touched_conversation") == 0;
    range_ = fresh;
    if (!is_first) ListFreshRange(connection_, &range_);
  }
}

void TouchedConversations::CoverListed() {
  const auto first = connection_.Integer("SELECT min(record_key) FROM touched_conversation");
  if (!first) return;
  if (*first < range_->first) return ListFreshRange(connection_, &range_);
  range_->limit =
      std::max(range_->limit, Count("SELECT max(record_key) FROM touched_conversation") + 1);
  connection_.Execute("DELETE FROM touched_conversation");
}

void TouchedConversations::TakeAll() {
  range_ = KeyRange{0, Count("SELECT coalesce(max(record_key) + 1, 0) FROM key_conversation")};
}

void TouchedConversations::AddRowsOf(int32_t import_root) {
  ListFreshRange(connection_, &range_);
  for (const EntitySchema& schema : domain::AllEntities()) {
    connection_.Execute(fmt::format(
        "INSERT INTO touched_{} SELECT DISTINCT record_key FROM {} WHERE import_id = {}",
        schema.name, LogTable(schema), import_root));
  }
  connection_.Execute(
      fmt::format("INSERT INTO touched_conversation SELECT DISTINCT conversation_key FROM "
                  "event_log WHERE import_id = {} "
                  "AND conversation_key NOT IN (SELECT record_key FROM touched_conversation)",
                  import_root));
}

void TouchedConversations::AddContestedRowsOf(int32_t import_root) {
  ListFreshRange(connection_, &range_);
  for (const EntitySchema& schema : domain::AllEntities()) {
    connection_.Execute(fmt::format(
        "INSERT INTO touched_{0} SELECT DISTINCT a.record_key FROM {1} a JOIN {1} b ON "
        "a.record_key = b.record_key "
        "WHERE a.import_id = {2} AND b.import_id <> {2} AND (a.provided & b.provided) <> 0",
        schema.name, LogTable(schema), import_root));
  }
  connection_.Execute(
      fmt::format("INSERT INTO touched_conversation SELECT DISTINCT a.conversation_key FROM "
                  "event_log a JOIN event_log b "
                  "ON a.conversation_key = b.conversation_key AND a.identity = b.identity WHERE "
                  "a.import_id = {0} "
                  "AND b.import_id <> {0} AND a.conversation_key NOT IN (SELECT record_key FROM "
                  "touched_conversation)",
                  import_root));
}

std::string TouchedConversations::InRange(const std::string& column, KeyRange range) const {
  std::string condition =
      fmt::format("l.{0} >= {1} AND l.{0} < {2}", column, range.first, range.limit);
  if (!range_)
    condition += fmt::format(" AND l.{} IN (SELECT record_key FROM touched_conversation)", column);
  return condition;
}

std::string TouchedConversations::Contains(const std::string& column) const {
  if (!range_) return fmt::format("{} IN (SELECT record_key FROM touched_conversation)", column);
  return fmt::format("({0} >= {1} AND {0} < {2})", column, range_->first, range_->limit);
}

std::vector<KeyRange> TouchedConversations::Ranges(int64_t events_per_range) const {
  KeyRange all = range_.value_or(KeyRange{});
  int64_t conversations = all.limit - all.first;
  if (!range_) {
    conversations = Count("SELECT count(*) FROM touched_conversation");
    all = {Count("SELECT min(record_key) FROM touched_conversation"),
           Count("SELECT max(record_key) + 1 FROM touched_conversation")};
  }
  if (conversations == 0) return {};
  const int64_t known = std::max<int64_t>(1, Count("SELECT count(*) FROM key_conversation"));
  const int64_t events_each = std::max<int64_t>(1, Count("SELECT count(*) FROM event_log") / known);
  const int64_t parts =
      std::max<int64_t>(1, (events_each * conversations + events_per_range - 1) / events_per_range);
  const int64_t step = std::max<int64_t>(1, (all.limit - all.first + parts - 1) / parts);
  std::vector<KeyRange> ranges;
  for (int64_t first = all.first; first < all.limit; first += step)
    ranges.push_back({first, std::min(first + step, all.limit)});
  return ranges;
}

}  // namespace kebao::engine::duckdb
