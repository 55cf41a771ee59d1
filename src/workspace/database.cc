#include "workspace/database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace kebao::workspace {
namespace {

constexpr int kOwnerOnly = 0600;
constexpr int kMillisecondsToWait = 5000;

[[noreturn]] void Fail(sqlite3* connection) {
  const char* file = sqlite3_db_filename(connection, "main");
  throw WorldFailure("workspace.failed", fmt::format("{}: {}", file == nullptr ? "" : file,
                                                     sqlite3_errmsg(connection)));
}

void Check(sqlite3* connection, int code) {
  if (code != SQLITE_OK) Fail(connection);
}

bool IsDamage(int code) {
  const int primary = code & 0xff;
  return primary == SQLITE_NOTADB || primary == SQLITE_CORRUPT;
}

/// SQLite would make the file with the rights that the process's umask leaves.
Result<void> MakeFile(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
  if (descriptor < 0)
    return MakeProblem("workspace.unwritable", file.string(), {{"detail", std::strerror(errno)}});
  close(descriptor);
  return {};
}

}  // namespace

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* connection, const char* sql, std::initializer_list<SqlValue> values)
    : connection_(connection) {
  sqlite3_stmt* statement = nullptr;
  Check(connection, sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr));
  statement_.reset(statement);
  int place = 0;
  for (const SqlValue& value : values) Bind(++place, value);
}

void Statement::Bind(int place, const SqlValue& value) {
  sqlite3_stmt* statement = statement_.get();
  int code = SQLITE_OK;
  if (const auto* number = std::get_if<int64_t>(&value)) {
    code = sqlite3_bind_int64(statement, place, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    code = sqlite3_bind_text64(statement, place, text->data() == nullptr ? "" : text->data(),
                               text->size(), SQLITE_STATIC, SQLITE_UTF8);
  } else if (const auto* blob = std::get_if<Blob>(&value)) {
    code = sqlite3_bind_blob64(statement, place, blob->bytes.data(), blob->bytes.size(),
                               SQLITE_STATIC);
  }
  Check(connection_, code);
}

bool Statement::Step() {
  const int code = sqlite3_step(statement_.get());
  if (code != SQLITE_ROW && code != SQLITE_DONE) Fail(connection_);
  return code == SQLITE_ROW;
}

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

int64_t Statement::Integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::optional<int64_t> Statement::OptionalInteger(int column) const {
  return IsNull(column) ? std::nullopt : std::optional(Integer(column));
}

std::string Statement::Text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const auto size = static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column));
  return size == 0 ? "" : std::string(bytes, size);
}

Result<std::unique_ptr<Database>> Database::Open(const std::filesystem::path& file,
                                                 std::span<const Migration> migrations) {
  KEBAO_TRY_VOID(MakeFile(file));
  sqlite3* connection = nullptr;
  int code = sqlite3_open_v2(file.c_str(), &connection, SQLITE_OPEN_READWRITE, nullptr);
  std::unique_ptr<Database> database(new Database(connection, file));
  const auto refuse = [&](const char* problem) {
    return MakeProblem(problem, file.string(), {{"detail", sqlite3_errmsg(connection)}});
  };
  if (code != SQLITE_OK) return refuse("workspace.unwritable");
  sqlite3_busy_timeout(connection, kMillisecondsToWait);
  sqlite3_extended_result_codes(connection, 1);
  // The first statement that reads the file.
  code = sqlite3_exec(connection, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
  if (IsDamage(code)) return refuse("workspace.damaged");
  if (code != SQLITE_OK) return refuse("workspace.unwritable");
  KEBAO_TRY_VOID(database->Migrate(migrations));
  return database;
}

Database::~Database() { sqlite3_close(connection_); }

Result<void> Database::Migrate(std::span<const Migration> migrations) {
  const int known = migrations.empty() ? 0 : migrations.back().version;
  const int64_t version = Version();
  if (version > known) {
    return MakeProblem("workspace.newer", file_.string(),
                       {{"version", std::to_string(version)}, {"known", std::to_string(known)}});
  }
  RunScript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  for (const Migration& migration : migrations) {
    if (migration.version <= version) continue;
    Transaction transaction(this);
    RunScript(migration.sql);
    RunScript(fmt::format("PRAGMA user_version = {}", migration.version).c_str());
    transaction.Commit();
  }
  return {};
}

int64_t Database::Version() {
  Statement statement = Prepare("PRAGMA user_version");
  statement.Step();
  return statement.Integer(0);
}

void Database::RunScript(const char* sql) {
  Check(connection_, sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr));
}

Statement Database::Prepare(const char* sql, std::initializer_list<SqlValue> values) {
  return {connection_, sql, values};
}

int64_t Database::Run(const char* sql, std::initializer_list<SqlValue> values) {
  Statement statement = Prepare(sql, values);
  while (statement.Step()) {
  }
  return sqlite3_changes64(connection_);
}

int64_t Database::last_id() const { return sqlite3_last_insert_rowid(connection_); }

Result<void> Database::CheckWhole() {
  std::string found;
  try {
    Statement statement = Prepare("PRAGMA quick_check(1)");
    if (statement.Step()) found = statement.Text(0);
  } catch (const WorldFailure& failure) {
    found = failure.what();
  }
  if (found == "ok") return {};
  return MakeProblem("workspace.damaged", file_.string(), {{"detail", found}});
}

Transaction::Transaction(Database* database) : database_(database) {
  database_->Run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!is_open_) return;
  try {
    database_->Run("ROLLBACK");
  } catch (const WorldFailure&) {
    // SQLite has rolled back by itself; what led here is on its way already.
  }
}

void Transaction::Commit() {
  database_->Run("COMMIT");
  is_open_ = false;
}

}  // namespace kebao::workspace
