#include "metrics/answer/row_keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "metrics/answer/compare_texts.h"

namespace kebao::metrics {
namespace {

int64_t KeyOfSource(const engine::Directory& directory, const std::string& name) {
  const auto found = std::find(directory.sources.begin(), directory.sources.end(), name);
  return found == directory.sources.end() ? -1 : found - directory.sources.begin();
}

int CompareKeys(const std::vector<const DimensionSpec*>& dimensions, const Row& a, const Row& b) {
  for (size_t part = 0; part < dimensions.size(); ++part) {
    const int order =
        dimensions[part]->is_computed() ? 0 : CompareTexts(a.keys[part], b.keys[part]);
    if (order != 0) return order;
    if (a.key_codes[part] != b.key_codes[part])
      return a.key_codes[part] < b.key_codes[part] ? -1 : 1;
  }
  return 0;
}

}  // namespace

std::string TextOfCode(const DimensionSpec& dimension, int64_t code,
                       const engine::Directory& directory) {
  if (code < 0) return "";
  const auto index = static_cast<size_t>(code);
  switch (dimension.kind) {
    case DimensionKind::kWeekday:
      return fmt::format("{}", code);
    case DimensionKind::kHourOfDay:
      return fmt::format("{:02}", code);
    case DimensionKind::kAgent:
      return directory.agents[index].name;
    case DimensionKind::kTeam:
      return directory.teams[index].name;
    case DimensionKind::kSource:
      return directory.sources[index];
    case DimensionKind::kCode:
      break;
  }
  return directory.dimensions.find(dimension.column)->second.texts[index];
}

void SortRows(const std::vector<const DimensionSpec*>& dimensions, std::vector<Row>* rows) {
  std::stable_sort(rows->begin(), rows->end(), [&](const Row& a, const Row& b) {
    if (a.bucket_at != b.bucket_at) return a.bucket_at < b.bucket_at;
    return CompareKeys(dimensions, a, b) < 0;
  });
}

int64_t SourceOfKey(const std::vector<const DimensionSpec*>& dimensions,
                    std::span<const int64_t> codes, const engine::Directory& directory) {
  for (size_t part = 0; part < dimensions.size(); ++part) {
    if (codes[part] < 0) continue;
    const auto index = static_cast<size_t>(codes[part]);
    switch (dimensions[part]->kind) {
      case DimensionKind::kSource:
        return codes[part];
      case DimensionKind::kAgent:
        return KeyOfSource(directory, directory.agents[index].source);
      case DimensionKind::kTeam:
        return KeyOfSource(directory, directory.teams[index].source);
      default:
        break;
    }
  }
  return -1;
}

}  // namespace kebao::metrics
