#include "engine/duckdb/connection.h"

#include <fmt/format.h>

#include "base/problem.h"

namespace kebao::engine::duckdb {
namespace {

[[noreturn]] void Fail(const char* error, const std::string& sql) {
  constexpr size_t kShownSqlBytes = 4000;
  throw WorldFailure("engine.query",
                     fmt::format("{}\n{}", error == nullptr ? "unknown error" : error,
                                 sql.substr(0, kShownSqlBytes)));
}

class ResultHandle {
 public:
  ResultHandle() = default;
  ~ResultHandle() { duckdb_destroy_result(&result_); }
  ResultHandle(const ResultHandle&) = delete;
  ResultHandle& operator=(const ResultHandle&) = delete;
  duckdb_result* get() { return &result_; }

 private:
  duckdb_result result_{};
};

ValueType TypeOf(duckdb_type type, const std::string& sql) {
  switch (type) {
    case DUCKDB_TYPE_BOOLEAN:
      return ValueType::kBoolean;
    case DUCKDB_TYPE_INTEGER:
      return ValueType::kInt32;
    case DUCKDB_TYPE_BIGINT:
      return ValueType::kInt64;
    case DUCKDB_TYPE_DOUBLE:
      return ValueType::kReal;
    case DUCKDB_TYPE_TIMESTAMP:
      return ValueType::kInstant;
    case DUCKDB_TYPE_DATE:
      return ValueType::kDay;
    case DUCKDB_TYPE_VARCHAR:
      return ValueType::kText;
    default:
      Fail(fmt::format("a column of type {} cannot leave the engine", static_cast<int>(type))
               .c_str(),
           sql);
  }
}

/// A streaming result; owns the connection when it was made for it.
class DuckChunkStream final : public ChunkStream {
 public:
  DuckChunkStream(duckdb_connection connection, const std::string& sql) : sql_(sql) {
    duckdb_prepared_statement statement = nullptr;
    const bool is_prepared = duckdb_prepare(connection, sql.c_str(), &statement) == DuckDBSuccess;
    if (!is_prepared) {
      const std::string error =
          duckdb_prepare_error(statement) ? duckdb_prepare_error(statement) : "";
      duckdb_destroy_prepare(&statement);
      Fail(error.c_str(), sql);
    }
    const bool is_run = RunStreaming(statement);
    duckdb_destroy_prepare(&statement);
    if (!is_run) Fail(duckdb_result_error(result_.get()), sql);
    ReadShape();
  }
  ~DuckChunkStream() override { duckdb_destroy_data_chunk(&chunk_); }
  DuckChunkStream(const DuckChunkStream&) = delete;
  DuckChunkStream& operator=(const DuckChunkStream&) = delete;

  const std::vector<std::string>& column_names() const override { return names_; }
  const std::vector<ValueType>& column_types() const override { return types_; }

  bool Next(ChunkView* view) override {
    duckdb_destroy_data_chunk(&chunk_);
    chunk_ = duckdb_fetch_chunk(*result_.get());
    if (chunk_ == nullptr) {
      const char* error = duckdb_result_error(result_.get());
      if (error != nullptr && *error != '\0') Fail(error, sql_);
      return false;
    }
    view->rows = duckdb_data_chunk_get_size(chunk_);
    view->columns.resize(types_.size());
    for (size_t index = 0; index < types_.size(); ++index) {
      duckdb_vector vector = duckdb_data_chunk_get_vector(chunk_, index);
      view->columns[index] = {types_[index], duckdb_vector_get_data(vector),
                              duckdb_vector_get_validity(vector)};
    }
    return view->rows > 0 || Next(view);
  }

 private:
  bool RunStreaming(duckdb_prepared_statement statement) {
    duckdb_pending_result pending = nullptr;
    bool is_run = duckdb_pending_prepared_streaming(statement, &pending) == DuckDBSuccess;
    if (is_run) {
      is_run = duckdb_execute_pending(pending, result_.get()) == DuckDBSuccess;
    } else {
      const std::string error = duckdb_pending_error(pending) ? duckdb_pending_error(pending) : "";
      duckdb_destroy_pending(&pending);
      Fail(error.c_str(), sql_);
    }
    duckdb_destroy_pending(&pending);
    return is_run;
  }

  void ReadShape() {
    const idx_t count = duckdb_column_count(result_.get());
    for (idx_t index = 0; index < count; ++index) {
      names_.emplace_back(duckdb_column_name(result_.get(), index));
      types_.push_back(TypeOf(duckdb_column_type(result_.get(), index), sql_));
    }
  }

  std::string sql_;
  ResultHandle result_;
  duckdb_data_chunk chunk_ = nullptr;
  std::vector<std::string> names_;
  std::vector<ValueType> types_;
};

void SetConfig(duckdb_config config, const char* name, const std::string& value) {
  if (duckdb_set_config(config, name, value.c_str()) != DuckDBSuccess) {
    throw WorldFailure("engine.open", fmt::format("setting {} = {} was refused", name, value));
  }
}

}  // namespace

Database::Database(const std::string& path, int threads, int64_t memory_megabytes,
                   const std::string& temporary) {
  duckdb_config config = nullptr;
  if (duckdb_create_config(&config) != DuckDBSuccess)
    throw WorldFailure("engine.open", "out of memory");
  if (threads > 0) SetConfig(config, "threads", std::to_string(threads));
  if (memory_megabytes > 0)
    SetConfig(config, "memory_limit", fmt::format("{}MB", memory_megabytes));
  if (!temporary.empty()) SetConfig(config, "temp_directory", temporary);
  SetConfig(config, "preserve_insertion_order", "false");
  char* error = nullptr;
  const bool is_open = duckdb_open_ext(path.empty() ? nullptr : path.c_str(), &handle_, config,
                                       &error) == DuckDBSuccess;
  duckdb_destroy_config(&config);
  if (!is_open) {
    const std::string detail = error == nullptr ? "unknown error" : error;
    duckdb_free(error);
    throw WorldFailure("engine.open", detail);
  }
  RegisterRowSources(handle_, row_sources_.get());
}

Database::~Database() { duckdb_close(&handle_); }

Connection::Connection(std::shared_ptr<const Database> database) : database_(std::move(database)) {
  if (duckdb_connect(database_->handle(), &handle_) != DuckDBSuccess) {
    throw WorldFailure("engine.open", "no further connection");
  }
}

Connection::~Connection() { duckdb_disconnect(&handle_); }

void Connection::Execute(const std::string& sql) const {
  ResultHandle result;
  if (duckdb_query(handle_, sql.c_str(), result.get()) != DuckDBSuccess) {
    Fail(duckdb_result_error(result.get()), sql);
  }
}

std::optional<int64_t> Connection::Integer(const std::string& sql) const {
  const auto text = Text(sql);
  return text ? std::optional<int64_t>(std::stoll(*text)) : std::nullopt;
}

std::optional<std::string> Connection::Text(const std::string& sql) const {
  ResultHandle result;
  if (duckdb_query(handle_, sql.c_str(), result.get()) != DuckDBSuccess) {
    Fail(duckdb_result_error(result.get()), sql);
  }
  if (duckdb_row_count(result.get()) == 0 || duckdb_value_is_null(result.get(), 0, 0))
    return std::nullopt;
  char* value = duckdb_value_varchar(result.get(), 0, 0);
  std::string text = value == nullptr ? "" : value;
  duckdb_free(value);
  return text;
}

std::unique_ptr<ChunkStream> Connection::Stream(const std::string& sql) const {
  return std::make_unique<DuckChunkStream>(handle_, sql);
}

std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += '\'';
    quoted += c;
  }
  return quoted + "'";
}

}  // namespace kebao::engine::duckdb
