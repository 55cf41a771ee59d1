#pragma once

#include <string>
#include <vector>

#include "demo/demo_catalog.h"
#include "demo/time_line.h"

namespace kebao::demo {

/// A planned deviation with its dates and dimensions resolved. −1 = any. The numbers are those of
/// EffectSpec; their meaning is written at the head of catalog/demo/story.yaml.
struct StoryEffect {
  EffectSpec spec;
  EpochSeconds start = 0;  // included
  EpochSeconds end = 0;    // excluded
  int issue = -1, product = -1, business_line = -1, region = -1, team = -1, agent = -1;
  double base_share = 1;      // of the conversations that meet the dimensions, without the effect
  int64_t conversations = 0;  // generated ones that met dates and dimensions

  bool HoldsAt(EpochSeconds at) const { return start <= at && at < end; }
  /// Concerns the conversations themselves (not only one team or agent).
  bool IsAboutConversations() const { return team < 0 && agent < 0; }
  bool IsEverywhere() const { return issue < 0 && product < 0 && business_line < 0 && region < 0; }
  bool Matches(int its_issue, int its_product, int its_line, int its_region) const {
    return (issue < 0 || issue == its_issue) && (product < 0 || product == its_product) &&
           (business_line < 0 || business_line == its_line) && (region < 0 || region == its_region);
  }
};

/// The truth that is written beside the data: what was made to happen, when, to whom, and how
/// strong.
struct Story {
  DemoOptions options;
  std::vector<StoryEffect> effects;  // those that overlap the data; none in the calm variant
  int64_t conversations = 0;         // opened within the days
  int64_t events = 0;                // emitted
  int64_t records = 0;               // emitted, all entities
};

/// The effects of the catalogue that overlap the time line; empty for the calm variant.
std::vector<StoryEffect> ResolveEffects(const DemoCatalog& catalog, const TimeLine& line,
                                        bool with_story);

/// The story as a YAML file: options, then one entry per effect with local times, dimensions and
/// sizes.
std::string StoryYaml(const Story& story);

}  // namespace kebao::demo
