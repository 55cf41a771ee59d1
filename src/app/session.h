#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "app/console.h"
#include "app/data_folder.h"
#include "app/definitions.h"
#include "app/share_folder.h"
#include "base/problem.h"
#include "engine/warehouse.h"

namespace kebao::app {

/// An opened data folder with everything that commands work on.
class Session {
 public:
  /// Opens the folder, loads the catalogue, and derives the facts anew if the rules behind them
  /// changed.
  static Result<std::unique_ptr<Session>> Open(const std::filesystem::path& data,
                                               const std::string& zone_if_new, Console* console);

  const ShareFolder& share() const { return share_; }
  const DataFolder& folder() const { return folder_; }
  const Definitions& definitions() const { return definitions_; }
  engine::Warehouse& warehouse() { return *warehouse_; }
  Console& console() { return *console_; }

 private:
  Session(ShareFolder share, DataFolder folder, Definitions definitions, Console* console)
      : share_(std::move(share)),
        folder_(std::move(folder)),
        definitions_(std::move(definitions)),
        console_(console) {}
  Result<void> OpenWarehouse();
  Result<void> DeriveAnewIfRulesChanged();

  ShareFolder share_;
  DataFolder folder_;
  Definitions definitions_;
  Console* console_;
  std::unique_ptr<engine::Warehouse> warehouse_;
};

}  // namespace kebao::app
