#pragma once

#include <duckdb.h>

#include <memory>
#include <optional>
#include <string>

#include "engine/chunk.h"
#include "engine/duckdb/row_source.h"

namespace kebao::engine::duckdb {

/// Owns a database. Connections keep it alive.
class Database {
 public:
  /// WorldFailure("engine.open").
  Database(const std::string& path, int threads, int64_t memory_megabytes,
           const std::string& temporary);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  duckdb_database handle() const { return handle_; }
  /// Rows of ours that its connections can read.
  RowSourceShelf* row_sources() const { return row_sources_.get(); }

 private:
  std::unique_ptr<RowSourceShelf> row_sources_ = std::make_unique<RowSourceShelf>();
  duckdb_database handle_ = nullptr;
};

/// One connection; not thread-safe. Failures of the engine are WorldFailure("engine.query") with
/// its message and the SQL.
class Connection {
 public:
  explicit Connection(std::shared_ptr<const Database> database);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void Execute(const std::string& sql) const;
  /// First column of the first row; nullopt for null or no row.
  std::optional<int64_t> Integer(const std::string& sql) const;
  std::optional<std::string> Text(const std::string& sql) const;
  /// Chunks as the engine makes them; nothing else may run on this connection until the stream is
  /// done.
  std::unique_ptr<ChunkStream> Stream(const std::string& sql) const;
  duckdb_connection handle() const { return handle_; }
  RowSourceShelf* row_sources() const { return database_->row_sources(); }

 private:
  std::shared_ptr<const Database> database_;
  duckdb_connection handle_ = nullptr;
};

/// 'text' with quotes doubled.
std::string Quoted(std::string_view text);

}  // namespace kebao::engine::duckdb
