#include "app/definitions.h"

#include <fmt/format.h>

namespace kebao::app {
namespace {

/// Raised when the fold itself derives other facts from the same rules.
constexpr int kFoldRevision = 4;

}  // namespace

std::vector<std::filesystem::path> Definitions::Folders(const char* part) const {
  std::vector<std::filesystem::path> parts;
  for (const auto& folder : folders) parts.push_back(folder / part);
  return parts;
}

std::vector<std::filesystem::path> Definitions::UserFirst(const char* part) const {
  std::vector<std::filesystem::path> parts = Folders(part);
  return {parts.rbegin(), parts.rend()};
}

Result<Definitions> LoadDefinitions(const ShareFolder& share,
                                    const std::filesystem::path& user_catalog) {
  Definitions definitions;
  definitions.folders = {share.catalog(), user_catalog};
  KEBAO_TRY(definitions.timings, domain::TimingCatalog::Load(definitions.folders));
  KEBAO_TRY(definitions.calendars, BusinessCalendars::Load(definitions.Folders("calendars")));
  definitions.facts = std::make_unique<const domain::FactCatalog>(definitions.timings.Columns());
  KEBAO_TRY(metrics::MetricCatalog metric_catalog,
            metrics::MetricCatalog::Load({definitions.folders}, *definitions.facts));
  definitions.metrics = std::make_unique<const metrics::MetricCatalog>(std::move(metric_catalog));
  definitions.facts_version =
      fmt::format("{}-{:016x}-{:016x}", kFoldRevision, definitions.timings.version(),
                  definitions.calendars.version());
  return definitions;
}

}  // namespace kebao::app
