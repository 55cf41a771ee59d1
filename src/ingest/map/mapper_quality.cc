#include "ingest/map/mapper_impl.h"

namespace kebao::ingest {
namespace {

/// One entry per code and column: a column that several values read is one column. The rows are
/// those of the value that met most, since all looked at the same cells.
void MergeCounts(std::vector<domain::QualityCount>& counts) {
  std::map<std::pair<std::string, std::string>, domain::QualityCount> merged;
  for (domain::QualityCount& count : counts) {
    if (count.column.starts_with('^')) count.column.erase(0, 1);
    auto& kept = merged[{count.code, count.column}];
    if (count.rows > kept.rows) kept = std::move(count);
  }
  counts.clear();
  for (auto& [key, count] : merged) counts.push_back(std::move(count));
}

}  // namespace

std::vector<std::string> Mapper::UnmappedColumns() const { return impl_->cells.UnusedColumns(); }

MappingQuality Mapper::Finish() const {
  const Impl& impl = *impl_;
  MappingQuality quality = impl.quality;
  quality.events = impl.handed.events;
  quality.records = impl.handed.records;
  auto& counts = quality.counts;
  for (const MapperRule& rule : impl.rules) {
    if (rule.rows == 0) continue;
    const bool is_ignore = rule.kind == RuleSpec::Kind::kIgnore;
    if (rule.kind == RuleSpec::Kind::kReject) continue;  // counted with the rejected rows
    counts.push_back({(is_ignore ? "ignored." : "suspicious.") + rule.reason,
                      rule.key.empty() ? "" : std::string(rule.key.front().label()), rule.rows,
                      rule.example});
  }
  for (const auto& [reason, rows] : impl.ignored)
    counts.push_back({"ignored." + reason, "", rows, ""});
  for (const auto& [key, count] : impl.rejected) {
    counts.push_back({"rejected." + key.first, key.second, count.rows, count.example});
  }
  if (impl.handed.repeated_events > 0)
    counts.push_back({"repeated.event", "", impl.handed.repeated_events, ""});
  if (impl.handed.repeated_records > 0)
    counts.push_back({"repeated.record", "", impl.handed.repeated_records, ""});
  impl.cells.AddCountsTo(counts);
  impl.conversation.AddCountsTo(counts);
  impl.version.AddCountsTo(counts);
  for (const MapperGroup& group : impl.groups) {
    for (const EventProgram& event : group.events) event.AddCountsTo(counts);
    for (const RecordProgram& record : group.records) record.AddCountsTo(counts);
  }
  MergeCounts(counts);
  return quality;
}

}  // namespace kebao::ingest
