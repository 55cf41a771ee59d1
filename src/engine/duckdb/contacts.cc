#include "engine/duckdb/contacts.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/duckdb/appender.h"

namespace kebao::engine::duckdb {

std::vector<KeyRange> TouchedCustomers(const Connection& connection, bool is_all,
                                       int64_t conversations_per_range) {
  const int64_t limit =
      connection.Integer("SELECT coalesce(max(customer_key) + 1, 0) FROM fact_conversation")
          .value_or(0);
  const int64_t conversations =
      connection.Integer("SELECT count(*) FROM fact_conversation").value_or(0);
  if (!is_all) {
    connection.Execute(
        "CREATE OR REPLACE TEMP TABLE touched_contact AS SELECT DISTINCT customer_key FROM "
        "fact_conversation "
        "WHERE conversation_key IN (SELECT record_key FROM touched_conversation) AND customer_key "
        "IS NOT NULL");
    if (connection.Integer("SELECT count(*) FROM touched_contact").value_or(0) == 0) return {};
  }
  const int64_t parts = std::max<int64_t>(1, conversations / conversations_per_range);
  const int64_t step = std::max<int64_t>(1, (limit + parts - 1) / parts);
  std::vector<KeyRange> ranges;
  for (int64_t first = 0; first < limit; first += step)
    ranges.push_back({first, std::min(first + step, limit)});
  return ranges;
}

std::unique_ptr<ChunkStream> ReadContacts(const Connection& connection, bool is_all,
                                          KeyRange customers) {
  return connection.Stream(
      fmt::format("SELECT conversation_key, customer_key, issue_type, opened_at, resolved_at, "
                  "next_contact_at FROM fact_conversation "
                  "WHERE customer_key >= {} AND customer_key < {} AND opened_at IS NOT NULL {} "
                  "ORDER BY customer_key, opened_at",
                  customers.first, customers.limit,
                  is_all ? "" : "AND customer_key IN (SELECT customer_key FROM touched_contact)"));
}

void SetNextContacts(const Connection& connection, const ColumnBatch& batch) {
  if (batch.rows() == 0) return;
  connection.Execute(
      "CREATE OR REPLACE TEMP TABLE next_contact (conversation_key BIGINT, next_at TIMESTAMP)");
  {
    TableAppender appender(connection, "next_contact", {ValueType::kInt64, ValueType::kInstant});
    appender.Append(batch);
    appender.Flush();
  }
  connection.Execute(
      "UPDATE fact_conversation SET next_contact_at = n.next_at FROM next_contact n "
      "WHERE fact_conversation.conversation_key = n.conversation_key");
}

}  // namespace kebao::engine::duckdb
