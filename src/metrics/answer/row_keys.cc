#include "metrics/answer/row_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "base/collation.h"

namespace kebao::metrics {
namespace {

int64_t KeyOfSource(const engine::Directory& directory, const std::string& name) {
  const auto found = std::find(directory.sources.begin(), directory.sources.end(), name);
  return found == directory.sources.end() ? -1 : found - directory.sources.begin();
}

/// What a code is sorted by: whether it has a text, the text's collation key, itself.
using SortKey = std::tuple<bool, std::string, int64_t>;

SortKey SortKeyOf(const DimensionSpec& dimension, int64_t code,
                  const engine::Directory& directory) {
  if (dimension.is_computed()) return {false, "", code};
  const std::string text = TextOfCode(dimension, code, directory);
  return {text.empty(), PinyinSortKey(text), code};
}

using Ranks = std::unordered_map<int64_t, uint32_t>;

/// Place of every code of one dimension among those that occur.
Ranks RanksOf(const DimensionSpec& dimension, size_t part,
              std::span<const std::vector<int64_t>> groups, const engine::Directory& directory) {
  Ranks ranks;
  for (const std::vector<int64_t>& codes : groups) ranks.try_emplace(codes[part], 0);
  std::vector<SortKey> keys;
  for (const auto& [code, rank] : ranks) keys.push_back(SortKeyOf(dimension, code, directory));
  std::sort(keys.begin(), keys.end());
  for (size_t rank = 0; rank < keys.size(); ++rank)
    ranks[std::get<2>(keys[rank])] = static_cast<uint32_t>(rank);
  return ranks;
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

std::vector<uint32_t> OrderOfListing(const std::vector<const DimensionSpec*>& dimensions,
                                     std::span<const std::vector<int64_t>> groups,
                                     const engine::Directory& directory) {
  const size_t parts = dimensions.size();
  std::vector<uint32_t> ranks(groups.size() * parts);
  for (size_t part = 0; part < parts; ++part) {
    const Ranks of_codes = RanksOf(*dimensions[part], part, groups, directory);
    for (size_t group = 0; group < groups.size(); ++group)
      ranks[group * parts + part] = of_codes.at(groups[group][part]);
  }
  std::vector<uint32_t> order(groups.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const auto ranks_of = [&](uint32_t group) {
      return std::span(ranks).subspan(group * parts, parts);
    };
    return std::ranges::lexicographical_compare(ranks_of(a), ranks_of(b));
  });
  return order;
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
