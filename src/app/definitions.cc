#include "app/definitions.h"

#include <fmt/format.h>

#include <span>

#include "base/hash.h"

namespace kebao::app {
namespace {

namespace fs = std::filesystem;

/// Raised when the fold itself derives other facts from the same rules.
constexpr int kFoldRevision = 5;

/// One more rule after the others: `name` for whatever they do not fit.
Result<BusinessCalendars> WithDefault(const BusinessCalendars& calendars, const std::string& name,
                                      const std::string& place) {
  const BusinessCalendar* found = calendars.Find(name);
  if (found == nullptr) return MakeProblem("calendar.unknown", place, {{"calendar", name}});
  std::vector<BusinessCalendars::Rule> rules = calendars.rules();
  rules.push_back({{}, {}, static_cast<int32_t>(found - calendars.calendars().data())});
  return BusinessCalendars(calendars.calendars(), std::move(rules),
                           CombineHashes(calendars.version(), HashBytes(name)));
}

/// What facts are derived by, of the first `count` folders.
Result<void> LoadFactRules(size_t count, Definitions* definitions) {
  const std::span<const fs::path> folders = std::span(definitions->folders).first(count);
  std::vector<fs::path> calendars;
  for (const fs::path& folder : folders) calendars.push_back(folder / "calendars");
  KEBAO_TRY(definitions->timings, domain::TimingCatalog::Load(folders));
  KEBAO_TRY(definitions->calendars, BusinessCalendars::Load(calendars));
  KEBAO_TRY(definitions->orders, domain::OrderAttribution::Load(folders));
  return {};
}

Result<void> LoadFactRulesOrKeepTheProblem(Definitions* definitions) {
  const auto loaded = LoadFactRules(definitions->folders.size(), definitions);
  if (loaded) return {};
  definitions->facts_problem = loaded.error();
  return LoadFactRules(1, definitions);
}

}  // namespace

std::vector<fs::path> Definitions::Folders(const char* part) const {
  std::vector<fs::path> parts;
  for (const auto& folder : folders) parts.push_back(folder / part);
  return parts;
}

std::vector<fs::path> Definitions::UserFirst(const char* part) const {
  std::vector<fs::path> parts = Folders(part);
  return {parts.rbegin(), parts.rend()};
}

std::vector<Problem> Definitions::Problems() const {
  std::vector<Problem> problems;
  if (facts_problem) problems.push_back(*facts_problem);
  for (const Problem& problem : metrics->problems()) {
    const bool is_known = facts_problem && facts_problem->place == problem.place;
    if (!is_known) problems.push_back(problem);
  }
  return problems;
}

Result<Definitions> LoadDefinitions(const ShareFolder& share, const fs::path& user_catalog,
                                    const std::string& business_calendar,
                                    const std::string& calendar_place) {
  Definitions definitions;
  definitions.folders = {share.catalog(), user_catalog};
  KEBAO_TRY_VOID(LoadFactRulesOrKeepTheProblem(&definitions));
  if (!business_calendar.empty()) {
    KEBAO_TRY(definitions.calendars,
              WithDefault(definitions.calendars, business_calendar, calendar_place));
  }
  definitions.facts = std::make_unique<const domain::FactCatalog>(definitions.timings.Columns());
  KEBAO_TRY(metrics::MetricCatalog metric_catalog,
            metrics::MetricCatalog::Load({definitions.folders}, *definitions.facts));
  definitions.metrics = std::make_unique<const metrics::MetricCatalog>(std::move(metric_catalog));
  definitions.facts_version =
      fmt::format("{}-{:016x}-{:016x}-{}", kFoldRevision, definitions.timings.version(),
                  definitions.calendars.version(), definitions.orders.window_seconds);
  return definitions;
}

}  // namespace kebao::app
