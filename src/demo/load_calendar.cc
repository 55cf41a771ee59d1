#include "demo/load_desk.h"

namespace kebao::demo {
namespace {

template <size_t kSize>
Result<void> LoadNumbers(const Yaml& list, std::array<double, kSize>& numbers) {
  const std::vector<Yaml> items = list.Items();
  if (items.size() != kSize) {
    return MakeProblem(
        "demo.wrong_count", list.place(),
        {{"expected", std::to_string(kSize)}, {"found", std::to_string(items.size())}});
  }
  for (size_t index = 0; index < kSize; ++index) {
    KEBAO_TRY(numbers[index], items[index].AsReal());
  }
  return {};
}

Result<std::vector<CalendarSpan>> LoadSpans(const Yaml& list) {
  std::vector<CalendarSpan> spans;
  for (const Yaml& item : list.Items()) {
    KEBAO_TRY_VOID(item.AllowKeys({"name", "first", "last", "volume_factor"}));
    CalendarSpan span;
    KEBAO_TRY(span.name, item.At("name").AsText());
    KEBAO_TRY(span.first, AsDay(item.At("first")));
    KEBAO_TRY(span.last, AsDay(item.At("last")));
    KEBAO_TRY(span.volume_factor, item.At("volume_factor").AsReal());
    spans.push_back(std::move(span));
  }
  return spans;
}

template <class List, class Name>
Result<std::string> KnownName(const Yaml& map, std::string_view key, const List& list,
                              Name name_of) {
  if (!map.Has(key)) return std::string();
  KEBAO_TRY_VOID(IndexOf(map.At(key), list, name_of));
  return map.At(key).AsText();
}

Result<void> LoadWhere(const Yaml& item, const DemoCatalog& catalog, EffectSpec& effect) {
  const auto name_of = [](const auto& entry) { return entry.name; };
  const auto itself = [](const std::string& name) { return name; };
  KEBAO_TRY(effect.issue_type, KnownName(item, "issue_type", catalog.issues, name_of));
  KEBAO_TRY(effect.product, KnownName(item, "product", catalog.products, name_of));
  KEBAO_TRY(effect.business_line, KnownName(item, "business_line", catalog.business_lines, itself));
  KEBAO_TRY(effect.region, KnownName(item, "region", catalog.regions, name_of));
  KEBAO_TRY(effect.team, KnownName(item, "team", catalog.teams, name_of));
  KEBAO_TRY(effect.agent, KnownName(item, "agent", catalog.agents,
                                    [](const AgentSpec& agent) { return agent.id; }));
  return {};
}

Result<void> LoadWhen(const Yaml& item, EffectSpec& effect) {
  KEBAO_TRY(const auto on, AsMonthDay(item.At("on")));
  effect.month = on.first;
  effect.day = on.second;
  KEBAO_TRY(effect.days, IntOr(item, "days", 0));
  KEBAO_TRY(effect.from_hour, IntOr(item, "from_hour", 0));
  KEBAO_TRY(effect.hours, IntOr(item, "hours", 0));
  return {};
}

Result<void> LoadSizes(const Yaml& item, EffectSpec& effect) {
  KEBAO_TRY(effect.volume_factor, RealOr(item, "volume_factor", 1));
  KEBAO_TRY(effect.wait_factor, RealOr(item, "wait_factor", 1));
  KEBAO_TRY(effect.reply_factor, RealOr(item, "reply_factor", 1));
  KEBAO_TRY(effect.resolution_factor, RealOr(item, "resolution_factor", 1));
  KEBAO_TRY(effect.csat_shift, RealOr(item, "csat_shift", 0));
  KEBAO_TRY(effect.routed_share, RealOr(item, "routed_share", 0));
  return {};
}

Result<EffectSpec> LoadEffect(const Yaml& item, const DemoCatalog& catalog) {
  KEBAO_TRY_VOID(item.AllowKeys({"id",
                                 "kind",
                                 "title",
                                 "note",
                                 "on",
                                 "days",
                                 "from_hour",
                                 "hours",
                                 "issue_type",
                                 "product",
                                 "business_line",
                                 "region",
                                 "team",
                                 "agent",
                                 "volume_factor",
                                 "wait_factor",
                                 "reply_factor",
                                 "resolution_factor",
                                 "csat_shift",
                                 "routed_share",
                                 "known_as",
                                 "takes_from"}));
  EffectSpec effect;
  KEBAO_TRY(effect.id, item.At("id").AsText());
  KEBAO_TRY(effect.kind, item.At("kind").AsText());
  KEBAO_TRY(effect.title, item.At("title").AsText());
  effect.note = item.At("note").TextOr("");
  effect.known_as = item.At("known_as").TextOr("");
  KEBAO_TRY_VOID(LoadWhen(item, effect));
  KEBAO_TRY_VOID(LoadWhere(item, catalog, effect));
  KEBAO_TRY_VOID(LoadSizes(item, effect));
  for (const Yaml& team : item.At("takes_from").Items()) {
    KEBAO_TRY(const int index,
              IndexOf(team, catalog.teams, [](const TeamSpec& entry) { return entry.name; }));
    effect.takes_from.push_back(index);
  }
  return effect;
}

}  // namespace

Result<void> LoadRhythm(const Yaml& root, DemoCatalog& catalog) {
  KEBAO_TRY_VOID(
      root.AllowKeys({"hours", "weekdays", "months", "holidays", "promotions", "workdays"}));
  Rhythm& rhythm = catalog.rhythm;
  KEBAO_TRY_VOID(LoadNumbers(root.At("hours"), rhythm.hours));
  KEBAO_TRY_VOID(LoadNumbers(root.At("weekdays"), rhythm.weekdays));
  KEBAO_TRY_VOID(LoadNumbers(root.At("months"), rhythm.months));
  KEBAO_TRY(rhythm.holidays, LoadSpans(root.At("holidays")));
  KEBAO_TRY(rhythm.promotions, LoadSpans(root.At("promotions")));
  for (const Yaml& item : root.At("workdays").Items()) {
    KEBAO_TRY(const LocalDay day, AsDay(item));
    rhythm.workdays.push_back(day);
  }
  return {};
}

Result<void> LoadEffects(const Yaml& root, DemoCatalog& catalog) {
  KEBAO_TRY_VOID(root.AllowKeys({"effects"}));
  for (const Yaml& item : root.At("effects").Items()) {
    KEBAO_TRY(EffectSpec effect, LoadEffect(item, catalog));
    catalog.effects.push_back(std::move(effect));
  }
  return {};
}

}  // namespace kebao::demo
