#include "inquiry/staffing_plan.h"

#include "base/yaml.h"

namespace kebao::inquiry {
namespace {

constexpr int kHoursOfDay = 24;
constexpr double kMost = 1e9;

/// A number within [least, most]; `value` as it is where the key is absent.
Result<void> ReadNumber(const Yaml& node, const char* key, double least, double most,
                        double* value) {
  if (!node.Has(key)) return {};
  KEBAO_TRY(*value, node.At(key).AsReal());
  if (*value >= least && *value <= most) return {};
  return MakeProblem("staffing.plan", node.At(key).place(), {{"name", key}});
}

Result<void> ReadCount(const Yaml& node, const char* key, int least, int most, int* value) {
  double number = *value;
  KEBAO_TRY_VOID(ReadNumber(node, key, least, most, &number));
  *value = static_cast<int>(number);
  if (number == *value) return {};
  return MakeProblem("staffing.plan", node.At(key).place(), {{"name", key}});
}

Result<void> ReadOptional(const Yaml& node, const char* key, double least, double most,
                          std::optional<double>* value) {
  if (!node.Has(key)) return {};
  value->emplace(0);
  return ReadNumber(node, key, least, most, &**value);
}

Result<WorkKind> KindOf(const Yaml& node) {
  KEBAO_TRY(const Yaml kind, node.Require("kind"));
  const std::string name = kind.TextOr("");
  if (name == "call") return WorkKind::kCall;
  if (name == "chat") return WorkKind::kChat;
  if (name == "backlog") return WorkKind::kBacklog;
  return MakeProblem("staffing.plan", kind.place(), {{"name", "kind"}});
}

Result<void> ReadOpenHours(const Yaml& node, ChannelPlan* plan) {
  if (!node.Has("open_hours")) return {};
  const std::vector<Yaml> hours = node.At("open_hours").Items();
  const auto problem =
      MakeProblem("staffing.plan", node.At("open_hours").place(), {{"name", "open_hours"}});
  if (hours.size() != 2) return problem;
  KEBAO_TRY(const int64_t from, hours[0].AsInt());
  KEBAO_TRY(const int64_t limit, hours[1].AsInt());
  if (from < 0 || limit > kHoursOfDay || from >= limit) return problem;
  plan->open_from = static_cast<int>(from);
  plan->open_limit = static_cast<int>(limit);
  return {};
}

Result<ChannelPlan> ChannelOf(const std::string& name, const Yaml& node) {
  KEBAO_TRY_VOID(
      node.AllowKeys({"kind", "service_level", "within_seconds", "most_occupancy", "most_abandoned",
                      "concurrency", "slowdown", "chats_at_once", "deadline_seconds", "probability",
                      "assumed_handle_seconds", "open_hours"}));
  ChannelPlan plan;
  plan.channel = name;
  KEBAO_TRY(plan.kind, KindOf(node));
  auto& target = plan.target;
  KEBAO_TRY_VOID(ReadOptional(node, "service_level", 0.01, 0.9999, &target.service_level));
  KEBAO_TRY_VOID(ReadNumber(node, "within_seconds", 0, kMost, &target.within_seconds));
  KEBAO_TRY_VOID(ReadOptional(node, "most_occupancy", 0.01, 1, &target.most_occupancy));
  KEBAO_TRY_VOID(ReadOptional(node, "most_abandoned", 0.0001, 0.99, &target.most_abandoned));
  KEBAO_TRY_VOID(ReadCount(node, "concurrency", 1, 50, &plan.concurrency));
  KEBAO_TRY_VOID(ReadNumber(node, "slowdown", 0, 1, &plan.slowdown));
  KEBAO_TRY_VOID(ReadNumber(node, "chats_at_once", 1, 50, &plan.chats_at_once));
  KEBAO_TRY_VOID(ReadNumber(node, "deadline_seconds", 1, kMost, &plan.deadline_seconds));
  KEBAO_TRY_VOID(ReadNumber(node, "probability", 0.5, 0.9999, &plan.probability));
  KEBAO_TRY_VOID(
      ReadOptional(node, "assumed_handle_seconds", 1, kMost, &plan.assumed_handle_seconds));
  KEBAO_TRY_VOID(ReadOpenHours(node, &plan));
  return plan;
}

}  // namespace

Result<StaffingPlan> LoadStaffingPlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(root.AllowKeys({"shrinkage", "history_days", "longest_handle_seconds",
                                 "least_arrivals", "least_abandoned", "replications", "channels"}));
  StaffingPlan plan;
  KEBAO_TRY_VOID(ReadNumber(root, "shrinkage", 0, 0.95, &plan.shrinkage));
  KEBAO_TRY_VOID(ReadCount(root, "history_days", 7, 1100, &plan.history_days));
  KEBAO_TRY_VOID(
      ReadNumber(root, "longest_handle_seconds", 1, kMost, &plan.longest_handle_seconds));
  KEBAO_TRY_VOID(ReadNumber(root, "least_arrivals", 0, kMost, &plan.least_arrivals));
  KEBAO_TRY_VOID(ReadCount(root, "least_abandoned", 1, 1000000, &plan.least_abandoned));
  KEBAO_TRY_VOID(ReadCount(root, "replications", 2, 1000, &plan.replications));
  KEBAO_TRY(const Yaml channels, root.Require("channels"));
  for (const auto& [name, node] : channels.Entries()) {
    KEBAO_TRY(ChannelPlan channel, ChannelOf(name, node));
    plan.channels.push_back(std::move(channel));
  }
  return plan;
}

}  // namespace kebao::inquiry
