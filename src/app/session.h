#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "app/console.h"
#include "app/data_folder.h"
#include "app/setup.h"
#include "base/problem.h"
#include "engine/warehouse.h"

namespace kebao::app {

/// An opened data folder with everything that commands work on.
class Session {
 public:
  enum class Facts {
    kInStep,     // facts and roll-ups made anew if the rules behind them changed
    kAsTheyAre,  // for what reads no facts
  };

  /// Opens the folder. Problems: those of DataFolder and of the warehouse.
  static Result<std::unique_ptr<Session>> Open(Setup setup, Console* console,
                                               Facts facts = Facts::kInStep);

  const Setup& setup() const { return setup_; }
  const ShareFolder& share() const { return setup_.share; }
  const Settings& settings() const { return setup_.settings; }
  const DataFolder& folder() const { return folder_; }
  const Definitions& definitions() const { return setup_.definitions; }
  /// False where the next command that reads facts derives them anew first.
  bool AreFactsInStep() const;
  engine::Warehouse& warehouse() { return *warehouse_; }
  const engine::Warehouse& warehouse() const { return *warehouse_; }
  Console& console() { return *console_; }

 private:
  Session(Setup setup, DataFolder folder, Console* console)
      : setup_(std::move(setup)), folder_(std::move(folder)), console_(console) {}
  Result<void> OpenWarehouse();
  Result<void> DeriveAnewIfRulesChanged();
  void RollUpAnewIfMetricsChanged();

  Setup setup_;
  DataFolder folder_;
  Console* console_;
  std::unique_ptr<engine::Warehouse> warehouse_;
};

}  // namespace kebao::app
