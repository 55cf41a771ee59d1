#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace kebao::render::html {

/// SHA-256 (FIPS 180-4), which content security policies name inline scripts by.
std::array<uint8_t, 32> Sha256(std::string_view bytes);

/// RFC 4648 §4, padded.
std::string Base64(const std::array<uint8_t, 32>& bytes);

}  // namespace kebao::render::html
