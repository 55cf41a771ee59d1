#pragma once

#include <vector>

#include "demo/demo_catalog.h"
#include "demo/random.h"
#include "demo/rhythm.h"
#include "demo/roster.h"
#include "demo/story.h"
#include "demo/time_line.h"

namespace kebao::demo {

/// How an agent works at a moment: 1 and 0 are ordinary.
struct AgentForm {
  double reply_factor = 1;
  double wait_factor = 1;
  double csat_shift = 0;
  double skill = 0.5;
};

/// What a customer is, by number: computed, never stored.
struct Customer {
  int64_t index = 0;
  int region = 0;
  std::string_view type;  // 普通 VIP 企业
  uint64_t traits = 0;    // random bits of the person
};

/// Everything that is fixed before the first conversation begins. Immutable; the parts are used by
/// all scenes.
class Desk {
 public:
  /// `options` must have passed Check.
  Desk(const DemoCatalog& catalog, const DemoOptions& options);
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  const DemoCatalog& catalog() const { return catalog_; }
  const DemoOptions& options() const { return options_; }
  const TimeLine& line() const { return line_; }
  const std::vector<StoryEffect>& effects() const { return effects_; }
  const Roster& roster() const { return roster_; }
  const VolumePlan& volume() const { return volume_; }

  /// Load of the team in that hour against its average: 1 = ordinary, 0.3 … 3.5.
  double PressureAt(int team, EpochSeconds at) const;
  AgentForm FormAt(int agent, EpochSeconds at) const;
  /// The team that works where no other is on duty.
  int night_team() const { return night_team_; }

  int64_t customer_count() const { return customer_count_; }
  Customer CustomerOf(int64_t index) const;

 private:
  std::vector<double> TeamPressure(int team) const;

  const DemoCatalog& catalog_;
  DemoOptions options_;
  TimeLine line_;
  std::vector<StoryEffect> effects_;
  Roster roster_;
  VolumePlan volume_;
  WeightedChoice region_choice_;
  int64_t customer_count_;
  int night_team_;
  std::vector<std::vector<double>> pressure_;  // [team][day × 24 + hour]
  std::vector<std::vector<const StoryEffect*>>
      effects_of_agent_;  // by agent: those that name the agent
};

/// Of conversations that meet issue, product, business line and region of the effect, when nothing
/// happens.
double BaseShareOf(const StoryEffect& effect, const DemoCatalog& catalog);

}  // namespace kebao::demo
