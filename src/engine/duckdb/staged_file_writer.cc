#include "engine/duckdb/staged_file_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/problem.h"

namespace kebao::engine::duckdb {
namespace {

[[noreturn]] void Fail() {
  throw WorldFailure("engine.staging", fmt::format("write: {}", std::strerror(errno)));
}

}  // namespace

StagedFileWriter::StagedFileWriter(const std::filesystem::path& file)
    : file_(open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
  if (file_ < 0) Fail();
}

StagedFileWriter::~StagedFileWriter() { close(file_); }

size_t StagedFileWriter::AddTable(const std::string& name, const TableColumns& columns) {
  StagedTablePlace& table = tables_.emplace_back();
  table.name = name;
  for (const TableColumn& column : columns) {
    table.column_names.push_back(column.name);
    table.column_types.push_back(column.type);
  }
  return tables_.size() - 1;
}

void StagedFileWriter::WriteSlab(size_t table, const ColumnBatch& batch) {
  StagedSlabPlace& slab = tables_[table].slabs.emplace_back();
  slab.rows = batch.rows();
  for (const Column& column : batch.columns) {
    KEBAO_ASSERT(column.size() == batch.rows());
    slab.columns.push_back(WriteColumn(column));
  }
}

StagedColumnPlace StagedFileWriter::WriteColumn(const Column& column) {
  const size_t length = column.size() * StagedWidth(column.type());
  StagedColumnPlace place;
  if (column.has_nulls()) place.valid = Write(column.valid().data(), column.size());
  switch (column.type()) {
    case ValueType::kBoolean:
      place.values = Write(column.bytes().data(), length);
      break;
    case ValueType::kInt32:
    case ValueType::kDay:
      place.values = Write(column.int32s().data(), length);
      break;
    case ValueType::kInt64:
    case ValueType::kInstant:
      place.values = Write(column.int64s().data(), length);
      break;
    case ValueType::kReal:
      place.values = Write(column.reals().data(), length);
      break;
    case ValueType::kText:
      place.values = Write(column.text_ends().data(), length);
      place.texts = Write(column.text_bytes().data(), column.text_bytes().size());
      break;
  }
  return place;
}

/// Every place begins at a multiple of eight bytes.
StagedBytes StagedFileWriter::Write(const void* bytes, size_t length) {
  constexpr size_t kAlignment = 8;
  constexpr char kPadding[kAlignment] = {};
  const StagedBytes place{offset_, length};
  WriteAll(static_cast<const char*>(bytes), length);
  WriteAll(kPadding, (kAlignment - length % kAlignment) % kAlignment);
  return place;
}

void StagedFileWriter::WriteAll(const char* bytes, size_t length) {
  offset_ += length;
  while (length > 0) {
    const ssize_t written = write(file_, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) Fail();
    bytes += written;
    length -= static_cast<size_t>(written);
  }
}

void StagedFileWriter::Finish() {
  const std::string directory = EncodeDirectory(tables_);
  WriteAll(directory.data(), directory.size());
}

}  // namespace kebao::engine::duckdb
