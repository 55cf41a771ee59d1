#include "inquiry/series_plan.h"

#include "base/yaml.h"

namespace kebao::inquiry {

Result<SeriesPlan> LoadSeriesPlan(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY_VOID(root.AllowKeys({"trend", "anomaly", "named_days"}));
  SeriesPlan plan;
  const Yaml trend = root.At("trend");
  const Yaml anomaly = root.At("anomaly");
  KEBAO_TRY_VOID(trend.AllowKeys({"metrics"}));
  KEBAO_TRY_VOID(anomaly.AllowKeys({"metrics", "dimensions"}));
  KEBAO_TRY(plan.trend_metrics, trend.At("metrics").AsTextList());
  KEBAO_TRY(plan.anomaly_metrics, anomaly.At("metrics").AsTextList());
  KEBAO_TRY(plan.anomaly_dimensions, anomaly.At("dimensions").AsTextList());
  KEBAO_TRY(plan.named_kinds, root.At("named_days").AsTextList());
  return plan;
}

}  // namespace kebao::inquiry
