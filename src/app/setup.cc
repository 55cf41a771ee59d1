#include "app/setup.h"

#include "app/commands/commands.h"
#include "app/query_options.h"

namespace kebao::app {
namespace {

/// --zone is for a new folder: on one that has a zone it must not seem to change it.
Result<void> CheckZoneFlag(const CommandContext& context, const TimeZone& zone) {
  if (context.zone_flag.empty() || context.zone_flag == zone.name()) return {};
  return MakeProblem("cli.zone_fixed", "--zone",
                     {{"zone", context.zone_flag},
                      {"own", zone.name()},
                      {"file", (context.data / kSettingsFile).string()}});
}

}  // namespace

Result<Setup> LoadSetup(const CommandContext& context) {
  KEBAO_TRY(Settings settings, context.settings);
  KEBAO_TRY(ShareFolder share, FindShareFolder());
  if (!context.zone_flag.empty()) KEBAO_TRY_VOID(ZoneNamed(context.zone_flag, "--zone"));
  const ZoneChoice choice{context.ZoneIfNew(), settings.zone.value};
  KEBAO_TRY(TimeZone zone, DataFolder::ZoneOf(context.data, choice));
  KEBAO_TRY(const TimeZone original, DataFolder::ZoneOf(context.data, {choice.if_new, ""}));
  KEBAO_TRY_VOID(CheckZoneFlag(context, zone));
  KEBAO_TRY(Definitions definitions,
            LoadDefinitions(share, context.data / "catalog", settings.business_calendar.value,
                            settings.business_calendar.place));
  // Days on which an agent changes teams begin in the folder's zone.
  if (zone.name() != original.name()) definitions.facts_version += "-" + zone.name();
  return Setup{context.data,
               choice,
               OwnerNote{context.typed, context.now},
               std::move(share),
               std::move(settings),
               std::move(definitions),
               std::move(zone)};
}

}  // namespace kebao::app
