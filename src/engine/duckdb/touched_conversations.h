#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/duckdb/connection.h"
#include "engine/warehouse.h"

namespace kebao::engine::duckdb {

/// What a transaction has changed and has to derive anew: a range of conversations where one covers
/// them all (a first load never makes a list of millions of keys), else the temporary table
/// touched_conversation; other records in touched_<entity>(record_key). Not thread-safe.
class TouchedConversations {
 public:
  /// Makes the temporary tables anew.
  explicit TouchedConversations(const Connection& connection);

  /// After a publication: `fresh` are its conversations, all of them new; nullopt: it listed those
  /// that it touched. A range stays one as long as everything that follows lies in it.
  void AddPublished(const std::optional<KeyRange>& fresh);
  void TakeAll();
  void AddRowsOf(int32_t import_root);
  /// Of an import's rows those of which another import tells something as well: only there does it
  /// matter which of the two came last.
  void AddContestedRowsOf(int32_t import_root);

  bool is_range() const { return range_.has_value(); }
  /// For steps that touch more conversations: they may turn the range into a list.
  std::optional<KeyRange>* range() { return &range_; }
  /// SQL: `column` of `l` lies in `range` and is touched.
  std::string InRange(const std::string& column, KeyRange range) const;
  /// SQL: `column` is a touched conversation.
  std::string Contains(const std::string& column) const;
  /// Ranges that cover the touched conversations, each with at most about so many events.
  std::vector<KeyRange> Ranges(int64_t events_per_range) const;

 private:
  int64_t Count(const char* sql) const { return connection_.Integer(sql).value_or(0); }
  void CoverListed();

  const Connection& connection_;
  std::optional<KeyRange> range_;
};

}  // namespace kebao::engine::duckdb
