#include "ingest/read/parquet_source.h"

#include <duckdb.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "ingest/read/csv_sniff.h"
#include "ingest/read/source_base.h"

namespace kebao::ingest {
namespace {

/// Everything DuckDB needs for one streamed query, closed in the right order.
struct Query {
  int file = -1;
  std::shared_ptr<TemporaryFile> temporary;
  duckdb_config config = nullptr;
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  duckdb_prepared_statement statement = nullptr;
  duckdb_pending_result pending = nullptr;
  duckdb_result result{};

  Query() = default;
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query() {
    duckdb_destroy_result(&result);
    duckdb_destroy_pending(&pending);
    duckdb_destroy_prepare(&statement);
    duckdb_disconnect(&connection);
    duckdb_close(&database);
    duckdb_destroy_config(&config);
    if (file >= 0) close(file);
  }

  /// The message of what failed; empty when the rows can be fetched.
  std::string Start() {
    if (!Open()) return "DuckDB";
    // Through the descriptor, because DuckDB would take * and ? in a file's name as a pattern.
    const std::string sql =
        fmt::format("SELECT COLUMNS(*)::VARCHAR FROM read_parquet('/proc/self/fd/{}')", file);
    if (duckdb_prepare(connection, sql.c_str(), &statement) == DuckDBError) {
      return duckdb_prepare_error(statement);
    }
    if (duckdb_pending_prepared_streaming(statement, &pending) == DuckDBError)
      return duckdb_pending_error(pending);
    if (duckdb_execute_pending(pending, &result) == DuckDBError)
      return duckdb_result_error(&result);
    return {};
  }

 private:
  bool Open() {
    duckdb_create_config(&config);
    duckdb_set_config(config, "threads", "1");
    duckdb_set_config(config, "memory_limit", "1GB");
    duckdb_set_config(config, "autoinstall_known_extensions", "false");
    if (duckdb_open_ext(nullptr, &database, config, nullptr) == DuckDBError) return false;
    if (duckdb_connect(database, &connection) == DuckDBError) return false;
    return duckdb_query(connection, "SET TimeZone = 'UTC'", nullptr) == DuckDBSuccess;
  }
};

class ParquetSource final : public SourceBase {
 public:
  ParquetSource(std::unique_ptr<Query> query, FileShape shape, size_t max_field_bytes)
      : SourceBase(std::move(shape)), query_(std::move(query)), max_field_bytes_(max_field_bytes) {}
  ~ParquetSource() override { duckdb_destroy_data_chunk(&chunk_); }

  const RawRecord* Next() override {
    BeginNext();
    while (!ended_) {
      if (next_ == rows_ && !FetchChunk()) break;
      ReadRow(next_++);
      const std::string_view fault = Fault();
      if (fault.empty()) return &record_;
      ended_ = !AddFault(row_, std::string(fault), line_);
    }
    return nullptr;
  }
  int64_t bytes_read() const override {
    return ended_ ? shape_.bytes : row_ > 0 ? shape_.bytes / 2 : 0;
  }

 private:
  bool FetchChunk() {
    duckdb_destroy_data_chunk(&chunk_);
    chunk_ = duckdb_fetch_chunk(query_->result);
    next_ = 0;
    rows_ = chunk_ ? duckdb_data_chunk_get_size(chunk_) : 0;
    if (rows_ > 0) return true;
    ended_ = true;
    if (const char* error = duckdb_result_error(&query_->result); error && *error) {
      ended_ = !AddFault(row_ + 1, "parquet.damaged", error) || ended_;
    }
    return false;
  }

  void ReadRow(idx_t row) {
    const size_t width = shape_.columns.size();
    fields_.assign(width, {});
    nulls_.assign(width, 0);
    for (idx_t column = 0; column < width; ++column) {
      duckdb_vector vector = duckdb_data_chunk_get_vector(chunk_, column);
      uint64_t* validity = duckdb_vector_get_validity(vector);
      nulls_[column] = validity && !duckdb_validity_row_is_valid(validity, row);
      if (nulls_[column] == 0) fields_[column] = Text(vector, row);
    }
    line_.clear();
    AppendCsvLine(fields_, line_);
    record_.row = ++row_;
    record_.fields = fields_;
    record_.is_null = nulls_;
    record_.original = line_;
  }

  static std::string_view Text(duckdb_vector vector, idx_t row) {
    auto* strings = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector));
    return {duckdb_string_t_data(&strings[row]), duckdb_string_t_length(strings[row])};
  }

  std::string_view Fault() const {
    for (const std::string_view field : fields_) {
      if (field.size() > max_field_bytes_) return "row.field_too_long";
    }
    return TextDamage(line_);
  }

  std::unique_ptr<Query> query_;
  size_t max_field_bytes_;
  duckdb_data_chunk chunk_ = nullptr;
  idx_t next_ = 0;
  idx_t rows_ = 0;
  int64_t row_ = 0;
  std::vector<std::string_view> fields_;
  std::vector<uint8_t> nulls_;
  std::string line_;
  bool ended_ = false;
};

}  // namespace

Result<std::unique_ptr<RecordSource>> OpenParquet(Unpacked unpacked, const ReadOptions& options) {
  auto query = std::make_unique<Query>();
  query->temporary = unpacked.temporary;
  query->file = open(unpacked.container.c_str(), O_RDONLY | O_CLOEXEC);
  if (query->file < 0) {
    return MakeProblem("file.unreadable", unpacked.place, {{"reason", std::strerror(errno)}});
  }
  if (const std::string error = query->Start(); !error.empty()) {
    return MakeProblem("parquet.damaged", unpacked.place, {{"reason", error}});
  }
  FileShape shape;
  shape.kind = FileKind::kParquet;
  shape.encoding = "UTF-8";
  shape.bytes = unpacked.file_bytes;
  std::vector<std::string> names;
  for (idx_t i = 0; i < duckdb_column_count(&query->result); ++i) {
    names.emplace_back(duckdb_column_name(&query->result, i));
  }
  shape.columns = ColumnNames(names);
  return std::make_unique<ParquetSource>(std::move(query), std::move(shape),
                                         static_cast<size_t>(options.max_field_bytes));
}

}  // namespace kebao::ingest
