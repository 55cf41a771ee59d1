#include "demo/export/export_as.h"

#include "demo/export/exporter.h"
#include "demo/export/output_file.h"
#include "demo/service_year.h"

namespace kebao::demo {
namespace {

using Maker = std::unique_ptr<Exporter> (*)(ExportContext&);

constexpr std::pair<std::string_view, Maker> kSystems[] = {
    {"generic", MakeGenericExporter},     {"zendesk", MakeZendeskExporter},
    {"freshdesk", MakeFreshdeskExporter}, {"chatwoot", MakeChatwootExporter},
    {"meiqia", MakeMeiqiaExporter},       {"status-log", MakeStatusLogExporter},
    {"asterisk", MakeAsteriskExporter},   {"mbox", MakeMboxExporter},
    {"templates", MakeTemplatesExporter},
};

Result<Maker> MakerOf(std::string_view system) {
  std::string names;
  for (const auto& [name, maker] : kSystems) {
    if (name == system) return maker;
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  return MakeProblem("demo.unknown_system", "--as",
                     {{"system", std::string(system)}, {"systems", names}});
}

void MakeFolder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw WorldFailure("demo.write", folder.string() + ": " + error.message());
}

void WriteText(const std::filesystem::path& path, std::string_view text) {
  OutputFile file(path);
  file.buffer() += text;
  file.Close();
}

}  // namespace

std::vector<std::string_view> ExportSystems() {
  std::vector<std::string_view> names;
  for (const auto& [name, maker] : kSystems) names.push_back(name);
  return names;
}

Result<Story> ExportAs(std::string_view system, const DemoCatalog& catalog,
                       const DemoOptions& options, const std::filesystem::path& folder) {
  KEBAO_TRY(const Maker make, MakerOf(system));
  KEBAO_TRY_VOID(Check(options));
  MakeFolder(folder);
  const Desk desk(catalog, options);
  ServiceYear year(desk);
  ExportContext context(desk, folder);
  const std::unique_ptr<Exporter> exporter = make(context);
  Story story{options, {}, options.conversations};
  for (int day = 0; day < options.days; ++day) {
    year.PlayDay(day, [&](const Conversation& talk) {
      exporter->Write(talk);
      story.events += static_cast<int64_t>(EventsWithin(talk, desk.line()).size());
    });
  }
  exporter->Finish();
  story.effects = year.effects();
  WriteText(folder / "story.yaml", StoryYaml(story));
  WriteText(folder / "dirt.json", context.dirt.Json());
  return story;
}

}  // namespace kebao::demo
