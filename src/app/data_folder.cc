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

/// "2026-03-01 08:15:03" on the clock of the folder.
std::string LocalSecond(Instant at, const TimeZone& zone) {
  const LocalTime local = zone.ToLocal(at);
  const int64_t seconds = (local.micros - local.day().days * kMicrosPerDay) / kMicrosPerSecond;
  return fmt::format("{} {:02}:{:02}:{:02}", FormatDay(local.day()), seconds / 3600,
                     seconds / 60 % 60, seconds % 60);
}

/// Who holds the folder, as far as the holder has come to write it down.
std::unexpected<Problem> InUse(const fs::path& root, const fs::path& lock, const TimeZone& zone) {
  const auto note = nlohmann::json::parse(ReadText(lock), nullptr, false);
  if (!note.is_object() || !note.contains("pid") || !note.contains("command") ||
      !note.contains("since"))
    return MakeProblem("folder.in_use_unknown", root.string(), {{"owner", "?"}});
  const Instant since{note["since"].get<int64_t>()};
  return MakeProblem("folder.in_use", root.string(),
                     {{"pid", note["pid"].dump()},
                      {"command", note["command"].get<std::string>()},
                      {"since", LocalSecond(since, zone)}});
}

/// The lock is the kernel's and ends with the process, however it ends; the text in the file only
/// says who it is.
Result<int> TakeLock(const fs::path& root, const OwnerNote& owner, const TimeZone& zone) {
  const fs::path file = root / "run" / "owner.lock";
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return MakeProblem("folder.unwritable", root.string(), {{"detail", file.string()}});
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    close(descriptor);
    return InUse(root, file, zone);
  }
  const std::string note =
      nlohmann::json{{"pid", getpid()}, {"command", owner.command}, {"since", owner.since.micros}}
          .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (ftruncate(descriptor, 0) != 0 || write(descriptor, note.data(), note.size()) < 0) {
    close(descriptor);
    return MakeProblem("folder.unwritable", root.string(), {{"detail", file.string()}});
  }
  return descriptor;
}

/// What format.json says of the zone; `if_new` where there is none yet.
Result<std::string> ZoneInFormat(const fs::path& root, const std::string& if_new) {
  const fs::path file = root / "format.json";
  if (!fs::exists(file)) return if_new;
  const auto format = nlohmann::json::parse(ReadText(file), nullptr, false);
  if (!format.is_object() || !format.value("format", nlohmann::json{}).is_number_integer()) {
    return MakeProblem("folder.damaged", file.string());
  }
  if (format["format"].get<int>() > kFormatVersion)
    return MakeProblem("folder.newer", root.string());
  return format.value("zone", if_new);
}

Result<void> WriteFormatIfNew(const fs::path& root, const std::string& zone) {
  const fs::path file = root / "format.json";
  if (fs::exists(file)) return {};
  std::ofstream out(file);
  out << nlohmann::json{{"format", kFormatVersion}, {"zone", zone}}.dump(2) << "\n";
  if (!out.flush())
    return MakeProblem("folder.unwritable", root.string(), {{"detail", file.string()}});
  return {};
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

Result<TimeZone> DataFolder::ZoneOf(const fs::path& root, const ZoneChoice& zone) {
  KEBAO_TRY(const std::string own, ZoneInFormat(root, zone.if_new));
  const std::string& name = zone.configured.empty() ? own : zone.configured;
  auto found = TimeZone::Find(name);
  if (!found) return MakeProblem("zone.unknown", root.string(), {{"zone", name}});
  return found;
}

Result<DataFolder> DataFolder::Open(const fs::path& given, const ZoneChoice& zone,
                                    const OwnerNote& owner) {
  const fs::path root = fs::absolute(given).lexically_normal();
  KEBAO_TRY(TimeZone own_zone, ZoneOf(root, zone));
  KEBAO_TRY_VOID(MakeFolders(root));
  KEBAO_TRY(const int lock, TakeLock(root, owner, own_zone));
  DataFolder folder(root, std::move(own_zone), lock);
  KEBAO_TRY_VOID(WriteFormatIfNew(root, folder.zone_.name()));
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
