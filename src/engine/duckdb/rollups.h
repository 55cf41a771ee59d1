#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/duckdb/connection.h"
#include "engine/warehouse.h"

namespace kebao::engine::duckdb {

/// The table that lists the roll-ups; made where a folder does not have it yet.
void CreateRollupList(const Connection& connection);
std::vector<StoredRollup> ReadRollups(const Connection& connection);

/// The roll-ups' side of one transaction: in which hours facts changed, and the roll-ups' tables.
class RollupKeeper {
 public:
  RollupKeeper(const Connection& connection, const domain::FactCatalog& catalog)
      : connection_(connection), catalog_(catalog) {}

  /// Before facts are deleted: remembers the hours of those that match `condition`.
  void RememberHours(const std::string& condition);
  void ForgetAllFacts() { is_everything_new_ = true; }
  /// `changed`: condition for the rows that are new or changed now.
  std::optional<std::vector<Instant>> TouchedHours(domain::Fact fact, const std::string& clock,
                                                   const std::string& changed) const;

  void Make(const StoredRollup& rollup, const std::vector<domain::FactColumn>& columns);
  /// Remembers that it is not worth its place.
  void Decline(const StoredRollup& rollup);
  void Append(const std::string& name, const ColumnBatch& cells);
  void Describe(const StoredRollup& rollup);
  void Drop(const std::string& name);

 private:
  void Enter(const StoredRollup& rollup);
  std::string TableOf(domain::Fact fact) const;

  const Connection& connection_;
  const domain::FactCatalog& catalog_;
  bool is_everything_new_ = false;
  bool has_remembered_ = false;
};

}  // namespace kebao::engine::duckdb
