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
  connection.Execute(fmt::format(
      "CREATE OR REPLACE TEMP TABLE order_attribution AS "
      "WITH concerned AS (SELECT record_key, conversation_key, customer_key, ordered_at FROM "
      "fact_order {}), "
      "contact AS (SELECT customer_key, opened_at, max(conversation_key) AS conversation_key FROM "
      "fact_conversation WHERE customer_key IN (SELECT customer_key FROM concerned) AND is_spam IS "
      "NOT TRUE AND is_merged IS NOT TRUE GROUP BY customer_key, opened_at) "
      "SELECT o.record_key, coalesce(o.conversation_key, CASE WHEN epoch_us(o.ordered_at) - "
      "epoch_us(c.opened_at) <= {} THEN c.conversation_key END) AS conversation_key "
      "FROM concerned o ASOF LEFT JOIN contact c ON o.customer_key = c.customer_key AND "
      "o.ordered_at >= c.opened_at",
      is_all ? "" : kConcerned, window_seconds == 0 ? -1 : window_seconds * kMicrosPerSecond));
  connection.Execute(
      "UPDATE fact_order SET attributed_conversation_key = a.conversation_key FROM "
      "order_attribution a WHERE fact_order.record_key = a.record_key AND "
      "fact_order.attributed_conversation_key IS DISTINCT FROM a.conversation_key");
}

}  // namespace kebao::engine::duckdb
