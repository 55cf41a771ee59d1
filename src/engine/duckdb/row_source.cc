#include "engine/duckdb/row_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "base/problem.h"
#include "engine/duckdb/chunk_filling.h"

namespace kebao::engine::duckdb {
namespace {

constexpr const char* kFunction = "kebao_rows";

using SourceHandle = std::shared_ptr<const RowSource>;

/// One scan, shared by its threads.
struct Scan {
  SourceHandle source;
  std::vector<size_t> columns;
  std::atomic<size_t> next_slab = 0;
};

/// Where one thread of a scan stands.
struct Place {
  size_t slab = 0;
  size_t row = 0;
  bool has_slab = false;
};

template <class T>
void Delete(void* pointer) {
  delete static_cast<T*>(pointer);
}

void Bind(duckdb_bind_info info) {
  duckdb_value parameter = duckdb_bind_get_parameter(info, 0);
  const int64_t number = duckdb_get_int64(parameter);
  duckdb_destroy_value(&parameter);
  auto* shelf = static_cast<RowSourceShelf*>(duckdb_bind_get_extra_info(info));
  SourceHandle source = shelf->Find(number);
  if (source == nullptr) {
    duckdb_bind_set_error(info, "there are no such rows");
    return;
  }
  const std::vector<std::string> names = source->Names();
  const std::vector<ValueType> types = source->Types();
  for (size_t index = 0; index < names.size(); ++index) {
    duckdb_bind_add_result_column(info, names[index].c_str(), LogicalType(types[index]).handle());
  }
  idx_t rows = 0;
  for (size_t slab = 0; slab < source->slabs(); ++slab) rows += source->RowsOf(slab);
  duckdb_bind_set_cardinality(info, rows, true);
  duckdb_bind_set_bind_data(info, new SourceHandle(std::move(source)), Delete<SourceHandle>);
}

void Initialize(duckdb_init_info info) {
  auto scan = std::make_unique<Scan>();
  scan->source = *static_cast<SourceHandle*>(duckdb_init_get_bind_data(info));
  for (idx_t index = 0; index < duckdb_init_get_column_count(info); ++index)
    scan->columns.push_back(duckdb_init_get_column_index(info, index));
  duckdb_init_set_max_threads(info, std::max<size_t>(1, scan->source->slabs()));
  duckdb_init_set_init_data(info, scan.release(), Delete<Scan>);
}

void InitializeThread(duckdb_init_info info) {
  duckdb_init_set_init_data(info, new Place, Delete<Place>);
}

/// False at the end of the scan.
bool FindRows(Scan* scan, Place* place) {
  while (!place->has_slab || place->row == scan->source->RowsOf(place->slab)) {
    if (place->has_slab) scan->source->Release(place->slab);
    place->has_slab = false;
    place->slab = scan->next_slab.fetch_add(1);
    if (place->slab >= scan->source->slabs()) return false;
    place->row = 0;
    place->has_slab = true;
  }
  return true;
}

void Produce(duckdb_function_info info, duckdb_data_chunk output) {
  auto* scan = static_cast<Scan*>(duckdb_function_get_init_data(info));
  auto* place = static_cast<Place*>(duckdb_function_get_local_init_data(info));
  if (!FindRows(scan, place)) {
    duckdb_data_chunk_set_size(output, 0);
    return;
  }
  const size_t left = scan->source->RowsOf(place->slab) - place->row;
  const size_t count = std::min<size_t>(duckdb_vector_size(), left);
  scan->source->Fill(place->slab, place->row, count, scan->columns, output);
  duckdb_data_chunk_set_size(output, count);
  place->row += count;
}

}  // namespace

int64_t RowSourceShelf::Put(std::shared_ptr<const RowSource> source) {
  const std::scoped_lock lock(mutex_);
  sources_.emplace(next_, std::move(source));
  return next_++;
}

void RowSourceShelf::Take(int64_t number) {
  const std::scoped_lock lock(mutex_);
  sources_.erase(number);
}

std::shared_ptr<const RowSource> RowSourceShelf::Find(int64_t number) const {
  const std::scoped_lock lock(mutex_);
  const auto found = sources_.find(number);
  return found == sources_.end() ? nullptr : found->second;
}

std::string ReadableRows::Sql() const { return fmt::format("{}({})", kFunction, number_); }

void RegisterRowSources(duckdb_database database, RowSourceShelf* shelf) {
  duckdb_connection connection = nullptr;
  if (duckdb_connect(database, &connection) != DuckDBSuccess)
    throw WorldFailure("engine.open", "no further connection");
  duckdb_table_function function = duckdb_create_table_function();
  duckdb_table_function_set_name(function, kFunction);
  duckdb_table_function_add_parameter(function, LogicalType(ValueType::kInt64).handle());
  duckdb_table_function_set_extra_info(function, shelf, nullptr);
  duckdb_table_function_set_bind(function, Bind);
  duckdb_table_function_set_init(function, Initialize);
  duckdb_table_function_set_local_init(function, InitializeThread);
  duckdb_table_function_set_function(function, Produce);
  duckdb_table_function_supports_projection_pushdown(function, true);
  const bool is_registered = duckdb_register_table_function(connection, function) == DuckDBSuccess;
  duckdb_destroy_table_function(&function);
  duckdb_disconnect(&connection);
  if (!is_registered) throw WorldFailure("engine.open", "the engine refused a table function");
}

}  // namespace kebao::engine::duckdb
