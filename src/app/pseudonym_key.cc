#include "app/pseudonym_key.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <string>
#include <string_view>

namespace kebao::app {
namespace {

namespace fs = std::filesystem;

constexpr size_t kHexDigits = 16;

std::unexpected<Problem> Unwritable(const DataFolder& folder, const fs::path& file) {
  return MakeProblem("folder.unwritable", folder.root().string(), {{"detail", file.string()}});
}

/// 32 hexadecimal digits.
Result<HashKey> Parse(std::string_view text, const fs::path& file) {
  HashKey key{};
  bool is_whole = text.size() == 2 * kHexDigits;
  for (size_t part = 0; part < key.size() && is_whole; ++part) {
    const std::string_view digits = text.substr(part * kHexDigits, kHexDigits);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), key[part], 16);
    is_whole = error == std::errc{} && end == digits.data() + digits.size();
  }
  if (!is_whole) return MakeProblem("folder.damaged", file.string());
  return key;
}

/// Whole or not at all: written beside its place, then moved there.
bool Write(const std::string& text, const fs::path& temporary, const fs::path& file) {
  const int descriptor = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return false;
  const bool is_written =
      write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      fsync(descriptor) == 0;
  close(descriptor);
  std::error_code error;
  if (is_written) fs::rename(temporary, file, error);
  return is_written && !error;
}

}  // namespace

Result<HashKey> PseudonymKey(const DataFolder& folder) {
  const fs::path file = folder.root() / kPseudonymKeyFile;
  if (fs::exists(file)) {
    std::ifstream in(file);
    std::string text;
    if (!(in >> text)) return MakeProblem("folder.damaged", file.string());
    return Parse(text, file);
  }
  HashKey key{};
  if (getrandom(key.data(), sizeof key, 0) != sizeof key) return Unwritable(folder, file);
  const std::string text = fmt::format("{:016x}{:016x}\n", key[0], key[1]);
  if (!Write(text, folder.temporary() / kPseudonymKeyFile, file)) return Unwritable(folder, file);
  return key;
}

}  // namespace kebao::app
