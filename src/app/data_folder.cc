#include "app/data_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

namespace kebao::app {
namespace {

namespace fs = std::filesystem;

constexpr int kFormatVersion = 1;

std::string ReadText(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

Result<void> MakeFolders(const fs::path& root) {
  std::error_code error;
  for (const char* part : {"", "staging", "tmp", "run", "catalog"}) {
    fs::create_directories(root / part, error);
    if (error)
      return MakeProblem("folder.unwritable", root.string(), {{"detail", error.message()}});
  }
  fs::permissions(root, fs::perms::owner_all, error);
  return {};
}

/// The lock is the kernel's and ends with the process, however it ends; the text in the file only
/// says who it is.
Result<int> TakeLock(const fs::path& root) {
  const fs::path file = root / "run" / "owner.lock";
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return MakeProblem("folder.unwritable", root.string(), {{"detail", file.string()}});
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    close(descriptor);
    return MakeProblem("folder.in_use", root.string(), {{"owner", ReadText(file)}});
  }
  const std::string owner = fmt::format("{}", getpid());
  if (ftruncate(descriptor, 0) != 0 || write(descriptor, owner.data(), owner.size()) < 0) {
    close(descriptor);
    return MakeProblem("folder.unwritable", root.string(), {{"detail", file.string()}});
  }
  return descriptor;
}

Result<std::string> ReadOrWriteFormat(const fs::path& root, const std::string& zone_if_new) {
  const fs::path file = root / "format.json";
  if (!fs::exists(file)) {
    std::ofstream out(file);
    out << nlohmann::json{{"format", kFormatVersion}, {"zone", zone_if_new}}.dump(2) << "\n";
    if (!out.flush())
      return MakeProblem("folder.unwritable", root.string(), {{"detail", file.string()}});
    return zone_if_new;
  }
  const auto format = nlohmann::json::parse(ReadText(file), nullptr, false);
  if (!format.is_object() || !format.value("format", nlohmann::json{}).is_number_integer()) {
    return MakeProblem("folder.damaged", file.string());
  }
  if (format["format"].get<int>() > kFormatVersion)
    return MakeProblem("folder.newer", root.string());
  return format.value("zone", zone_if_new);
}

/// What an import that was killed left behind; nobody else is in the folder while we hold the lock.
void RemoveLeftovers(const fs::path& root) {
  std::error_code
      ignored;  // a leftover that cannot be removed now is tried again at the next start
  for (const char* part : {"staging", "tmp"}) {
    for (const auto& entry : fs::directory_iterator(root / part, ignored))
      fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace

Result<DataFolder> DataFolder::Open(const fs::path& given, const std::string& zone_if_new) {
  const fs::path root = fs::absolute(given).lexically_normal();
  KEBAO_TRY_VOID(MakeFolders(root));
  KEBAO_TRY(const int lock, TakeLock(root));
  DataFolder folder(root, TimeZone::Utc(), lock);
  KEBAO_TRY(const std::string zone_name, ReadOrWriteFormat(root, zone_if_new));
  KEBAO_TRY(folder.zone_, TimeZone::Find(zone_name));
  RemoveLeftovers(root);
  return folder;
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : root_(std::move(other.root_)),
      zone_(std::move(other.zone_)),
      lock_(std::exchange(other.lock_, -1)) {}

DataFolder::~DataFolder() {
  if (lock_ >= 0) close(lock_);
}

fs::path DefaultDataFolder() {
  if (const char* given = std::getenv("KEBAO_DATA"); given != nullptr && *given != '\0')
    return given;
  const char* home = std::getenv("HOME");
  return fs::path(home == nullptr ? "." : home) / ".local" / "share" / "kebao";
}

}  // namespace kebao::app
