#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

namespace kebao {

/// 64-bit XXH3; stable across machines and releases, so it may be stored.
uint64_t HashBytes(std::string_view bytes, uint64_t seed = 0);
/// 128-bit XXH3, its low half first.
std::pair<uint64_t, uint64_t> HashBytes128(std::string_view bytes);
/// Order matters.
uint64_t CombineHashes(uint64_t a, uint64_t b);

}  // namespace kebao
