#include "metrics/plan/known_codes.h"

namespace kebao::metrics {

int64_t KnownCodes(const DimensionSpec& dimension, const engine::Directory& directory) {
  switch (dimension.kind) {
    case DimensionKind::kWeekday:
      return 8;
    case DimensionKind::kHourOfDay:
      return 24;
    case DimensionKind::kAgent:
      return static_cast<int64_t>(directory.agents.size());
    case DimensionKind::kTeam:
      return static_cast<int64_t>(directory.teams.size());
    case DimensionKind::kSource:
      return static_cast<int64_t>(directory.sources.size());
    case DimensionKind::kCode:
      break;
  }
  const auto found = directory.dimensions.find(dimension.column);
  return found == directory.dimensions.end() ? 0 : static_cast<int64_t>(found->second.texts.size());
}

}  // namespace kebao::metrics
