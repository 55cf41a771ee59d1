#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kebao::workspace {

/// zlib.
std::string Compressed(std::string_view text);
/// Nullopt: the bytes are not those of a text of `bytes` bytes.
std::optional<std::string> Expanded(std::string_view compressed, uint64_t bytes);

}  // namespace kebao::workspace
