#include "app/data_quality.h"

#include <algorithm>

#include "app/local_minute.h"
#include "report/quality_text.h"

namespace kebao::app {
namespace {

bool IsAmong(const std::string& source, const std::vector<std::string>& sources) {
  return sources.empty() || std::find(sources.begin(), sources.end(), source) != sources.end();
}

void AddReason(int32_t import, const domain::QualityCount& count, report::DataQuality* quality) {
  quality->reasons.push_back({import, count.code, count.column, count.rows, count.example});
}

}  // namespace

report::DataQuality QualityOf(const engine::Warehouse& warehouse,
                              const std::vector<std::string>& sources, const TimeZone& zone) {
  report::DataQuality quality;
  const auto stray = warehouse.StrayRatings();
  for (const engine::ImportRecord& record : warehouse.imports()) {
    if (record.is_withdrawn || !IsAmong(record.description.source, sources)) continue;
    const engine::ImportCounts& c = record.counts;
    quality.imports.push_back({record.id, record.description.file_name, record.description.source,
                               LocalMinute(record.description.imported_at, zone), c.read,
                               c.inserted, c.updated, c.duplicate, c.repaired, c.rejected,
                               c.ignored});
    for (const domain::QualityCount& count : warehouse.QualityCounts(record.id))
      AddReason(record.id, count, &quality);
    const auto [first, last] = stray.equal_range(record.same_as.value_or(record.id));
    for (auto it = first; it != last; ++it) AddReason(record.id, it->second, &quality);
  }
  std::stable_sort(quality.reasons.begin(), quality.reasons.end(),
                   [](const auto& a, const auto& b) {
                     return std::make_pair(a.import, report::QualityRank(a.code)) <
                            std::make_pair(b.import, report::QualityRank(b.code));
                   });
  return quality;
}

}  // namespace kebao::app
