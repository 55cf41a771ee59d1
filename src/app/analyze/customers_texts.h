#pragma once

#include <string>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/customers_inquiry.h"

namespace kebao::app {

/// What `kebao analyze customers` prints, for people and as JSON (docs/customers.md).
void PrintCustomers(const inquiry::CustomersAnswer& answer, size_t most,
                    const MetricSession& opened, Console* console);
std::string CustomersJson(const inquiry::CustomersAnswer& answer, const MetricSession& opened);

}  // namespace kebao::app
