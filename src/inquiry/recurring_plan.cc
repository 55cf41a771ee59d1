#include "base/yaml.h"
#include "inquiry/recurring_inquiry.h"

namespace kebao::inquiry {
namespace {

template <class Number>
Result<void> ReadCount(const Yaml& node, const char* key, int64_t least, Number* value) {
  if (!node.Has(key)) return {};
  constexpr int64_t kMost = 1'000'000;
  KEBAO_TRY(const int64_t number, node.At(key).AsInt());
  *value = static_cast<Number>(number);
  if (number >= least && number <= kMost) return {};
  return MakeProblem("analysis.recurring_plan", node.At(key).place(), {{"name", key}});
}

}  // namespace

Result<RecurringPlan> LoadRecurringPlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(root.AllowKeys({"metrics", "breakdowns", "periods", "leading", "least_periods",
                                 "least_above", "least_cases"}));
  RecurringPlan plan;
  KEBAO_TRY(plan.metrics, root.At("metrics").AsTextList());
  for (const Yaml& item : root.At("breakdowns").Items()) {
    KEBAO_TRY(std::vector<std::string> dimensions, item.AsTextList());
    if (dimensions.empty() || dimensions.size() > 2)
      return MakeProblem("analysis.recurring_plan", item.place(), {{"name", "breakdowns"}});
    plan.breakdowns.push_back(std::move(dimensions));
  }
  constexpr int kFewestPeriods = 3;
  KEBAO_TRY_VOID(ReadCount(root, "periods", kFewestPeriods, &plan.periods));
  KEBAO_TRY_VOID(ReadCount(root, "leading", 1, &plan.limits.leading));
  KEBAO_TRY_VOID(ReadCount(root, "least_periods", 1, &plan.limits.least_periods));
  KEBAO_TRY_VOID(ReadCount(root, "least_above", 1, &plan.limits.least_above));
  KEBAO_TRY_VOID(ReadCount(root, "least_cases", 1, &plan.limits.least_cases));
  return plan;
}

}  // namespace kebao::inquiry
