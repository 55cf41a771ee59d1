#include "demo/demo_catalog.h"
#include "demo/load_desk.h"

namespace kebao::demo {
namespace {

using Loader = Result<void> (*)(const Yaml&, DemoCatalog&);

constexpr std::pair<const char*, Loader> kFiles[] = {
    {"desk.yaml", LoadDesk},       {"agents.yaml", LoadAgents}, {"people.yaml", LoadPeople},
    {"calendar.yaml", LoadRhythm}, {"story.yaml", LoadEffects}, {"phrases.yaml", LoadPhrases},
};

}  // namespace

std::string_view NameOf(Channel channel) {
  constexpr std::string_view kNames[kChannelCount] = {"chat", "social", "phone", "ticket", "email"};
  return kNames[static_cast<size_t>(channel)];
}

Result<DemoCatalog> LoadDemoCatalog(const std::filesystem::path& folder) {
  DemoCatalog catalog;
  for (const auto& [name, load] : kFiles) {
    KEBAO_TRY(const Yaml root, Yaml::Load(folder / name));
    KEBAO_TRY_VOID(load(root, catalog));
  }
  return catalog;
}

Result<LocalDay> AsDay(const Yaml& node) {
  KEBAO_TRY(const std::string text, node.AsText());
  const auto day = ParseDay(text);
  if (!day) return MakeProblem("demo.bad_day", node.place(), {{"value", text}});
  return *day;
}

Result<std::pair<int, int>> AsMonthDay(const Yaml& node) {
  KEBAO_TRY(const std::string text, node.AsText());
  const auto day = ParseDay("2024-" + text);
  if (!day) return MakeProblem("demo.bad_day", node.place(), {{"value", text}});
  const CivilDay civil = CivilFromDay(*day);
  return std::pair{civil.month, civil.day};
}

Result<double> RealOr(const Yaml& map, std::string_view key, double fallback) {
  if (!map.Has(key)) return fallback;
  return map.At(key).AsReal();
}

Result<int> IntOr(const Yaml& map, std::string_view key, int fallback) {
  if (!map.Has(key)) return fallback;
  KEBAO_TRY(const int64_t value, map.At(key).AsInt());
  return static_cast<int>(value);
}

}  // namespace kebao::demo
