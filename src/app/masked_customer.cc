#include "app/masked_customer.h"

#include <algorithm>
#include <cctype>

namespace kebao::app {
namespace {

constexpr size_t kLeastDigits = 8;
constexpr size_t kShownDigits = 4;

/// The bytes of the first UTF-8 character.
std::string_view FirstCharacter(std::string_view text) {
  size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return text.substr(0, size);
}

}  // namespace

std::string MaskName(std::string_view name) {
  return name.empty() ? "" : std::string(FirstCharacter(name)) + "**";
}

std::string MaskPhone(std::string_view phone) {
  std::string digits;
  std::ranges::copy_if(phone, std::back_inserter(digits),
                       [](unsigned char letter) { return std::isdigit(letter) != 0; });
  if (phone.empty()) return "";
  if (digits.size() < kLeastDigits) return "****";
  return "****" + digits.substr(digits.size() - kShownDigits);
}

std::string MaskEmail(std::string_view email) {
  if (email.empty()) return "";
  const size_t at = email.rfind('@');
  if (at == std::string_view::npos || at == 0) return "***";
  return std::string(FirstCharacter(email)) + "***" + std::string(email.substr(at));
}

}  // namespace kebao::app
