#pragma once

#include <cstdint>

#include "engine/duckdb/connection.h"

namespace kebao::engine::duckdb {

/// Brings fact_order.attributed_conversation_key in step: the conversation that the order names,
/// else the customer's last one opened at most `window_seconds` before it. `is_all`: every order is
/// looked at, else those that were touched and those of customers whose conversations were.
void AttributeOrders(const Connection& connection, bool is_all, int64_t window_seconds);

}  // namespace kebao::engine::duckdb
