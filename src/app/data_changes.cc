#include "app/data_changes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>

namespace kebao::app {
namespace {

constexpr std::string_view kWithout = " without ";

struct Standing {
  int32_t last = 0;
  std::set<int32_t> withdrawn;
  bool Has(int32_t import) const { return import <= last && !withdrawn.contains(import); }
};

int32_t Number(std::string_view text) {
  int32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Standing Parse(std::string_view watermark) {
  const size_t without = std::min(watermark.find(kWithout), watermark.size());
  Standing standing{Number(watermark.substr(0, without)), {}};
  std::string_view left = watermark.substr(std::min(without + kWithout.size(), watermark.size()));
  while (!left.empty()) {
    const size_t comma = std::min(left.find(','), left.size());
    standing.withdrawn.insert(Number(left.substr(0, comma)));
    left.remove_prefix(std::min(comma + 1, left.size()));
  }
  return standing;
}

}  // namespace

std::string DataWatermark(const std::vector<engine::ImportRecord>& imports) {
  int32_t last = 0;
  std::set<int32_t> withdrawn;
  for (const engine::ImportRecord& record : imports) {
    last = std::max(last, record.id);
    if (record.is_withdrawn) withdrawn.insert(record.id);
  }
  if (withdrawn.empty()) return std::to_string(last);
  return fmt::format("{}{}{}", last, kWithout, fmt::join(withdrawn, ","));
}

DataMoment PresentData(const engine::Warehouse& warehouse) {
  return {warehouse.data_version(), DataWatermark(warehouse.imports())};
}

DataChanges ChangesBetween(const DataMoment& before, const DataMoment& after,
                           const std::vector<engine::ImportRecord>& imports) {
  const Standing then = Parse(before.watermark);
  const Standing now = Parse(after.watermark);
  DataChanges changes{before.data_version != after.data_version, {}, {}};
  for (const engine::ImportRecord& record : imports) {
    if (now.Has(record.id) && !then.Has(record.id)) changes.come.push_back(record);
    if (then.Has(record.id) && !now.Has(record.id)) changes.undone.push_back(record);
  }
  return changes;
}

}  // namespace kebao::app
