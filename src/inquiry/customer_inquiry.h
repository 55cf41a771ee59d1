#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/customers/customer_hints.h"
#include "analysis/customers/usual_issues.h"
#include "analysis/difference.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"
#include "inquiry/find_rows.h"

namespace kebao::inquiry {

/// One customer: what is recorded, how that stands to what others have, and what an agent should
/// know.

/// What is looked at, catalog/analysis/customer.yaml.
struct CustomerPlan {
  std::string contacts;              // metric: a count, whose rows are the contacts
  std::string resolved;              // metric: a share, whose rows say whether it was resolved
  std::string abandoned;             // likewise whether the customer gave up
  std::string length;                // metric: a mean of seconds
  std::string ratings;               // metric: a mean of scores
  std::string open;                  // metric: a stock
  std::string no_repeat;             // metric: a share of contacts after which nobody came back
  std::string orders;                // metric: a count
  std::string sales;                 // metric: a sum of money
  std::string visits;                // metric: a sum
  std::vector<std::string> figures;  // metrics that are set against everybody's
  int64_t minimum_sample = 5;        // of a figure that is compared
  size_t last = 10;                  // conversations that are shown
  size_t months = 12;                // of contacts that are shown
  analysis::customers::HintRules hints;
  std::vector<std::string> Metrics() const;
};
/// Problems "yaml.*", "customers.plan" {name}.
Result<CustomerPlan> LoadCustomerPlan(const std::filesystem::path& file);

struct CustomerContact {
  std::string id;
  Instant opened_at;
  std::string channel;  // texts of the data; empty: not stated
  std::string issue_type;
  std::string agent;
  std::optional<bool> is_resolved;  // nullopt: not recorded
  std::optional<bool> is_abandoned;
  std::optional<double> seconds;  // from the opening to the end
  std::optional<double> rating;   // the last one
  bool is_open = false;           // unsettled at the time of the page
  bool is_repeated = false;       // the same came again after it, within the time of `no_repeat`
};

struct CustomerMonth {
  LocalDay first;
  int64_t contacts = 0;
  std::vector<std::pair<std::string, int64_t>> channels;  // by falling contacts
  std::vector<std::pair<std::string, int64_t>> issue_types;
};

/// A figure of the customer beside everybody's, over the days since the first contact.
struct CustomerFigure {
  const metrics::MetricSpec* metric = nullptr;
  metrics::Value in_period;
  metrics::Value own;
  metrics::Value everybody;
  /// Nullopt: one of the two has no value, or the sample is too small to compare.
  std::optional<analysis::Difference> difference;
  double q = 1;  // false discovery rate over the figures that are compared
  bool is_beyond_noise = false;
};

struct CustomerOrder {
  std::string id;
  Instant at;
  std::string product;
  std::string currency;
  std::string status;
  std::optional<double> amount;  // minor units
};
/// Orders of one currency, since the first contact or order.
struct CustomerSales {
  std::string currency;
  int64_t orders = 0;
  int64_t orders_in_period = 0;
  double amount = 0;
  double amount_in_period = 0;
  std::optional<Instant> last;
  /// Of the amount, among the customers with orders in that currency in the same days.
  std::optional<analysis::customers::Standing> standing;
};

struct CustomerVisits {
  std::string page_type;
  double visits = 0;
  Instant last;
};

struct CustomerAnswer {
  Instant as_at;  // the end of the period or the report time, whichever is earlier
  std::optional<Instant> first_contact;
  std::optional<Instant> last_contact;
  std::vector<CustomerContact> contacts;  // all up to then, in order
  int64_t contacts_in_period = 0;
  int64_t repeated = 0;  // contacts after which the same came again
  std::optional<analysis::customers::Standing> standing;  // of contacts in the period
  std::vector<CustomerMonth> months;                      // the last ones of the plan
  std::vector<CustomerFigure> figures;
  std::vector<analysis::customers::UsualIssue> issues;  // since the first contact
  std::vector<CustomerOrder> orders;                    // all up to then, in order
  std::vector<CustomerSales> sales;
  std::vector<CustomerVisits> visits;  // by page type
  std::vector<analysis::customers::Hint> hints;
  /// Metrics that the filters do not fit: what hangs on them is not told.
  std::vector<std::string> left_out;
  bool is_empty() const { return contacts.empty() && orders.empty() && visits.empty(); }
};

/// What the page asks beside answers: rows, totals by customer and names of codes.
struct CustomerSources {
  AskedMetrics asked;
  FindRows rows;
  /// What each customer has of a count or a sum (metrics::MetricService::TotalsByCustomer).
  std::function<Result<std::vector<double>>(const metrics::QueryContext&, const std::string&)>
      totals;
  /// The text of a column's code or key: "channel", "issue_type", "agent" …; empty: not to be told.
  std::function<std::string(const std::string& column, int64_t code)> label;
};

/// The page as at the end of the context's period. Problems: those of metrics.
Result<CustomerAnswer> AskForCustomer(const CustomerSources& sources, int64_t customer,
                                      const metrics::QueryContext& context,
                                      const CustomerPlan& plan);

}  // namespace kebao::inquiry
