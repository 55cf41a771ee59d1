#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "inquiry/customer_inquiry.h"

namespace kebao::inquiry {

/// One row behind a figure of one customer.
struct FigureRow {
  std::string id;  // the source's: of the conversation or of the record
  Instant at;
  std::map<std::string, std::string> texts;  // by column: "channel", "issue_type" …
  std::optional<double> value;  // what it puts in; a share 1 or 0; nullopt: it is counted
  const std::string& Text(const std::string& column) const;
};

/// In the order of time. Problems: those of metrics.
Result<std::vector<FigureRow>> ReadFigureRows(const CustomerSources& sources,
                                              const metrics::QueryContext& context,
                                              const std::string& metric);

/// Parts of the page (customer_inquiry.cc).
/// `contacts` in order; the latest month is that of the context's period.
std::vector<CustomerMonth> MonthsOf(const std::vector<CustomerContact>& contacts,
                                    const metrics::QueryContext& context, size_t most);
Result<std::vector<CustomerFigure>> CompareFigures(const AskedMetrics& asked,
                                                   const metrics::QueryContext& in_period,
                                                   const metrics::QueryContext& ever,
                                                   const metrics::QueryContext& everybody,
                                                   const CustomerPlan& plan);
/// `orders`: of the customer, up to the end of the days of `everybody`.
Result<std::vector<CustomerSales>> SalesOf(const CustomerSources& sources,
                                           const std::vector<CustomerOrder>& orders,
                                           const metrics::QueryContext& everybody,
                                           const CustomerPlan& plan, Instant period_start);

}  // namespace kebao::inquiry
