#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace kebao {

/// The order in which a Chinese reader expects names: pinyin (CLDR's zh collation), digits by their
/// number ("Agent 2" before "Agent 10"), case and accents last. Total: texts that collate alike are
/// ordered by their bytes, so equal means identical. UTF-8; a malformed byte counts as U+FFFD.
/// Thread-safe.
std::strong_ordering ComparePinyin(std::string_view a, std::string_view b);

/// For std::sort and ordered containers.
struct PinyinLess {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const { return ComparePinyin(a, b) < 0; }
};

/// Bytes whose order (memcmp) is that of ComparePinyin: for sorting many texts. Not stable across
/// ICU versions, so never stored.
std::string PinyinSortKey(std::string_view text);

}  // namespace kebao
