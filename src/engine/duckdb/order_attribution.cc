#include "engine/duckdb/order_attribution.h"

#include <fmt/format.h>

#include "base/instant.h"

namespace kebao::engine::duckdb {
namespace {

/// Orders whose conversation may be another one now. The customers of touched conversations are
/// those that they have now; what belonged to a touched conversation is looked at as well.
constexpr const char* kConcerned =
    "WHERE record_key IN (SELECT record_key FROM touched_order) OR attributed_conversation_key IN "
    "(SELECT record_key FROM touched_conversation) OR customer_key IN (SELECT customer_key FROM "
    "fact_conversation WHERE conversation_key IN (SELECT record_key FROM touched_conversation))";

}  // namespace

void AttributeOrders(const Connection& connection, bool is_all, int64_t window_seconds) {
  if (connection.Integer("SELECT count(*) FROM fact_order").value_or(0) == 0) return;
  // The last contact before an order by one sorted pass over both: the engine's ASOF join falls
  // into nested loops here, which is quadratic.
  connection.Execute(fmt::format(
      "CREATE OR REPLACE TEMP TABLE order_attribution AS "
      "WITH concerned AS (SELECT record_key, conversation_key, customer_key, ordered_at FROM "
      "fact_order {}), "
      "step AS (SELECT customer_key, ordered_at AS step_at, record_key, conversation_key, NULL AS "
      "contact_key, NULL AS contact_at FROM concerned UNION ALL "
      "SELECT customer_key, opened_at, NULL, NULL, conversation_key, opened_at FROM "
      "fact_conversation WHERE customer_key IN (SELECT customer_key FROM concerned) AND is_spam IS "
      "NOT TRUE AND is_merged IS NOT TRUE), "
      "linked AS (SELECT record_key, conversation_key, step_at, last_value(contact_key IGNORE "
      "NULLS) OVER w AS contact_key, last_value(contact_at IGNORE NULLS) OVER w AS contact_at FROM "
      "step WINDOW w AS (PARTITION BY customer_key ORDER BY step_at, record_key IS NOT NULL, "
      "contact_key ROWS UNBOUNDED PRECEDING)) "
      "SELECT record_key, coalesce(conversation_key, CASE WHEN epoch_us(step_at) - "
      "epoch_us(contact_at) <= {} THEN contact_key END) AS conversation_key "
      "FROM linked WHERE record_key IS NOT NULL",
      is_all ? "" : kConcerned, window_seconds == 0 ? -1 : window_seconds * kMicrosPerSecond));
  connection.Execute(
      "UPDATE fact_order SET attributed_conversation_key = a.conversation_key FROM "
      "order_attribution a WHERE fact_order.record_key = a.record_key AND "
      "fact_order.attributed_conversation_key IS DISTINCT FROM a.conversation_key");
}

}  // namespace kebao::engine::duckdb
