#include "base/near_names.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <numeric>
#include <optional>

namespace kebao {
namespace {

/// Characters without case, so that a Chinese character counts as one.
std::u32string Folded(std::string_view text) {
  std::u32string folded;
  for (int32_t index = 0; index < static_cast<int32_t>(text.size());) {
    UChar32 character;
    U8_NEXT_OR_FFFD(text.data(), index, static_cast<int32_t>(text.size()), character);
    folded.push_back(static_cast<char32_t>(u_foldCase(character, U_FOLD_CASE_DEFAULT)));
  }
  return folded;
}

/// Insertions, deletions, replacements and exchanges of neighbours.
size_t EditDistance(std::u32string_view a, std::u32string_view b) {
  std::vector<size_t> before;
  std::vector<size_t> above(b.size() + 1);
  std::iota(above.begin(), above.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    std::vector<size_t> row = {i};
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row.push_back(std::min({above[j] + 1, row[j - 1] + 1, replaced}));
      const bool is_exchange = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_exchange) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = std::move(above);
    above = std::move(row);
  }
  return above.back();
}

/// 0: equal but for case; nullopt: nothing alike.
std::optional<size_t> DistanceIfNear(std::u32string_view name, std::u32string_view candidate) {
  const size_t longer = std::max(name.size(), candidate.size());
  const size_t shorter = std::min(name.size(), candidate.size());
  const size_t tolerated = std::max<size_t>(1, name.size() / 3);
  const bool is_part = shorter > 1 && (name.find(candidate) != std::u32string_view::npos ||
                                       candidate.find(name) != std::u32string_view::npos);
  if (longer - shorter > tolerated && !is_part) return std::nullopt;
  const size_t distance = EditDistance(name, candidate);
  // Two short names of which no character agrees are not alike.
  if (distance <= tolerated && distance < longer) return distance;
  return is_part ? std::optional(tolerated + distance) : std::nullopt;
}

}  // namespace

std::vector<std::string> NearNames(std::string_view name, std::span<const std::string> known,
                                   size_t limit) {
  const std::u32string wanted = Folded(name);
  std::vector<std::pair<size_t, std::string>> near;
  if (wanted.empty()) return {};
  for (const std::string& candidate : known) {
    if (const auto distance = DistanceIfNear(wanted, Folded(candidate)))
      near.emplace_back(*distance, candidate);
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  near.resize(std::min(near.size(), limit));
  std::vector<std::string> names;
  for (auto& [distance, candidate] : near) names.push_back(std::move(candidate));
  return names;
}

}  // namespace kebao
