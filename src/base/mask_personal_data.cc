#include "base/mask_personal_data.h"

#include <algorithm>

namespace kebao {
namespace {

constexpr std::string_view kMask = "***";

bool IsDigit(char c) { return '0' <= c && c <= '9'; }
bool IsLetter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }

/// Of an address; bytes of other scripts count as letters.
bool IsOfAddress(char c) {
  return IsDigit(c) || IsLetter(c) || std::string_view("._%+-").find(c) != std::string_view::npos;
}

/// Where the address ends whose @ stands at `at`; `at` where it is none.
size_t EndOfAddress(std::string_view text, size_t at) {
  size_t end = at + 1;
  while (end < text.size() && IsOfAddress(text[end])) ++end;
  while (end > at + 1 && text[end - 1] == '.') --end;
  const size_t dot = text.substr(at, end - at).rfind('.');
  return dot == std::string_view::npos || dot < 2 ? at : end;
}

std::string MaskAddresses(std::string_view text) {
  std::string masked;
  for (size_t index = 0; index < text.size();) {
    const size_t end = text[index] == '@' ? EndOfAddress(text, index) : index;
    if (end == index) {
      masked += text[index++];
      continue;
    }
    while (!masked.empty() && IsOfAddress(masked.back())) masked.pop_back();
    masked += kMask;
    index = end;
  }
  return masked;
}

bool IsDate(std::string_view run) {
  return run.size() >= 10 && run[4] == '-' && run[7] == '-' &&
         std::ranges::all_of(run.substr(0, 4), IsDigit) &&
         std::ranges::all_of(run.substr(5, 2), IsDigit) &&
         std::ranges::all_of(run.substr(8, 2), IsDigit);
}

/// Digits from the front on, with single separators between them.
std::string_view RunOf(std::string_view text) {
  size_t end = 0;
  for (size_t index = 0; index < text.size(); ++index) {
    const bool is_separator = text[index] == '-' || text[index] == ' ';
    if (!IsDigit(text[index]) && !(is_separator && index > 0 && end == index)) break;
    if (IsDigit(text[index])) end = index + 1;
  }
  return text.substr(0, end);
}

bool IsNumberOfPerson(std::string_view run, bool has_plus) {
  if (IsDate(run)) return false;
  const auto digits = static_cast<size_t>(std::ranges::count_if(run, IsDigit));
  if (has_plus) return digits >= 8;
  return digits >= (digits == run.size() ? 10U : 11U);
}

std::string MaskNumbers(std::string_view text) {
  std::string masked;
  for (size_t index = 0; index < text.size();) {
    const std::string_view run = RunOf(text.substr(index));
    const bool has_plus = !masked.empty() && masked.back() == '+';
    if (run.empty()) {
      masked += text[index++];
      continue;
    }
    index += run.size();
    if (!IsNumberOfPerson(run, has_plus)) {
      masked += run;
      continue;
    }
    if (has_plus) masked.pop_back();
    masked += kMask;
    // The check character of an identity number.
    if (index < text.size() && (text[index] == 'X' || text[index] == 'x')) ++index;
  }
  return masked;
}

}  // namespace

std::string MaskPersonalData(std::string_view text) { return MaskNumbers(MaskAddresses(text)); }

}  // namespace kebao
