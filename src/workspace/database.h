#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/problem.h"

struct sqlite3;
struct sqlite3_stmt;

namespace kebao::workspace {

struct Blob {
  std::string_view bytes;
};
/// Null, a number, a text, bytes.
using SqlValue = std::variant<std::monostate, int64_t, std::string_view, Blob>;

inline SqlValue ValueOf(std::optional<int64_t> number) {
  return number ? SqlValue(*number) : SqlValue(std::monostate{});
}

/// Rows of one statement. Columns count from 0. Throws WorldFailure("workspace.failed").
class Statement {
 public:
  /// Moves to the first or next row; false after the last one.
  bool Step();
  bool IsNull(int column) const;
  int64_t Integer(int column) const;
  std::optional<int64_t> OptionalInteger(int column) const;
  std::string Text(int column) const;  // of a text or of bytes

 private:
  friend class Database;
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3* connection, const char* sql, std::initializer_list<SqlValue> values);
  void Bind(int place, const SqlValue& value);

  sqlite3* connection_;
  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
};

/// Statements that bring a database from version − 1 to version.
struct Migration {
  int version = 1;
  const char* sql = "";
};

/// One SQLite file: write-ahead log, foreign keys, and `user_version` for the state of its tables.
/// Readable by its owner only. Not thread-safe. Throws WorldFailure("workspace.failed").
class Database {
 public:
  /// Opens or makes the file and migrates it; `migrations` are in order and without a gap, and each
  /// happens whole or not at all. Problems: "workspace.damaged" {detail}, "workspace.newer"
  /// {version, known}, "workspace.unwritable" {detail}.
  static Result<std::unique_ptr<Database>> Open(const std::filesystem::path& file,
                                                std::span<const Migration> migrations);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  /// Brings the write-ahead log into the file.
  ~Database();

  /// `values` go in place of the question marks, and must live until the statement has run.
  Statement Prepare(const char* sql, std::initializer_list<SqlValue> values = {});
  /// Runs a statement to its end. How many rows it changed.
  int64_t Run(const char* sql, std::initializer_list<SqlValue> values = {});
  const std::filesystem::path& file() const { return file_; }
  /// Of the row that was inserted last.
  int64_t last_id() const;
  /// Reads the whole file. Problem "workspace.damaged".
  Result<void> CheckWhole();

 private:
  explicit Database(sqlite3* connection, std::filesystem::path file)
      : connection_(connection), file_(std::move(file)) {}
  void RunScript(const char* sql);
  int64_t Version();
  Result<void> Migrate(std::span<const Migration> migrations);

  sqlite3* connection_;
  std::filesystem::path file_;
};

/// Everything until Commit, or nothing.
class Transaction {
 public:
  explicit Transaction(Database* database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void Commit();

 private:
  Database* database_;
  bool is_open_ = true;
};

}  // namespace kebao::workspace
