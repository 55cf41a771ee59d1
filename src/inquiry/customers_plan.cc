#include "base/yaml.h"
#include "inquiry/customers_inquiry.h"

namespace kebao::inquiry {
namespace {

constexpr size_t kMostBands = 50;

Result<std::string> RequiredText(const Yaml& map, const char* key) {
  KEBAO_TRY(const Yaml value, map.Require(key));
  return value.AsText();
}

std::unexpected<Problem> OutOfRange(const Yaml& node, const char* name) {
  return MakeProblem("customers.plan", node.place(), {{"name", name}});
}

/// Limits rise, and the last band has none.
Result<std::vector<BandPlan>> ReadBands(const Yaml& list) {
  const std::vector<Yaml> items = list.Items();
  if (items.empty() || items.size() > kMostBands) return OutOfRange(list, "bands");
  std::vector<BandPlan> bands;
  for (const Yaml& item : items) {
    KEBAO_TRY_VOID(item.AllowKeys({"band", "most", "name"}));
    BandPlan band;
    KEBAO_TRY(band.band, RequiredText(item, "band"));
    KEBAO_TRY(const Yaml name, item.Require("name"));
    KEBAO_TRY(band.name.zh, RequiredText(name, "zh"));
    KEBAO_TRY(band.name.en, RequiredText(name, "en"));
    const bool is_last = bands.size() + 1 == items.size();
    if (item.Has("most") == is_last) return OutOfRange(item, "most");
    if (!is_last) {
      KEBAO_TRY(band.most, item.At("most").AsReal());
      const double least = bands.empty() ? 0 : *bands.back().most;
      if (!(*band.most > least)) return OutOfRange(item.At("most"), "most");
    }
    bands.push_back(std::move(band));
  }
  return bands;
}

Result<int64_t> CountWithin(const Yaml& map, const char* key, int64_t least, int64_t most) {
  KEBAO_TRY(const Yaml node, map.Require(key));
  KEBAO_TRY(const int64_t value, node.AsInt());
  if (value >= least && value <= most) return value;
  return OutOfRange(node, key);
}

}  // namespace

Result<CustomersPlan> LoadCustomersPlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(root.AllowKeys({"contacts", "all_contacts", "score", "satisfied", "bands", "by",
                                 "no_repeat", "minimum_sample", "most"}));
  CustomersPlan plan;
  KEBAO_TRY(plan.contacts, RequiredText(root, "contacts"));
  KEBAO_TRY(plan.all_contacts, RequiredText(root, "all_contacts"));
  KEBAO_TRY(plan.score, RequiredText(root, "score"));
  KEBAO_TRY(const Yaml satisfied, root.Require("satisfied"));
  KEBAO_TRY(plan.satisfied, satisfied.AsReal());
  KEBAO_TRY(const Yaml bands, root.Require("bands"));
  KEBAO_TRY(plan.bands, ReadBands(bands));
  KEBAO_TRY(plan.by, root.At("by").AsTextList());
  KEBAO_TRY(plan.no_repeat, RequiredText(root, "no_repeat"));
  KEBAO_TRY(plan.minimum_sample, CountWithin(root, "minimum_sample", 2, 1'000'000));
  KEBAO_TRY(const int64_t most, CountWithin(root, "most", 1, 1'000'000));
  plan.most = static_cast<size_t>(most);
  return plan;
}

std::vector<std::string> CustomersPlan::Metrics() const {
  return {contacts, all_contacts, no_repeat};
}

}  // namespace kebao::inquiry
