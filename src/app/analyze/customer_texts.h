#pragma once

#include <string>

#include "app/console.h"
#include "app/metric_session.h"
#include "engine/duckdb/customers.h"
#include "inquiry/customer_inquiry.h"

namespace kebao::app {

/// What `kebao analyze customer` prints, for people and as JSON (docs/customers.md). Personal data
/// are masked in both.
void PrintCustomer(const inquiry::CustomerAnswer& answer, const engine::duckdb::Customer& customer,
                   const inquiry::CustomerPlan& plan, const MetricSession& opened,
                   Console* console);
std::string CustomerJson(const inquiry::CustomerAnswer& answer,
                         const engine::duckdb::Customer& customer,
                         const inquiry::CustomerPlan& plan, const MetricSession& opened);
/// In JSON, and of the texts: "open_case" …
const char* NameOf(analysis::customers::HintKind kind);

}  // namespace kebao::app
