#include "app/definitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/hash.h"

namespace kebao::app {
namespace {

namespace fs = std::filesystem;

/// Raised when the fold itself derives other facts from the same rules.
constexpr int kFoldRevision = 8;

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

/// Loads from all folders; where that fails through the user's, from the first alone, and keeps the
/// problem. What ships then stands for nothing: the columns that it fills are broken.
template <class Load>
auto LoadOrKeepTheProblem(std::span<const fs::path> folders, const Load& load,
                          std::optional<Problem>* problem) {
  auto loaded = load(folders);
  if (loaded) return loaded;
  *problem = loaded.error();
  return load(folders.first(1));
}

constexpr std::string_view kBusinessTime = "_business_seconds";

void BreakTiming(const domain::BrokenTiming& timing, metrics::BrokenColumns* broken) {
  for (const char* unit : {"_seconds", kBusinessTime.data(), "_count"})
    broken->emplace(std::pair(timing.pack, timing.id + unit), timing.problem);
}

/// Which calendar a conversation has cannot be told by half of the rules.
void BreakBusinessTime(const domain::TimingCatalog& timings, const Problem& problem,
                       metrics::BrokenColumns* broken) {
  for (const domain::TimingSpec& timing : timings.timings()) {
    if (timing.has_business_time)
      broken->emplace(std::pair("", timing.id + std::string(kBusinessTime)), problem);
  }
}

/// What facts are derived by; gives the columns that nothing can be said of.
Result<metrics::BrokenColumns> LoadFactRules(Definitions* definitions,
                                             std::optional<Problem>* calendar_problem) {
  const std::span<const fs::path> folders = definitions->folders;
  std::vector<fs::path> calendars = definitions->Folders("calendars");
  std::optional<Problem> order_problem;
  KEBAO_TRY(definitions->timings, domain::TimingCatalog::Load(folders));
  KEBAO_TRY(definitions->calendars,
            LoadOrKeepTheProblem(calendars, BusinessCalendars::Load, calendar_problem));
  KEBAO_TRY(definitions->orders,
            LoadOrKeepTheProblem(folders, domain::OrderAttribution::Load, &order_problem));
  metrics::BrokenColumns broken;
  for (const domain::BrokenTiming& timing : definitions->timings.broken()) {
    BreakTiming(timing, &broken);
    definitions->fact_problems.push_back(timing.problem);
  }
  if (*calendar_problem) {
    BreakBusinessTime(definitions->timings, **calendar_problem, &broken);
    definitions->fact_problems.push_back(**calendar_problem);
  }
  if (order_problem) {
    broken.emplace(std::pair("", "attributed_conversation_key"), *order_problem);
    definitions->fact_problems.push_back(*order_problem);
  }
  return broken;
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

fs::path Definitions::UsersOrShipped(const char* part, const char* file) const {
  const std::vector<fs::path> candidates = UserFirst(part);
  const auto found = std::ranges::find_if(
      candidates, [&](const fs::path& folder) { return fs::exists(folder / file); });
  return (found == candidates.end() ? candidates.back() : *found) / file;
}

std::vector<Problem> Definitions::Problems() const {
  std::vector<Problem> problems;
  for (const std::vector<Problem>& all : {fact_problems, metrics->problems()}) {
    for (const Problem& problem : all) {
      const bool is_known =
          std::any_of(problems.begin(), problems.end(),
                      [&](const Problem& known) { return known.place == problem.place; });
      if (!is_known) problems.push_back(problem);
    }
  }
  return problems;
}

Result<Definitions> LoadDefinitions(const ShareFolder& share, const fs::path& user_catalog,
                                    const std::string& business_calendar,
                                    const std::string& calendar_place) {
  Definitions definitions;
  definitions.folders = {share.catalog(), user_catalog};
  std::optional<Problem> calendar_problem;
  KEBAO_TRY(metrics::BrokenColumns broken, LoadFactRules(&definitions, &calendar_problem));
  if (!business_calendar.empty()) {
    auto calendars = WithDefault(definitions.calendars, business_calendar, calendar_place);
    // Where calendars are wrong, the one that is named may be among them.
    if (!calendars && !calendar_problem) return std::unexpected(calendars.error());
    if (calendars) definitions.calendars = *std::move(calendars);
  }
  definitions.facts = std::make_unique<const domain::FactCatalog>(definitions.timings.Columns());
  KEBAO_TRY(
      metrics::MetricCatalog metric_catalog,
      metrics::MetricCatalog::Load({definitions.folders}, *definitions.facts, std::move(broken)));
  definitions.metrics = std::make_unique<const metrics::MetricCatalog>(std::move(metric_catalog));
  definitions.facts_version =
      fmt::format("{}-{:016x}-{:016x}-{}", kFoldRevision, definitions.timings.version(),
                  definitions.calendars.version(), definitions.orders.window_seconds);
  return definitions;
}

}  // namespace kebao::app
