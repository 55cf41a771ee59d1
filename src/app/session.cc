#include "app/session.h"

#include "app/derive_facts.h"
#include "engine/duckdb/open.h"
#include "metrics/rollup/keep_rollups.h"

namespace kebao::app {

Result<std::unique_ptr<Session>> Session::Open(Setup setup, Console* console, Facts facts) {
  KEBAO_TRY(DataFolder folder, DataFolder::Open(setup.data, setup.zone_choice, setup.owner));
  std::unique_ptr<Session> session(new Session(std::move(setup), std::move(folder), console));
  KEBAO_TRY_VOID(session->OpenWarehouse());
  if (facts == Facts::kInStep) {
    KEBAO_TRY_VOID(session->DeriveAnewIfRulesChanged());
    session->RollUpAnewIfMetricsChanged();
  }
  return session;
}

Result<void> Session::OpenWarehouse() {
  const engine::duckdb::Folders folders{folder_.warehouse_file(), folder_.temporary()};
  KEBAO_TRY(warehouse_,
            engine::duckdb::OpenWarehouse(folders, {}, *setup_.definitions.facts, folder_.zone()));
  return {};
}

bool Session::AreFactsInStep() const {
  return warehouse_->Setting(kFactsVersionSetting) == setup_.definitions.facts_version &&
         warehouse_->derived_facts_match();
}

Result<void> Session::DeriveAnewIfRulesChanged() {
  if (AreFactsInStep()) return {};
  const auto transaction = warehouse_->Begin();
  transaction->TouchEverything(*setup_.definitions.facts);
  KEBAO_TRY_VOID(
      DeriveAll(transaction.get(), setup_.definitions, [this](const DeriveProgress& progress) {
        console_->Progress(
            console_->Text("cli.deriving", {{"done", std::to_string(progress.ranges_done)},
                                            {"total", std::to_string(progress.ranges)}}));
      }));
  transaction->SetSetting(kFactsVersionSetting, setup_.definitions.facts_version);
  transaction->Commit();
  console_->EndProgress();
  return {};
}

void Session::RollUpAnewIfMetricsChanged() {
  const bool is_current =
      metrics::AreRollupsCurrent(*setup_.definitions.metrics, warehouse_->engine().dialect(),
                                 warehouse_->directory(), folder_.zone().name());
  if (is_current) return;
  const auto transaction = warehouse_->Begin();
  metrics::KeepRollups(transaction.get(), *setup_.definitions.metrics, transaction->directory(),
                       setup_.definitions.rollup_policy);
  transaction->Commit();
}

}  // namespace kebao::app
