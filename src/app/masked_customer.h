#pragma once

#include <string>
#include <string_view>

namespace kebao::app {

/// Personal data so that someone who knows the customer recognises it, and nobody else learns it.
/// Empty stays empty.

/// The first character: "王**".
std::string MaskName(std::string_view name);
/// The last four digits, where there are at least eight: "****0011".
std::string MaskPhone(std::string_view phone);
/// The first character and the domain: "u***@mail.example.com".
std::string MaskEmail(std::string_view email);

}  // namespace kebao::app
