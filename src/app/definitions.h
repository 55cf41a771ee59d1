#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/share_folder.h"
#include "base/business_calendar.h"
#include "base/problem.h"
#include "domain/fact_schema.h"
#include "domain/order_attribution.h"
#include "domain/timing_catalog.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/rollup/rollup_worth.h"

namespace kebao::app {

/// The catalogue as loaded: what ships, then the user's. Lives as long as the session; other parts
/// refer into it.
struct Definitions {
  std::vector<std::filesystem::path> folders;  // catalog/ that ships, DATA/catalog
  domain::TimingCatalog timings;
  BusinessCalendars calendars;
  domain::OrderAttribution orders;
  std::unique_ptr<const domain::FactCatalog> facts;
  std::unique_ptr<const metrics::MetricCatalog> metrics;
  metrics::RollupPolicy rollup_policy;
  /// Of everything that facts are derived by; another one means they must be derived anew.
  std::string facts_version;
  /// What is wrong in timings, calendars and the attribution of orders of the user's. Facts are
  /// derived without the wrong timings; metrics that read a column which hangs on what is wrong are
  /// broken.
  std::vector<Problem> fact_problems;

  std::vector<std::filesystem::path> Folders(const char* part) const;
  /// The same, the user's folder before the shipped one: for things that are looked up by name.
  std::vector<std::filesystem::path> UserFirst(const char* part) const;
  /// A file of that part of the catalogue: the user's where there is one, else what ships.
  std::filesystem::path UsersOrShipped(const char* part, const char* file) const;
  /// Everything that is wrong in the user's definitions and keeps something from being computed.
  std::vector<Problem> Problems() const;
};

/// `business_calendar`: for conversations that no rule of calendars/assignment.yaml fits; may be
/// empty. Problems: those of the definitions that ship, and "calendar.unknown" with
/// `calendar_place`.
Result<Definitions> LoadDefinitions(const ShareFolder& share,
                                    const std::filesystem::path& user_catalog,
                                    const std::string& business_calendar = "",
                                    const std::string& calendar_place = "");

}  // namespace kebao::app
