#include "domain/order_attribution.h"

#include "base/yaml.h"

namespace kebao::domain {

Result<OrderAttribution> OrderAttribution::Load(
    std::span<const std::filesystem::path> catalog_folders) {
  OrderAttribution attribution;
  for (const std::filesystem::path& folder : catalog_folders) {
    const std::filesystem::path path = folder / "attribution" / "orders.yaml";
    if (!std::filesystem::exists(path)) continue;
    KEBAO_TRY(const Yaml file, Yaml::Load(path));
    KEBAO_TRY_VOID(file.AllowKeys({"orders"}));
    KEBAO_TRY(const Yaml orders, file.Require("orders"));
    KEBAO_TRY_VOID(orders.AllowKeys({"within_hours"}));
    KEBAO_TRY(const Yaml within, orders.Require("within_hours"));
    KEBAO_TRY(const int64_t hours, within.AsInt());
    attribution.window_seconds = hours * 3600;
  }
  return attribution;
}

}  // namespace kebao::domain
