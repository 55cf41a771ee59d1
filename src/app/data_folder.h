#pragma once

#include <filesystem>
#include <string>

#include "base/problem.h"
#include "base/time_zone.h"

namespace kebao::app {

/// One folder = one organisation: everything that Kebao keeps. Holds the owner's lock for as long
/// as it lives: one process owns the folder.
class DataFolder {
 public:
  /// Creates the folder if it is new, with `zone_if_new`. Problems: "folder.in_use" {owner},
  /// "folder.newer", "folder.damaged", "folder.unwritable", "zone.unknown".
  static Result<DataFolder> Open(const std::filesystem::path& root, const std::string& zone_if_new);
  DataFolder(DataFolder&& other) noexcept;
  DataFolder& operator=(DataFolder&&) = delete;
  ~DataFolder();

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path warehouse_file() const { return root_ / "warehouse.duckdb"; }
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
