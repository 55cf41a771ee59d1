#include "app/session.h"

#include "app/derive_facts.h"
#include "engine/duckdb/open.h"

namespace kebao::app {

Result<std::unique_ptr<Session>> Session::Open(const std::filesystem::path& data,
                                               const std::string& zone_if_new, Console* console) {
  KEBAO_TRY(ShareFolder share, FindShareFolder());
  KEBAO_TRY(DataFolder folder, DataFolder::Open(data, zone_if_new));
  KEBAO_TRY(Definitions definitions, LoadDefinitions(share, folder.catalog()));
  std::unique_ptr<Session> session(
      new Session(std::move(share), std::move(folder), std::move(definitions), console));
  KEBAO_TRY_VOID(session->OpenWarehouse());
  KEBAO_TRY_VOID(session->DeriveAnewIfRulesChanged());
  return session;
}

Result<void> Session::OpenWarehouse() {
  const engine::duckdb::Folders folders{folder_.warehouse_file(), folder_.staging(),
                                        folder_.temporary()};
  KEBAO_TRY(warehouse_,
            engine::duckdb::OpenWarehouse(folders, {}, *definitions_.facts, folder_.zone()));
  return {};
}

Result<void> Session::DeriveAnewIfRulesChanged() {
  const bool is_current = warehouse_->Setting(kFactsVersionSetting) == definitions_.facts_version;
  if (is_current && warehouse_->derived_facts_match()) return {};
  const auto transaction = warehouse_->Begin();
  transaction->TouchEverything(*definitions_.facts);
  KEBAO_TRY_VOID(
      DeriveFacts(transaction.get(), definitions_, [this](const DeriveProgress& progress) {
        console_->Progress(
            console_->Text("cli.deriving", {{"done", std::to_string(progress.ranges_done)},
                                            {"total", std::to_string(progress.ranges)}}));
      }));
  transaction->SetSetting(kFactsVersionSetting, definitions_.facts_version);
  transaction->Commit();
  console_->EndProgress();
  return {};
}

}  // namespace kebao::app
