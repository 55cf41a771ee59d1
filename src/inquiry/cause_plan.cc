#include "base/yaml.h"
#include "inquiry/cause_inquiry.h"

namespace kebao::inquiry {

Result<CausePlan> LoadCausePlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(root.AllowKeys({"threshold", "metrics", "dimensions", "paired"}));
  CausePlan plan;
  KEBAO_TRY(const Yaml threshold, root.Require("threshold"));
  KEBAO_TRY(plan.threshold, threshold.AsReal());
  KEBAO_TRY(plan.metrics, root.At("metrics").AsTextList());
  KEBAO_TRY(plan.dimensions, root.At("dimensions").AsTextList());
  KEBAO_TRY(const Yaml paired, root.Require("paired"));
  KEBAO_TRY(const int64_t count, paired.AsInt());
  if (count < 0 || plan.threshold < 0) return MakeProblem("analysis.plan", root.place());
  plan.paired = static_cast<size_t>(count);
  return plan;
}

}  // namespace kebao::inquiry
