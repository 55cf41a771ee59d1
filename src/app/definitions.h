#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "app/share_folder.h"
#include "base/business_calendar.h"
#include "base/problem.h"
#include "domain/fact_schema.h"
#include "domain/timing_catalog.h"
#include "metrics/catalog/metric_catalog.h"

namespace kebao::app {

/// The catalogue as loaded: what ships, then the user's. Lives as long as the session; other parts
/// refer into it.
struct Definitions {
  std::vector<std::filesystem::path> folders;  // catalog/ that ships, DATA/catalog
  domain::TimingCatalog timings;
  BusinessCalendars calendars;
  std::unique_ptr<const domain::FactCatalog> facts;
  std::unique_ptr<const metrics::MetricCatalog> metrics;
  /// Of everything that facts are derived by; another one means they must be derived anew.
  std::string facts_version;

  std::vector<std::filesystem::path> Folders(const char* part) const;
  /// The same, the user's folder before the shipped one: for things that are looked up by name.
  std::vector<std::filesystem::path> UserFirst(const char* part) const;
};

Result<Definitions> LoadDefinitions(const ShareFolder& share,
                                    const std::filesystem::path& user_catalog);

}  // namespace kebao::app
