#include "demo/load_desk.h"

#include <array>
#include <cstdio>

namespace kebao::demo {
namespace {

std::string_view Itself(std::string_view name) { return name; }
std::string_view ShiftName(const ShiftSpec& shift) { return shift.name; }

/// "08:30" → minutes of the day.
Result<int> AsClock(const Yaml& node) {
  KEBAO_TRY(const std::string text, node.AsText());
  int hour = -1;
  int minute = -1;
  const bool has_shape =
      text.size() == 5 && std::sscanf(text.c_str(), "%2d:%2d", &hour, &minute) == 2;
  if (!has_shape || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
    return MakeProblem("demo.bad_clock", node.place(), {{"value", text}});
  }
  return hour * 60 + minute;
}

Result<std::vector<ShiftSpec>> LoadShifts(const Yaml& list) {
  std::vector<ShiftSpec> shifts;
  for (const Yaml& item : list.Items()) {
    KEBAO_TRY_VOID(item.AllowKeys({"name", "starts", "minutes"}));
    KEBAO_TRY(std::string name, item.At("name").AsText());
    KEBAO_TRY(const int starts, AsClock(item.At("starts")));
    KEBAO_TRY(const int64_t minutes, item.At("minutes").AsInt());
    shifts.push_back({std::move(name), starts, static_cast<int>(minutes)});
  }
  return shifts;
}

Result<TeamSpec> LoadTeam(const Yaml& item, const std::vector<ShiftSpec>& shifts) {
  constexpr std::array<std::string_view, 3> kDaysOff = {"weekend", "rotating", "night"};
  KEBAO_TRY_VOID(item.AllowKeys({"id", "name", "calendar", "days_off", "shifts"}));
  TeamSpec team;
  KEBAO_TRY(team.id, item.At("id").AsText());
  KEBAO_TRY(team.name, item.At("name").AsText());
  KEBAO_TRY(team.calendar, item.At("calendar").AsText());
  KEBAO_TRY(const int days_off, IndexOf(item.At("days_off"), kDaysOff, Itself));
  team.days_off = static_cast<DaysOff>(days_off);
  for (const Yaml& name : item.At("shifts").Items()) {
    KEBAO_TRY(const int shift, IndexOf(name, shifts, ShiftName));
    team.shifts.push_back(shifts[static_cast<size_t>(shift)]);
  }
  return team;
}

Result<ProductSpec> LoadProduct(const Yaml& item, const DemoCatalog& catalog) {
  KEBAO_TRY_VOID(item.AllowKeys({"name", "business_line", "weight", "price"}));
  ProductSpec product;
  KEBAO_TRY(product.name, item.At("name").AsText());
  KEBAO_TRY(product.business_line,
            IndexOf(item.At("business_line"), catalog.business_lines, Itself));
  KEBAO_TRY(product.weight, item.At("weight").AsReal());
  KEBAO_TRY(const int64_t price, item.At("price").AsInt());
  product.price_minor = price * 100;
  return product;
}

Result<IssueSpec> LoadIssue(const Yaml& item, const DemoCatalog& catalog) {
  KEBAO_TRY_VOID(item.AllowKeys({"name", "team", "weight", "difficulty", "business_lines"}));
  IssueSpec issue;
  KEBAO_TRY(issue.name, item.At("name").AsText());
  KEBAO_TRY(issue.team,
            IndexOf(item.At("team"), catalog.teams, [](const TeamSpec& team) { return team.id; }));
  KEBAO_TRY(issue.weight, item.At("weight").AsReal());
  KEBAO_TRY(issue.difficulty, item.At("difficulty").AsReal());
  for (const Yaml& line : item.At("business_lines").Items()) {
    KEBAO_TRY(const int index, IndexOf(line, catalog.business_lines, Itself));
    issue.business_lines.push_back(index);
  }
  return issue;
}

Result<std::vector<WeightedName>> LoadWeightedNames(const Yaml& list) {
  std::vector<WeightedName> names;
  for (const Yaml& item : list.Items()) {
    KEBAO_TRY_VOID(item.AllowKeys({"name", "weight"}));
    KEBAO_TRY(std::string name, item.At("name").AsText());
    KEBAO_TRY(const double weight, item.At("weight").AsReal());
    names.push_back({std::move(name), weight});
  }
  return names;
}

}  // namespace

Result<void> LoadDesk(const Yaml& root, DemoCatalog& catalog) {
  KEBAO_TRY_VOID(root.AllowKeys({"business_lines", "teams", "shifts", "channels", "chat_queues",
                                 "products", "issue_types", "regions"}));
  KEBAO_TRY(catalog.business_lines, root.At("business_lines").AsTextList());
  KEBAO_TRY(const std::vector<ShiftSpec> shifts, LoadShifts(root.At("shifts")));
  for (const Yaml& item : root.At("teams").Items()) {
    KEBAO_TRY(TeamSpec team, LoadTeam(item, shifts));
    catalog.teams.push_back(std::move(team));
  }
  for (const Yaml& item : root.At("products").Items()) {
    KEBAO_TRY(ProductSpec product, LoadProduct(item, catalog));
    catalog.products.push_back(std::move(product));
  }
  for (const Yaml& item : root.At("issue_types").Items()) {
    KEBAO_TRY(IssueSpec issue, LoadIssue(item, catalog));
    catalog.issues.push_back(std::move(issue));
  }
  for (size_t channel = 0; channel < kChannelCount; ++channel) {
    KEBAO_TRY(const Yaml weight,
              root.At("channels").Require(NameOf(static_cast<Channel>(channel))));
    KEBAO_TRY(catalog.channel_weights[channel], weight.AsReal());
  }
  KEBAO_TRY(catalog.chat_queues, LoadWeightedNames(root.At("chat_queues")));
  KEBAO_TRY(catalog.regions, LoadWeightedNames(root.At("regions")));
  return {};
}

}  // namespace kebao::demo
