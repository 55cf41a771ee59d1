#include "demo/story.h"

#include <fmt/format.h>

#include <algorithm>

namespace kebao::demo {
namespace {

template <class List, class NameOf>
int FindIndex(const List& list, const std::string& name, NameOf name_of) {
  for (size_t index = 0; index < list.size(); ++index) {
    if (name_of(list[index]) == name) return static_cast<int>(index);
  }
  return -1;
}

template <class List>
int FindNamed(const List& list, const std::string& name) {
  return FindIndex(list, name, [](const auto& entry) { return entry.name; });
}

StoryEffect Resolve(const EffectSpec& spec, const DemoCatalog& catalog, const TimeLine& line) {
  StoryEffect effect;
  effect.spec = spec;
  const int day = line.DayWith(spec.month, spec.day);
  const int last = line.days() + TimeLine::kDaysAfter;
  const bool is_open = spec.days == 0 && spec.hours == 0;
  effect.start = line.StartOf(std::min(day, last)) + spec.from_hour * 3600;
  if (spec.hours > 0)
    effect.end = effect.start + spec.hours * 3600;
  else
    effect.end = line.StartOf(is_open ? last : std::min(day + spec.days, last));
  effect.issue = FindNamed(catalog.issues, spec.issue_type);
  effect.product = FindNamed(catalog.products, spec.product);
  effect.business_line =
      FindIndex(catalog.business_lines, spec.business_line, [](const std::string& n) { return n; });
  effect.region = FindNamed(catalog.regions, spec.region);
  effect.team = FindNamed(catalog.teams, spec.team);
  effect.agent =
      FindIndex(catalog.agents, spec.agent, [](const AgentSpec& agent) { return agent.id; });
  return effect;
}

std::string LocalText(EpochSeconds at, const TimeZone& zone) {
  const LocalTime local = zone.ToLocal(ToInstant(at));
  const int64_t second = local.micros / kMicrosPerSecond - int64_t{local.day().days} * 86'400;
  return fmt::format("{}T{:02}:{:02}:00", FormatDay(local.day()), second / 3600, second / 60 % 60);
}

void AppendText(std::string_view key, const std::string& value, std::string& yaml) {
  if (!value.empty()) yaml += fmt::format("    {}: \"{}\"\n", key, value);
}

void AppendFactor(std::string_view key, double value, double neutral, std::string& yaml) {
  if (value != neutral) yaml += fmt::format("    {}: {}\n", key, value);
}

void AppendEffect(const StoryEffect& effect, const TimeZone& zone, EpochSeconds data_end,
                  std::string& yaml) {
  const EffectSpec& spec = effect.spec;
  yaml += fmt::format("  - id: {}\n    kind: {}\n", spec.id, spec.kind);
  AppendText("title", spec.title, yaml);
  AppendText("note", spec.note, yaml);
  yaml += fmt::format("    start: {}\n    end: {}\n", LocalText(effect.start, zone),
                      LocalText(std::min(effect.end, data_end), zone));
  AppendText("issue_type", spec.issue_type, yaml);
  AppendText("product", spec.product, yaml);
  AppendText("business_line", spec.business_line, yaml);
  AppendText("region", spec.region, yaml);
  AppendText("team", spec.team, yaml);
  AppendText("agent", spec.agent, yaml);
  AppendFactor("volume_factor", spec.volume_factor, 1, yaml);
  AppendFactor("wait_factor", spec.wait_factor, 1, yaml);
  AppendFactor("reply_factor", spec.reply_factor, 1, yaml);
  AppendFactor("resolution_factor", spec.resolution_factor, 1, yaml);
  AppendFactor("csat_shift", spec.csat_shift, 0, yaml);
  AppendFactor("routed_share", spec.routed_share, 0, yaml);
  AppendText("known_as", spec.known_as, yaml);
  yaml += fmt::format("    conversations: {}\n", effect.conversations);
}

}  // namespace

std::vector<StoryEffect> ResolveEffects(const DemoCatalog& catalog, const TimeLine& line,
                                        bool with_story) {
  std::vector<StoryEffect> effects;
  if (!with_story) return effects;
  for (const EffectSpec& spec : catalog.effects) {
    StoryEffect effect = Resolve(spec, catalog, line);
    if (effect.start < line.end()) effects.push_back(std::move(effect));
  }
  return effects;
}

std::string StoryYaml(const Story& story) {
  const DemoOptions& options = story.options;
  const TimeZone zone = TimeZone::Find(options.zone).value();
  const LocalDay end_day{options.first_day.days + options.days};
  const EpochSeconds data_end = zone.StartOf(end_day).micros / kMicrosPerSecond;
  std::string yaml = fmt::format(
      "# What was made to happen in this sample data. Times are local; ends are excluded.\n"
      "zone: {}\nseed: {}\nfirst_day: {}\ndays: {}\nwith_story: {}\nconversations: {}\nevents: "
      "{}\nrecords: {}\n",
      options.zone, options.seed, FormatDay(options.first_day), options.days, options.with_story,
      story.conversations, story.events, story.records);
  yaml += story.effects.empty() ? "effects: []\n" : "effects:\n";
  for (const StoryEffect& effect : story.effects) AppendEffect(effect, zone, data_end, yaml);
  return yaml;
}

}  // namespace kebao::demo
