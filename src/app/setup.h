#pragma once

#include <filesystem>

#include "app/data_folder.h"
#include "app/definitions.h"
#include "app/settings.h"
#include "app/share_folder.h"
#include "base/problem.h"
#include "base/time_zone.h"

namespace kebao::app {

struct CommandContext;

/// All that a command knows before it opens the data folder. Wrong usage, wrong settings and wrong
/// definitions are found with it, before any work is done.
struct Setup {
  std::filesystem::path data;
  ZoneChoice zone_choice;
  OwnerNote owner;
  ShareFolder share;
  Settings settings;
  Definitions definitions;
  TimeZone zone;  // of the folder
};

/// Problems: those of the settings, "cli.zone_fixed" (--zone is another than the folder's), those
/// of DataFolder::ZoneOf and of LoadDefinitions.
Result<Setup> LoadSetup(const CommandContext& context);

}  // namespace kebao::app
