#include "base/yaml.h"
#include "inquiry/customer_inquiry.h"

namespace kebao::inquiry {
namespace {

std::unexpected<Problem> OutOfRange(const Yaml& node, const char* name) {
  return MakeProblem("customers.plan", node.place(), {{"name", name}});
}

Result<double> NumberWithin(const Yaml& map, const char* key, double least, double most) {
  KEBAO_TRY(const Yaml node, map.Require(key));
  KEBAO_TRY(const double value, node.AsReal());
  if (value >= least && value <= most) return value;
  return OutOfRange(node, key);
}

Result<int64_t> CountWithin(const Yaml& map, const char* key, int64_t least, int64_t most) {
  KEBAO_TRY(const Yaml node, map.Require(key));
  KEBAO_TRY(const int64_t value, node.AsInt());
  if (value >= least && value <= most) return value;
  return OutOfRange(node, key);
}

constexpr double kMostDays = 3660;

Result<analysis::customers::HintRules> ReadHints(const Yaml& map) {
  KEBAO_TRY_VOID(map.AllowKeys(
      {"same_issue", "recent_days", "bad_rating", "order_days", "frequent", "valuable"}));
  analysis::customers::HintRules rules;
  KEBAO_TRY(const Yaml same, map.Require("same_issue"));
  KEBAO_TRY_VOID(same.AllowKeys({"contacts", "days"}));
  KEBAO_TRY(const int64_t contacts, CountWithin(same, "contacts", 2, 1000));
  rules.same_issue_contacts = static_cast<size_t>(contacts);
  KEBAO_TRY(rules.same_issue_days, NumberWithin(same, "days", 0, kMostDays));
  KEBAO_TRY(rules.recent_days, NumberWithin(map, "recent_days", 0, kMostDays));
  KEBAO_TRY(rules.bad_rating, NumberWithin(map, "bad_rating", 0, 100));
  KEBAO_TRY(rules.order_days, NumberWithin(map, "order_days", 0, kMostDays));
  KEBAO_TRY(rules.frequent, NumberWithin(map, "frequent", 0, 1));
  KEBAO_TRY(rules.valuable, NumberWithin(map, "valuable", 0, 1));
  return rules;
}

}  // namespace

Result<CustomerPlan> LoadCustomerPlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(root.AllowKeys({"contacts", "resolved", "abandoned", "length", "ratings", "open",
                                 "no_repeat", "orders", "sales", "visits", "figures",
                                 "minimum_sample", "last", "months", "hints"}));
  CustomerPlan plan;
  const std::pair<const char*, std::string*> texts[] = {
      {"contacts", &plan.contacts},   {"resolved", &plan.resolved}, {"abandoned", &plan.abandoned},
      {"length", &plan.length},       {"ratings", &plan.ratings},   {"open", &plan.open},
      {"no_repeat", &plan.no_repeat}, {"orders", &plan.orders},     {"sales", &plan.sales},
      {"visits", &plan.visits}};
  for (const auto& [key, text] : texts) {
    KEBAO_TRY(const Yaml value, root.Require(key));
    KEBAO_TRY(*text, value.AsText());
  }
  KEBAO_TRY(plan.figures, root.At("figures").AsTextList());
  if (plan.figures.empty()) return OutOfRange(root.At("figures"), "figures");
  KEBAO_TRY(plan.minimum_sample, CountWithin(root, "minimum_sample", 2, 1'000'000));
  KEBAO_TRY(const int64_t last, CountWithin(root, "last", 1, 1000));
  KEBAO_TRY(const int64_t months, CountWithin(root, "months", 1, 120));
  plan.last = static_cast<size_t>(last);
  plan.months = static_cast<size_t>(months);
  KEBAO_TRY(const Yaml hints, root.Require("hints"));
  KEBAO_TRY(plan.hints, ReadHints(hints));
  return plan;
}

std::vector<std::string> CustomerPlan::Metrics() const {
  std::vector<std::string> all = {contacts, resolved,  abandoned, length, ratings,
                                  open,     no_repeat, orders,    sales,  visits};
  all.insert(all.end(), figures.begin(), figures.end());
  return all;
}

}  // namespace kebao::inquiry
