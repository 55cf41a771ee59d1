#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/customers/contact_bands.h"
#include "analysis/difference.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"
#include "inquiry/find_rows.h"

namespace kebao::inquiry {

/// How often customers make contact, and who comes back with the same.

struct BandPlan {
  std::string band;
  std::optional<double> most;  // contacts a month; only the last has none
  metrics::LocalizedText name;
};
/// What is looked at, catalog/analysis/customers.yaml.
struct CustomersPlan {
  std::string contacts;      // metric: different customers; its rows, the contacts, have `score`
  std::string all_contacts;  // metric: a count, of unknown customers' contacts as well
  std::string score;         // column that `contacts` reads
  double satisfied = 4;
  std::vector<BandPlan> bands;
  std::vector<std::string> by;  // dimensions
  std::string no_repeat;        // metric: a share
  int64_t minimum_sample = 30;
  size_t most = 8;  // values that are shown
  std::vector<std::string> Metrics() const;
};
/// Problems "yaml.*", "customers.plan" {name}.
Result<CustomersPlan> LoadCustomersPlan(const std::filesystem::path& file);

/// Customers of one band, now and before.
struct CustomerBand {
  BandPlan plan;
  analysis::customers::ContactBand now;
  std::optional<analysis::customers::ContactBand> before;
  /// Of the share of customers, in parts of 1; nullopt: there was nobody before.
  std::optional<analysis::Difference> change;
};

/// One value of a dimension. Customers of several values together are not their sum: one may be in
/// many.
struct CustomersOfValue {
  std::string key;
  int64_t contacts = 0;
  int64_t customers = 0;
  std::optional<double> share_of_contacts;
  int64_t frequent_contacts = 0;                     // of customers of the last band
  int64_t frequent_customers = 0;                    // so many are they
  std::optional<analysis::Estimate> share_frequent;  // of the value's contacts, by customers
  int64_t customers_before = 0;
  int64_t contacts_before = 0;
};
struct CustomersBy {
  std::string dimension;
  std::vector<CustomersOfValue> values;  // by falling contacts
};

/// Contacts that came again within the metric's time.
struct RepeatOfValue {
  std::string key;
  double n = 0;
  analysis::Estimate share;
  std::optional<analysis::Estimate> before;
  std::optional<analysis::Difference> change;
  analysis::Difference to_others;
  double q = 1;             // over the dimension
  bool stands_out = false;  // from the others, beyond noise
};
struct RepeatsBy {
  std::string dimension;
  std::vector<RepeatOfValue> values;  // those with enough cases, by falling share
  size_t too_few = 0;                 // values with fewer
};
struct RepeatAnswer {
  const metrics::MetricSpec* metric = nullptr;  // of what is not repeated
  std::optional<analysis::Estimate> share;
  std::optional<analysis::Estimate> before;
  std::optional<analysis::Difference> change;
  double n = 0;
  bool is_complete = true;
  std::vector<RepeatsBy> by;
};

struct CustomersAnswer {
  int64_t customers = 0;         // different, known ones
  int64_t contacts = 0;          // theirs
  int64_t unknown_contacts = 0;  // of nobody who is known: not one customer, left out of the bands
  int64_t most_contacts = 0;     // of one customer
  std::optional<int64_t> customers_before;
  std::optional<int64_t> contacts_before;
  double months = 1;
  std::vector<CustomerBand> bands;
  std::vector<CustomersBy> by;
  RepeatAnswer repeats;
};

/// The text of a dimension's code.
using LabelOfCode = std::function<std::string(const std::string& dimension, int64_t code)>;

enum class CustomersStep : uint8_t { kContacts, kComparison, kRepeats };
inline constexpr int kCustomersSteps = 3;

/// With the context's comparison, if it has one. Problems: those of metrics.
Result<CustomersAnswer> AskForCustomers(const AskedMetrics& asked, const FindRows& rows,
                                        const LabelOfCode& label,
                                        const metrics::QueryContext& context,
                                        const CustomersPlan& plan,
                                        const std::function<void(CustomersStep)>& on_step);

}  // namespace kebao::inquiry
