#include "metrics/answer/row_space.h"

#include <algorithm>

#include "base/hash.h"
#include "metrics/answer/row_keys.h"

namespace kebao::metrics {
namespace {

std::span<const int64_t> CodesOfKey(const CellKey& key) { return std::span(key).subspan(1); }

/// Old number → place in the order of listing; sorts `groups` with it.
std::vector<uint32_t> PutInOrder(const std::vector<const DimensionSpec*>& dimensions,
                                 const engine::Directory& directory, std::vector<CellKey>* groups) {
  const std::vector<uint32_t> order = OrderOfListing(dimensions, *groups, directory);
  std::vector<uint32_t> places(order.size());
  std::vector<CellKey> sorted;
  sorted.reserve(order.size());
  for (size_t place = 0; place < order.size(); ++place) {
    places[order[place]] = static_cast<uint32_t>(place);
    sorted.push_back(std::move((*groups)[order[place]]));
  }
  *groups = std::move(sorted);
  return places;
}

}  // namespace

size_t GroupIndex::Hash::operator()(std::span<const int64_t> codes) const {
  uint64_t hash = codes.size();
  for (const int64_t code : codes) hash = CombineHashes(hash, static_cast<uint64_t>(code));
  return hash;
}

bool GroupIndex::Equal::operator()(std::span<const int64_t> a, std::span<const int64_t> b) const {
  return std::ranges::equal(a, b);
}

uint32_t GroupIndex::NumberOf(std::span<const int64_t> codes) {
  const auto found = groups_.find(codes);
  if (found != groups_.end()) return found->second;
  const auto number = static_cast<uint32_t>(groups_.size());
  groups_.emplace(CellKey(codes.begin(), codes.end()), number);
  return number;
}

std::vector<CellKey> GroupIndex::TakeGroups() {
  std::vector<CellKey> by_number(groups_.size());
  while (!groups_.empty()) {
    auto node = groups_.extract(groups_.begin());
    by_number[node.mapped()] = std::move(node.key());
  }
  return by_number;
}

RowSpace::RowSpace(const Plan& plan, const PlannedQuery& query, std::span<const ScanResult> results,
                   const engine::Directory& directory)
    : plan_(plan), query_(query), results_(results) {
  GroupIndex index;
  MeetCells(&index);
  FindBuckets();
  const bool is_single = query.query->grain == Grain::kNone && query.dimensions.empty();
  if (is_single) index.NumberOf({});  // a figure without rows is a figure too
  groups_ = index.TakeGroups();
  PlaceCells(PutInOrder(query.dimensions, directory, &groups_));
  group_of_cell_.clear();
}

const CellTable& RowSpace::TableOf(const TableId& id) const {
  const auto& [scan, grouping, period] = id;
  return results_[static_cast<size_t>(scan)].tables[static_cast<size_t>(grouping)][period];
}

void RowSpace::MeetCells(GroupIndex* index) {
  for (const MetricSource& source : query_.sources) {
    for (size_t period = 0; source.scan >= 0 && period < plan_.periods.size(); ++period) {
      const TableId id{source.scan, source.grouping, period};
      const auto [numbers, is_new] = group_of_cell_.try_emplace(id);
      if (!is_new) continue;
      for (const CellKey& key : TableOf(id).keys)
        numbers->second.push_back(index->NumberOf(CodesOfKey(key)));
    }
  }
}

void RowSpace::FindBuckets() {
  if (query_.query->grain == Grain::kNone) {
    limit_ = 1;
    return;
  }
  int64_t first = INT64_MAX;
  int64_t last = -1;
  for (const auto& [id, numbers] : group_of_cell_) {
    if (std::get<2>(id) != 0) continue;
    for (const CellKey& key : TableOf(id).keys) {
      first = std::min(first, key[0]);
      last = std::max(last, key[0]);
    }
  }
  if (last < 0) return;  // no data, no rows
  first_ = static_cast<size_t>(first);
  limit_ = static_cast<size_t>(last) + 1;
}

void RowSpace::PlaceCells(std::span<const uint32_t> places) {
  for (const auto& [id, numbers] : group_of_cell_) {
    std::vector<uint32_t>& cells = cells_[id];
    cells.assign((limit_ - first_) * groups_.size(), kNoCell);
    const CellTable& table = TableOf(id);
    for (size_t cell = 0; cell < numbers.size(); ++cell) {
      const auto bucket = static_cast<size_t>(table.keys[cell][0]);
      if (bucket < first_ || bucket >= limit_) continue;
      cells[(bucket - first_) * groups_.size() + places[numbers[cell]]] =
          static_cast<uint32_t>(cell);
    }
  }
}

const double* RowSpace::Cell(const MetricSource& source, size_t period, size_t bucket,
                             size_t group) const {
  const TableId id{source.scan, source.grouping, period};
  const uint32_t cell = cells_.at(id)[(bucket - first_) * groups_.size() + group];
  return cell == kNoCell ? nullptr : TableOf(id).Cell(cell);
}

const double* RowSpace::TotalCell(const MetricSource& source, size_t period) const {
  const CellTable& table = TableOf({source.scan, source.total_grouping, period});
  return table.keys.empty() ? nullptr : table.Cell(0);
}

}  // namespace kebao::metrics
