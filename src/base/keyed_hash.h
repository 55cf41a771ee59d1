#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kebao {

using HashKey = std::array<uint64_t, 2>;

/// SipHash-2-4 (Aumasson and Bernstein, 2012): who lacks the key can neither foretell a hash nor
/// find the key from hashes that he knows.
uint64_t KeyedHash(const HashKey& key, std::string_view bytes);

}  // namespace kebao
