#include "report/pseudonyms.h"

#include <fmt/format.h>

namespace kebao::report {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ";  // without I and O: 1 and 0
constexpr int kAttemptsPerWidth = 8;

std::string CodeOf(const HashKey& key, const std::string& identity, int attempt) {
  const int width = 2 + attempt / kAttemptsPerWidth;
  uint64_t limit = 1;
  for (int digit = 0; digit < width; ++digit) limit *= 10;
  const uint64_t hash = KeyedHash(key, fmt::format("{}\n{}", attempt, identity));
  return fmt::format("{}{:0{}}", kLetters[hash % kLetters.size()], hash / kLetters.size() % limit,
                     width);
}

}  // namespace

std::vector<std::string> PseudonymCodes(const HashKey& key,
                                        const std::vector<std::string>& identities,
                                        const std::set<std::string>& taken) {
  std::vector<std::string> codes;
  std::set<std::string> used = taken;
  for (const std::string& identity : identities) {
    int attempt = 0;
    while (!used.insert(CodeOf(key, identity, attempt)).second) ++attempt;
    codes.push_back(CodeOf(key, identity, attempt));
  }
  return codes;
}

}  // namespace kebao::report
