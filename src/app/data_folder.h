#pragma once

#include <filesystem>
#include <string>

#include "base/instant.h"
#include "base/problem.h"
#include "base/time_zone.h"

namespace kebao::app {

/// Kebao's own state (src/workspace), and the files of archived reports.
inline constexpr const char* kWorkspaceFile = "workspace.sqlite";
inline constexpr const char* kArchiveFolder = "archive";

/// How the folder's zone comes about: the configured one, else that of the folder, else `if_new`.
struct ZoneChoice {
  std::string if_new = "Asia/Shanghai";
  std::string configured;  // kebao.yaml; may be empty
};

/// What the lock says of its holder, for whoever finds the folder taken.
struct OwnerNote {
  std::string command;  // as typed
  Instant since;
};

/// One folder = one organisation: everything that Kebao keeps. Holds the owner's lock for as long
/// as it lives: one process owns the folder.
class DataFolder {
 public:
  /// Creates the folder if it is new. Problems: "folder.in_use" {pid, command, since},
  /// "folder.newer", "folder.damaged", "folder.unwritable", "zone.unknown".
  static Result<DataFolder> Open(const std::filesystem::path& root, const ZoneChoice& zone,
                                 const OwnerNote& owner);
  /// The zone that Open would find, without opening or making anything. Problems "folder.newer",
  /// "folder.damaged", "zone.unknown".
  static Result<TimeZone> ZoneOf(const std::filesystem::path& root, const ZoneChoice& zone);
  DataFolder(DataFolder&& other) noexcept;
  DataFolder& operator=(DataFolder&&) = delete;
  ~DataFolder();

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path warehouse_file() const { return root_ / "warehouse.duckdb"; }
  std::filesystem::path workspace_file() const { return root_ / kWorkspaceFile; }
  std::filesystem::path archive() const { return root_ / kArchiveFolder; }
  std::filesystem::path staging() const { return root_ / "staging"; }
  std::filesystem::path temporary() const { return root_ / "tmp"; }
  std::filesystem::path catalog() const { return root_ / "catalog"; }
  const TimeZone& zone() const { return zone_; }

 private:
  DataFolder(std::filesystem::path root, TimeZone zone, int lock)
      : root_(std::move(root)), zone_(std::move(zone)), lock_(lock) {}
  std::filesystem::path root_;
  TimeZone zone_;
  int lock_ = -1;
};

/// $KEBAO_DATA, else ~/.local/share/kebao.
std::filesystem::path DefaultDataFolder();

}  // namespace kebao::app
