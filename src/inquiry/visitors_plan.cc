#include "base/yaml.h"
#include "inquiry/visitors_inquiry.h"

namespace kebao::inquiry {
namespace {

std::unexpected<Problem> OutOfRange(const Yaml& node, const char* name) {
  return MakeProblem("visitors.plan", node.place(), {{"name", name}});
}

Result<double> NumberWithin(const Yaml& map, const char* key, double least, double most) {
  KEBAO_TRY(const Yaml node, map.Require(key));
  KEBAO_TRY(const double value, node.AsReal());
  if (value >= least && value <= most) return value;
  return OutOfRange(node, key);
}

}  // namespace

Result<VisitorsPlan> LoadVisitorsPlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(root.AllowKeys(
      {"visits", "contacts", "interests", "hours", "session_minutes", "minimum_sample", "most"}));
  VisitorsPlan plan;
  KEBAO_TRY(const Yaml visits, root.Require("visits"));
  KEBAO_TRY(plan.visits, visits.AsText());
  KEBAO_TRY(const Yaml contacts, root.Require("contacts"));
  KEBAO_TRY(plan.contacts, contacts.AsText());
  KEBAO_TRY(plan.interests, root.At("interests").AsTextList());
  KEBAO_TRY(plan.hours, NumberWithin(root, "hours", 0.01, 24 * 90));
  KEBAO_TRY(plan.session_minutes, NumberWithin(root, "session_minutes", 1, 24 * 60));
  KEBAO_TRY(plan.minimum_sample, NumberWithin(root, "minimum_sample", 10, 1e9));
  KEBAO_TRY(const double most, NumberWithin(root, "most", 1, 1000));
  plan.most = static_cast<size_t>(most);
  return plan;
}

}  // namespace kebao::inquiry
