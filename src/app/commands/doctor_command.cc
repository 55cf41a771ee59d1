#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "app/archived_report.h"
#include "app/commands/commands.h"
#include "app/make_report.h"
#include "base/yaml_files.h"
#include "ingest/map/mapping.h"
#include "inquiry/cause_inquiry.h"
#include "inquiry/customer_inquiry.h"
#include "inquiry/customers_inquiry.h"
#include "inquiry/people_inquiry.h"
#include "inquiry/practice_inquiry.h"
#include "inquiry/recurring_inquiry.h"
#include "inquiry/risk_inquiry.h"
#include "inquiry/roster_plan.h"
#include "inquiry/series_plan.h"
#include "inquiry/staffing_plan.h"
#include "inquiry/visitors_inquiry.h"
#include "report/analysis/playbook.h"
#include "workspace/workspace.h"

namespace kebao::app {
namespace {

namespace fs = std::filesystem;

/// Looks at everything, changes nothing, and goes on after what is wrong.
class Doctor {
 public:
  explicit Doctor(const CommandContext& context) : context_(context), console_(*context.console) {}

  ExitStatus Run() {
    Say("program", {{"version", KEBAO_VERSION}});
    const auto share = FindShareFolder();
    if (!share) return Finish(share.error());
    Say("share", {{"folder", share->root.string()}});
    CheckCharts(*share);
    auto setup = LoadSetup(context_);
    if (!setup) return Finish(setup.error());
    ShowSettings(*setup);
    ShowCatalog(setup->definitions);
    CheckDefinitions(*setup);
    CheckFolder(*std::move(setup));
    return Finish();
  }

 private:
  void Say(const std::string& key, const TextArguments& arguments) {
    console_.Print(console_.Text("cli.doctor." + key, arguments));
  }

  void Complain(const Problem& problem) {
    ++problems_;
    const ProblemText text = console_.texts().Describe(problem);
    console_.Print(console_.Text("cli.doctor.problem", {{"what", text.what}}));
    console_.Print("     " + text.advice);
  }

  ExitStatus Finish(const Problem& problem) {
    Complain(problem);
    return Finish();
  }

  ExitStatus Finish() {
    if (problems_ == 0) {
      Say("well", {});
      return ExitStatus::kDone;
    }
    Say("problems", {{"count", std::to_string(problems_)}});
    return ExitStatus::kFailed;
  }

  void CheckCharts(const ShareFolder& share) {
    if (!fs::is_directory(share.chart_folder()))
      Complain({"render.asset_missing", share.chart_folder().string(), {}});
  }

  void ShowSettings(const Setup& setup) {
    const Settings& settings = setup.settings;
    Say("settings", {{"file", (setup.data / kSettingsFile).string()}});
    ShowSetting("zone", {setup.zone.name(), settings.zone.origin, settings.zone.place});
    ShowSetting("language", settings.language);
    ShowSetting("week_start", settings.week_start);
    ShowSetting("pack", settings.pack);
    ShowSetting("currency", settings.currency);
    ShowSetting("organisation", settings.organisation);
    ShowSetting("base_url", settings.base_url);
    ShowSetting("business_calendar", settings.business_calendar);
    if (const auto checked = setup.definitions.metrics->CheckPack(settings.pack.value); !checked)
      Complain(checked.error());
  }

  void ShowSetting(const char* name, const Setting& setting) {
    const bool is_set = setting.origin != Setting::Origin::kDefault;
    Say(is_set ? "setting" : "setting_default",
        {{"name", name},
         {"value", setting.value.empty() ? "–" : setting.value},
         {"place", setting.place}});
  }

  void ShowCatalog(const Definitions& definitions) {
    Say("catalog", {{"metrics", std::to_string(definitions.metrics->List().size())},
                    {"timings", std::to_string(definitions.timings.timings().size())},
                    {"packs", std::to_string(definitions.metrics->Packs().size())}});
  }

  void CheckDefinitions(const Setup& setup) {
    for (const Problem& problem : setup.definitions.Problems()) Complain(problem);
    const fs::path own = setup.data / "catalog";
    for (const fs::path& file : YamlFilesIn(own / "templates")) {
      auto spec = report::LoadTemplate(file);
      const auto checked = spec ? CheckTemplate(setup.settings.pack.value, setup, console_, &*spec)
                                : Result<void>(std::unexpected(spec.error()));
      if (!checked) {
        Complain(checked.error());
        continue;
      }
      for (const Problem& problem : report::BrokenPartsOf(*spec)) Complain(problem);
    }
    for (const fs::path& file : YamlFilesIn(own / "audiences")) {
      if (const auto audiences = report::LoadAudiences(file); !audiences)
        Complain(audiences.error());
    }
    for (const fs::path& file : YamlFilesIn(own / "mappings")) {
      if (const auto mapping = ingest::LoadMapping(file); !mapping) Complain(mapping.error());
    }
    CheckAnalysis(own);
  }

  void CheckAnalysis(const fs::path& own) {
    if (const auto playbook = report::LoadPlaybook(own / "playbook"); !playbook)
      Complain(playbook.error());
    CheckPlan(own, "cause.yaml", inquiry::LoadCausePlan);
    CheckPlan(own, "people.yaml", inquiry::LoadPeoplePlan);
    CheckPlan(own, "customers.yaml", inquiry::LoadCustomersPlan);
    CheckPlan(own, "customer.yaml", inquiry::LoadCustomerPlan);
    CheckPlan(own, "visitors.yaml", inquiry::LoadVisitorsPlan);
    CheckPlan(own, "series.yaml", inquiry::LoadSeriesPlan);
    CheckPlan(own, "staffing.yaml", inquiry::LoadStaffingPlan);
    CheckPlan(own, "roster.yaml", inquiry::LoadRosterPlan);
    CheckPlan(own, "risk.yaml", inquiry::LoadRiskPlan);
    CheckPlan(own, "recurring.yaml", inquiry::LoadRecurringPlan);
    CheckPlan(own, "practice.yaml", inquiry::LoadPracticePlan);
  }

  template <class Plan>
  void CheckPlan(const fs::path& own, const char* name, Result<Plan> (*load)(const fs::path&)) {
    const fs::path file = own / "analysis" / name;
    if (!fs::exists(file)) return;
    if (const auto plan = load(file); !plan) Complain(plan.error());
  }

  void CheckFolder(Setup setup) {
    const std::string folder = fs::absolute(setup.data).lexically_normal().string();
    Say("folder", {{"folder", folder}});
    // A doctor does not make what is not there.
    if (!fs::exists(setup.data / "format.json")) {
      Say("no_data", {});
      return;
    }
    std::error_code error;
    const fs::space_info space = fs::space(setup.data, error);
    Say("space",
        {{"gigabytes", fmt::format("{:.1f}", static_cast<double>(space.available) / 1e9)}});
    if (access(setup.data.c_str(), W_OK) != 0)
      Complain({"folder.unwritable", folder, {{"detail", "W_OK"}}});
    LookInside(std::move(setup));
  }

  void LookInside(Setup setup) {
    const auto session = Session::Open(std::move(setup), &console_, Session::Facts::kAsTheyAre);
    if (!session) return Complain(session.error());
    const engine::Warehouse& warehouse = (*session)->warehouse();
    int64_t withdrawn = 0;
    int64_t rejected = 0;
    for (const engine::ImportRecord& record : warehouse.imports()) {
      withdrawn += record.is_withdrawn ? 1 : 0;
      if (!record.is_withdrawn) rejected += record.counts.rejected;
    }
    Say("data", {{"version", std::to_string(warehouse.data_version())},
                 {"imports", std::to_string(warehouse.imports().size())},
                 {"withdrawn", std::to_string(withdrawn)},
                 {"rejected", std::to_string(rejected)}});
    for (const engine::SourceSummary& source : warehouse.Sources()) {
      Say("source",
          {{"source", source.name}, {"conversations", std::to_string(source.conversations)}});
    }
    if (!(*session)->AreFactsInStep()) Say("facts_behind", {});
    CheckArchive((*session)->folder());
  }

  void CheckArchive(const DataFolder& folder) {
    if (!fs::exists(folder.workspace_file())) return;
    if (const auto checked = workspace::CheckWorkspace(folder.workspace_file()); !checked)
      return Complain(checked.error());
    const auto archive = OpenArchive(folder);
    if (!archive) return Complain(archive.error());
    Say("archive", {{"snapshots", std::to_string(archive->List().size())}});
    for (const Problem& problem : archive->Check()) Complain(problem);
  }

  const CommandContext& context_;
  Console& console_;
  int problems_ = 0;
};

}  // namespace

Result<ExitStatus> RunDoctor(const CommandContext& context) { return Doctor(context).Run(); }

}  // namespace kebao::app
